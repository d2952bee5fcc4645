"""Where a reviewer withdraws a published report, and lets it stand again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import withdrawing
from ...forms.review import StandingForm
from ..refusals import error_codes
from ..words import KeepsWords
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report


class StandingView(KeepsWords, ForReviewers, View):
    """Withdraw a report, or let it stand again: POST takes `then` ("withdraw" or "reinstate") and `reason`."""

    text_fields = text_fields_of(StandingForm)

    def get(self, request, number):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number):
        """Do it, or say in words why it was not done."""
        report, form = get_report(number), StandingForm(request.POST)
        if not form.is_valid():
            return self.refuse(form, status=UNPROCESSABLE)
        change = withdrawing.reinstate if request.POST.get("then") == "reinstate" else withdrawing.withdraw
        try:
            change(report, reason=form.cleaned_data["reason"], by=request.user)
        except PermissionDenied:
            problem = hindrance_of(request.user, report.current) if report.current else _("Nothing of it is public.")
            return self.refuse(form, status=FORBIDDEN, problem=problem)
        except ValidationError as error:
            status = CONFLICT if "status" in error_codes(error) else UNPROCESSABLE
            return self.refuse(form, status=status, problem=error.messages[0])
        messages.success(request, _("It is done, and the public reads why. Its evaluators are told."))
        return redirect("evaluations:review", number)

    def refuse(self, form, *, status, problem=""):
        """Show the report with the form as it was sent."""
        problems = [{"message": problem}] if problem else []
        report = get_report(self.kwargs["number"])
        context = {"standing_form": form, "problems": problems, "is_refused": True}
        return render_review(self.request, report, status=status, **context)
