"""Where the link of an invitation leads: nothing happens there but by the press of a button."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from commitments.typed import given_back, text_fields_of

from ... import invitations, permissions
from ...forms.desk import JoinForm
from ...overview import title_of
from ..words import is_sent_by_another
from .access import CONFLICT, UNPROCESSABLE

_ANOTHER = gettext_lazy(
    "Another account is signed in by now than when this page was opened. Nothing was done: accept it as who you are "
    "now, or sign out."
)


@method_decorator(never_cache, name="dispatch")
class InvitationView(View):
    """Read an invitation; accept it with an account, or decline it with or without one.

    404 for a link that names none, 410 where it no longer holds: it was used, revoked or has expired.
    """

    text_fields = text_fields_of(JoinForm)

    def dispatch(self, request, token):
        self.invitation = invitations.found(token)
        if self.invitation is None:
            raise Http404
        if not self.invitation.is_pending:
            return self.show(status=HTTPStatus.GONE)
        return super().dispatch(request)

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        if "decline" in request.POST:
            return self.decline()
        if "accept" not in request.POST:
            return self.show(self.form_as_typed(), status=UNPROCESSABLE)
        if not request.user.is_authenticated:
            return self.show(status=HTTPStatus.FORBIDDEN)
        if is_sent_by_another(request):
            return self.refuse(self.form_as_typed(), ValidationError(_ANOTHER))
        form = self.form(request.POST)
        if form.is_bound and not form.is_valid():
            return self.show(form, status=UNPROCESSABLE)
        names = {name: form.cleaned_data[name] for name in form.fields} if form.is_bound else {"name": ""}
        try:
            byline = invitations.accept(self.invitation, by=request.user, **names)
        except ValidationError as error:
            return self.refuse(form, error)
        messages.success(request, _("You are an evaluator on this report now."))
        return redirect("evaluations:task-list", byline.edition.report_id)

    @cached_property
    def evaluator(self):
        return permissions.evaluator_of(self.request.user)

    def form(self, data=None):
        """Return the form that asks how she is published; unbound where she is an evaluator, who has told that."""
        return JoinForm(None if self.evaluator else data)

    def form_as_typed(self):
        """Return the form with what was sent beside another button, or none: nothing of it was asked for."""
        return JoinForm(initial={name: self.request.POST.get(name, "") for name in JoinForm.base_fields})

    def decline(self):
        try:
            invitations.decline(self.invitation, by=self.request.user)
        except ValidationError as error:
            return self.refuse(self.form_as_typed(), error)
        self.invitation.refresh_from_db()
        return self.show()

    def refuse(self, form, error):
        """Say why nothing was done, on the state that there is now."""
        self.invitation.refresh_from_db()
        if not self.invitation.is_pending:
            return self.show(status=HTTPStatus.GONE)
        return self.show(form, status=CONFLICT, problems=[{"message": message} for message in error.messages])

    def show(self, form=None, *, status=HTTPStatus.OK, problems=()):
        invitation, user = self.invitation, self.request.user
        context = {
            "invitation": invitation,
            "report": invitation.report,
            "title": title_of(invitation.report),
            "inviter": invitations.inviter_of(invitation),
            "form": form,
            "evaluator": self.evaluator,
            "is_of_another": invitations.is_of_another(invitation, user),
            "problems": problems,
            **(given_back(self.request) if status in (HTTPStatus.GONE, HTTPStatus.FORBIDDEN) else {}),
        }
        return render(self.request, "evaluations/desk/invitation.html", context, status=status)
