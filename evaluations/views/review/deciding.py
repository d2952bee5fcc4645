"""Decisions about a report that was submitted."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import workflow
from ...forms.review import ApproveForm, DecisionForm, PublishForm, ReturnForm, ScheduleForm, UnscheduleForm
from ...models import Report
from ..refusals import error_codes
from ..words import KeepsWords
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report, newest_move

# By the code of a refusal, where the page shows what stands in the way.
_PLACES = {"remarks": "#remarks", "consultation": "#consultation"}


class DecisionView(KeepsWords, ForReviewers, View):
    """One decision about a submitted report. A decision on a state that has passed changes nothing (409)."""

    step = None
    form_class = DecisionForm
    form_name = ""

    def get(self, request, number):
        """Lead back to the report: this is where a person lands who had to sign in before she could decide."""
        return redirect("evaluations:review", number)

    def post(self, request, number):
        """Make the move, or say in words why it was not made."""
        form = self.form_for(number)
        if not form.is_valid():
            return self.refuse(request, number, form, status=UNPROCESSABLE)
        try:
            edition = self.decide(number, **form.cleaned_data)
        except PermissionDenied:
            report = get_report(number)
            problem = hindrance_of(request.user, report.unpublished or report.current)
            return self.refuse(request, number, form, status=FORBIDDEN, problems=[(problem, "")])
        except ValidationError as error:
            status = CONFLICT if error_codes(error) == {"status"} else UNPROCESSABLE
            return self.refuse(request, number, form, status=status, problems=self.problems_of(error, form))
        messages.success(request, self.success_message(edition))
        return redirect("evaluations:review-queue")

    def form_for(self, number):
        """Return the form with what was sent."""
        return self.form_class(self.request.POST)

    def problems_of(self, error, form):
        """Return in words why the move was not made, each with where it is mended on the page, if anywhere.

        But for what is said beside a field of the form.
        """
        return [(part.messages[0], _PLACES.get(part.code, "")) for part in error.error_list]

    @transaction.atomic
    def decide(self, number, *, seen, reason="", **more):
        """Make the move on what the reviewer saw, and return the edition.

        The report's row is locked first, as workflow.perform() does, so that nothing moves between look and leap.
        """
        report = get_object_or_404(Report.objects.select_for_update(of=("self",)), pk=number)
        edition = report.unpublished or report.current
        if newest_move(report).pk != seen:
            raise ValidationError(_("This report was moved on while you were reading it."), code="status")
        workflow.perform(self.step, edition, by=self.request.user, reason=reason, **more)
        return edition

    def refuse(self, request, number, form, *, status, problems=()):
        """Show the report as it is now, what happened to it meanwhile, and what was typed."""
        context = {
            self.form_name: form,
            "problems": [{"message": message, "url": url} for message, url in problems],
            "is_refused": True,
            "is_conflict": status == CONFLICT,
        }
        return render_review(request, get_report(number), status=status, **context)


class ReturnView(DecisionView):
    """Give a submitted report back to its writers, with a reason."""

    step = workflow.RETURN
    form_class = ReturnForm
    text_fields = text_fields_of(ReturnForm)
    form_name = "return_form"

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” was returned. Who wrote it gets your reason by email.") % {"title": edition.title}


class ApproveView(DecisionView):
    """Say of a submitted report that it is fit for the public: another reviewer then publishes it."""

    step = workflow.APPROVE
    form_class = ApproveForm
    text_fields = text_fields_of(ApproveForm)
    form_name = "approve_form"

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” is approved. Another reviewer publishes it.") % {"title": edition.title}


class PublishView(DecisionView):
    """Publish an approved report, for ever."""

    step = workflow.PUBLISH
    form_class = PublishForm
    text_fields = text_fields_of(PublishForm)
    form_name = "publish_form"

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” is published.") % {"title": edition.title}


class ScheduleView(DecisionView):
    """Let an approved report be published at a time, `at`, as clocks show it where the member is."""

    step = workflow.SCHEDULE
    form_class = ScheduleForm
    text_fields = text_fields_of(ScheduleForm)
    form_name = "schedule_form"

    def form_for(self, number):
        """Return the form with what was sent, which reads the time as the member's clocks show it."""
        return ScheduleForm(self.request.POST, zone=ZoneInfo(get_report(number).member.time_zone))

    def problems_of(self, error, form):
        """Say of a time beside its field what is wrong with it."""
        if error_codes(error) != {"time"}:
            return super().problems_of(error, form)
        form.add_error("at", error)
        return ()

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” is scheduled. Its evaluators are told when it will be public.") % {"title": edition.title}


class UnscheduleView(DecisionView):
    """Take a report off the schedule, with a reason: it waits as approved again."""

    step = workflow.UNSCHEDULE
    form_class = UnscheduleForm
    text_fields = text_fields_of(UnscheduleForm)
    form_name = "unschedule_form"

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” is off the schedule. Who wrote it gets your reason by email.") % {"title": edition.title}
