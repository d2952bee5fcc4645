"""Where a reviewer opens a published report for public comment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from ... import comments
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, ForReviewers, get_report


class CommentPeriodView(ForReviewers, View):
    """Open a report for public comment: POST takes nothing but the press of the button."""

    def get(self, request, number):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number):
        """Open it, or say in words why it was not opened."""
        report = get_report(number)
        try:
            comments.open_period(report, by=request.user)
        except PermissionDenied:
            problem = hindrance_of(request.user, report.current) if report.current else _("Nothing of it is public.")
            return self.refuse(problem, status=FORBIDDEN)
        except ValidationError as error:
            return self.refuse(error.messages[0], status=CONFLICT)
        messages.success(request, _("It is open for public comment. The page says until when."))
        return redirect("evaluations:review", number)

    def refuse(self, problem, *, status):
        """Show the report as it is."""
        context = {"problems": [{"message": problem}] if problem else [], "is_refused": True}
        return render_review(self.request, get_report(self.kwargs["number"]), status=status, **context)
