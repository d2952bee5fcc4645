"""Where reviewers choose who responds to a published report for its government."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from ... import permissions, responding
from ...forms.responding import AskToRespondForm
from ...models import Respondent
from ..refusals import error_codes
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report


class RespondingView(ForReviewers, View):
    """One thing that a reviewer does about who responds."""

    success_message = ""

    def get(self, request, number, **more):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number, **more):
        """Do it, or say in words why it was not done."""
        report = get_report(number)
        try:
            refusal = self.act(report, **more)
        except PermissionDenied:
            problem = hindrance_of(request.user, report.current) if report.current else _("Nothing of it is public.")
            return self.refuse(problem, status=FORBIDDEN)
        except ValidationError as error:
            status = CONFLICT if "status" in error_codes(error) else UNPROCESSABLE
            return self.refuse(error.messages[0], status=status)
        if refusal:
            return refusal
        messages.success(request, self.success_message)
        return redirect(reverse("evaluations:review", args=[number]) + "#response")

    def refuse(self, problem, *, status, **more):
        """Show the report as it is now."""
        problems = [{"message": problem}] if problem else []
        report = get_report(self.kwargs["number"])
        return render_review(self.request, report, status=status, problems=problems, is_refused=True, **more)


class AskToRespondView(RespondingView):
    """Send a contact of the government the link by which she responds: POST takes `contact`."""

    success_message = gettext_lazy("The link is on its way.")

    def act(self, report):
        """Ask her."""
        if not permissions.can_ask_to_respond(self.request.user, report):
            raise PermissionDenied
        form = AskToRespondForm(self.request.POST, contacts=responding.who_may_respond(report))
        if not form.is_valid():
            return self.refuse("", status=UNPROCESSABLE, respond_form=form)
        responding.ask(report, form.cleaned_data["contact"], by=self.request.user)
        return None


class RevokeRespondentView(RespondingView):
    """Kill the link of a respondent: POST takes nothing but the press of the button."""

    success_message = gettext_lazy("The link is revoked. What was published stays.")

    def act(self, report, pk):
        """Revoke it."""
        responding.revoke(get_object_or_404(Respondent, report=report, pk=pk), by=self.request.user)
