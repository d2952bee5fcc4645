"""Where who leads a returned report asks to have more of it opened for changes."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import permissions, unlock_requests
from ...forms.unlocking import UnlockRequestForm
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors


class UnlockView(KeepsWords, ForAuthors, View):
    """Show what of a returned report is closed, and what was asked; ask to have more of it opened.

    POST takes `keys` (of questions) and `reason`. Where nothing can be asked for any more, it says so, with the words.
    """

    place = "unlock"
    text_fields = text_fields_of(UnlockRequestForm)

    @cached_property
    def closed(self):
        return unlock_requests.locked_questions(self.reading)

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_form(UnlockRequestForm(self.closed))

    def post(self, request, number):
        if not self.edition.is_open:
            return self.show_closed()
        form = UnlockRequestForm(self.closed, request.POST)
        if not form.is_valid():
            return self.show_form(form, status=UNPROCESSABLE)
        try:
            unlock_requests.ask(self.edition, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            if error.code == "status":
                return self.show_closed()
            form.add_error("reason", error)
            return self.show_form(form, status=CONFLICT)
        messages.success(request, _("The reviewers are asked. You get an email when one of them has decided."))
        return redirect("evaluations:unlock", number)

    def show_closed(self):
        reason = self.request.POST.get("reason", "")
        return self.show("closed.html", status=CONFLICT, typed=[(_("Why?"), reason)] if reason.strip() else [])

    def show_form(self, form, *, status=HTTPStatus.OK):
        requests = list(self.edition.unlock_requests.order_by("-pk"))
        may_ask = permissions.can_ask_to_unlock(self.request.user, self.edition)
        if form.is_bound and not may_ask:
            raise PermissionDenied
        is_waiting = any(not request.outcome for request in requests)
        return self.show(
            "unlock.html",
            status=status,
            form=form,
            closed=self.closed,
            requests=[(request, self.names_of(request)) for request in requests],
            offers_form=form.is_bound or (may_ask and bool(self.closed) and not is_waiting),
        )

    def names_of(self, request):
        """Return the words of the questions that were asked for."""
        return [question.head.label for question in self.reading.form.questions if question.key in request.keys]
