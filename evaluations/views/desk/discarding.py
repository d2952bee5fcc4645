"""A new edition that was begun by mistake: it is discarded, and stays readable for those who wrote it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.keys import key_in
from commitments.typed import text_fields_of

from ... import permissions, workflow
from ...forms.desk import DiscardForm
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors


class DiscardView(KeepsWords, ForAuthors, View):
    """Say what is lost and what stays; POST takes `edition`, which she was shown, and `reason`, and discards it."""

    text_fields = text_fields_of(DiscardForm)

    def is_allowed(self):
        return permissions.can_discard(self.request.user, self.edition)

    def get(self, request, number):
        return self.show_form(DiscardForm(initial={"edition": self.edition.pk}))

    def post(self, request, number):
        form = DiscardForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=UNPROCESSABLE)
        try:
            self.discard(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show_form(form, status=CONFLICT)
        messages.success(request, _("The new edition is discarded. The published report stays as it is."))
        return redirect(f"{reverse('evaluations:discarded', args=[number])}?edition={self.edition.pk}")

    def discard(self, *, edition, reason):
        """Discard what she was shown, and nothing that was begun since."""
        if edition != self.edition.pk:
            raise ValidationError(_("This report was moved on while you were reading it."), code="status")
        workflow.perform(workflow.DISCARD, self.edition, by=self.request.user, reason=reason)

    def show_form(self, form, *, status=HTTPStatus.OK):
        return self.show("discard.html", status=status, form=form, may_discard=self.may_discard)


class DiscardedView(ForAuthors, View):
    """The editions of a report that were discarded: `edition` names which of them, the newest unless it is given.

    Each is for those who stand on it, and for reviewers; whoever may see none is told that there is none (404).
    """

    @cached_property
    def discarded(self):
        """Return those that she may see, the newest first."""
        found = self.report.editions.discarded().select_related("saved_by").order_by("-pk")
        return [edition for edition in found if permissions.can_see_edition(self.request.user, edition)]

    @cached_property
    def edition(self):
        """Return the one that is read here."""
        named = self.request.GET.get("edition")
        found = [one for one in self.discarded if not named or one.pk == key_in(named)]
        if not found:
            raise Http404
        found[0].report = self.report
        return found[0]

    def is_allowed(self):
        return True

    def get(self, request, number):
        others = [one for one in self.discarded if one != self.edition]
        return self.show("discarded.html", move=self.edition.discarding, others=others)
