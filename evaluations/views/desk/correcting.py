"""A new edition of a published report."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import drafts, permissions
from ...forms.desk import CorrectForm
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors


class CorrectView(KeepsWords, ForAuthors, View):
    """Open a new edition, with a reason. The published page stays as it is until the new one is published."""

    text_fields = text_fields_of(CorrectForm)

    def is_allowed(self):
        return permissions.can_correct(self.request.user, self.report)

    def get(self, request, number):
        return self.show_form(CorrectForm(current=self.report.current))

    def post(self, request, number):
        form = CorrectForm(request.POST, current=self.report.current)
        if not form.is_valid():
            return self.show_form(form, status=UNPROCESSABLE)
        try:
            draft = drafts.correct(self.report, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show_form(form, status=CONFLICT)
        writes = permissions.is_author_of(request.user, draft)
        return redirect("evaluations:task-list" if writes else "evaluations:review", number)

    def show_form(self, form, *, status=HTTPStatus.OK):
        may_write = permissions.is_author_of(self.request.user, self.edition)
        draft = None if self.edition.is_published else self.edition
        return self.show(
            "correct.html", status=status, form=form, draft=draft, may_write=may_write, may_discard=self.may_discard
        )
