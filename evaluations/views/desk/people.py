"""The people on a report, and how one of them is published."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import UpdateView, View

from commitments.keys import key_in
from commitments.typed import given_back, text_fields_of

from ... import bylines, invitations, permissions
from ...choices import InvitationOutcome, ReportKind
from ...forms.desk import AddEvaluatorForm, EvaluatorForm, InviteForm
from ..rates import seconds_to_wait_for
from ..refusals import error_codes
from ..words import ForItsOpener, KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors

STEPS = {"up": -1, "down": 1}
INVITATIONS_FROM_ONE_ACCOUNT = "20/d"
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS


class EvaluatorsView(KeepsWords, ForAuthors, View):
    """Who stands on the report, in which order. Whoever leads it says; the others read it here."""

    text_fields = frozenset({"email"})
    place = "evaluators"

    def is_allowed(self):
        if self.report.kind == ReportKind.RESULTS:
            raise Http404
        return super().is_allowed()

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_people(self.form())

    def post(self, request, number):
        if not self.edition.is_open:
            return self.show("state.html", status=CONFLICT, **given_back(request))
        if not permissions.can_name_evaluators(request.user, self.edition):
            raise PermissionDenied
        form = self.form(request.POST if self.button in request.POST else None)
        if form.is_bound and not form.is_valid():
            return self.show_people(form, status=UNPROCESSABLE)
        try:
            self.take(form) if form.is_bound else self.change()
        except ValidationError as error:
            if not form.is_bound:
                return self.show_people(form, status=UNPROCESSABLE, problems=[{"message": error.messages[0]}])
            form.add_error(next(reversed(form.fields)), error)
            return self.show_people(form, status=TOO_MANY if error_codes(error) == {"rate"} else CONFLICT)
        return self.redirect_after_change()

    @cached_property
    def lead(self):
        """Return who leads the report now; None where reviewers do."""
        return permissions.leads_of([self.edition]).get(self.edition.pk)

    @property
    def button(self):
        """Return the name of the button: evaluators invite, and reviewers put somebody on what nobody is left for."""
        return "invite" if self.lead else "add"

    def form(self, data=None):
        return (InviteForm if self.lead else AddEvaluatorForm)(self.edition, data)

    def take(self, form):
        """Invite or add the person whom the form names."""
        person, user = form.cleaned_data.get("evaluator"), self.request.user
        if not self.lead:
            bylines.add(self.edition, person, by=user)
            messages.success(self.request, _("%(name)s was added.") % {"name": person.name})
            return
        if seconds_to_wait_for(user, action="invite", rates=INVITATIONS_FROM_ONE_ACCOUNT):
            raise ValidationError(_("You have sent many invitations today. Send the next one tomorrow."), code="rate")
        invitation = invitations.invite(self.edition, by=user, email=form.cleaned_data["email"], evaluator=person)
        messages.success(self.request, _("%(name)s was invited.") % {"name": invitation.invitee})

    def change(self):
        """Do what the pressed button says."""
        for button, value in self.request.POST.items():
            key = key_in(value)
            if key and button in STEPS:
                bylines.shift(self.edition, key, steps=STEPS[button], by=self.request.user)
            elif key and button == "remove":
                bylines.remove(self.edition, key, by=self.request.user)
            elif key and button == "revoke":
                invitations.revoke(self.edition, key, by=self.request.user)

    def redirect_after_change(self):
        """Lead back to the list; who gave the report away, or took herself off it, to where she works."""
        if permissions.is_author_of(self.request.user, self.edition):
            return redirect("evaluations:evaluators", self.report.number)
        if permissions.is_reviewer(self.request.user):
            return redirect("evaluations:review", self.report.number)
        return redirect("evaluations:desk")

    def show_people(self, form, *, status=HTTPStatus.OK, problems=()):
        return self.show(
            "evaluators.html",
            status=status,
            form=form,
            problems=problems,
            may_name=permissions.can_name_evaluators(self.request.user, self.edition),
            lead=self.lead,
            button=self.button,
            invitations=self.report.invitations.exclude(outcome=InvitationOutcome.ACCEPTED).select_related("evaluator"),
        )


class MeView(KeepsWords, ForItsOpener, LoginRequiredMixin, UpdateView):
    """How she is published: name, organisation, and whether her e-mail is shown."""

    form_class = EvaluatorForm
    text_fields = text_fields_of(EvaluatorForm)
    template_name = "evaluations/desk/me.html"
    success_url = reverse_lazy("evaluations:me")

    def get_object(self, queryset=None):
        evaluator = permissions.evaluator_of(self.request.user)
        if evaluator is None:
            raise Http404
        return evaluator

    def get_initial(self):
        return {} if self.object.email else {"email": self.request.user.email}

    def form_valid(self, form):
        messages.success(self.request, _("Your details were saved."))
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
