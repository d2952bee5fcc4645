"""What reviewers look at: the queue, one report as the public will read it, and the decisions about it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from commitments.models import ActionPlan
from commitments.typed import text_fields_of

from .. import drafts, permissions, workflow
from ..choices import ReportKind, Status
from ..coherence import Flags
from ..forms.remarks import RemarksOnPage
from ..forms.review import DecisionForm, PlanSearchForm, PublishForm, ReturnForm, StartResultsForm
from ..models import Edition, Move, Receipt, Report, name_of
from ..reading import Reading
from ..remarks import Remarks
from .submissions import compared_submissions
from .words import KeepsWords

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403
PLANS_SHOWN = 25
OWN_REPORT = gettext_lazy("You are or were an evaluator on this report, so another reviewer decides about it.")
OWN_SUBMISSION = gettext_lazy("You submitted this report: another reviewer decides.")


class ForReviewers(UserPassesTestMixin):
    """Lead anonymous visitors to sign in, and refuse everybody who is no reviewer (403)."""

    def test_func(self):
        """Whether this person may come in."""
        return permissions.is_reviewer(self.request.user)


class QueueView(ForReviewers, ListView):
    """What waits for review, oldest first; what reviewers write themselves; and how much is with its evaluators."""

    template_name = "evaluations/review/queue.html"
    paginate_by = 50

    def get_queryset(self):
        """Return the editions that wait, with all that a row tells."""
        subjects = ("report__member", "report__lead", "report__commitment", "report__action_plan")
        return Edition.objects.waiting_for_review().select_related(*subjects)

    def get_context_data(self, **kwargs):
        """Add what is not in the queue: the numbers of drafts and returned reports, and those that reviewers write."""
        unpublished = Edition.objects.unpublished()
        own = permissions.left_to_reviewers(unpublished.exclude(status=Status.SUBMITTED))
        return super().get_context_data(
            returned_count=unpublished.filter(status=Status.RETURNED).count(),
            draft_count=unpublished.filter(status=Status.DRAFT).count(),
            own_editions=own.select_related("report__action_plan", "report__commitment").order_by("-pk"),
            **kwargs,
        )


class ReviewView(ForReviewers, View):
    """One report as the public will read it, its history, and the moves that may be made."""

    def get(self, request, number):
        """Show the edition that is being made, or the one that is public."""
        return render_review(request, get_report(number))


class SubmissionsView(ForReviewers, View):
    """Compare two submissions of a report, chosen by their numbers in `from` and `to`."""

    def get(self, request, number):
        """Show what changed from one to the other, the last two where nothing is asked for."""
        report = get_report(number)
        edition = report.unpublished or report.current
        edition.report = report
        compared = compared_submissions(report, request.GET)
        context = {"report": report, "edition": edition, "reading": Reading(edition), **compared}
        return render(request, "evaluations/review/submissions.html", context)


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
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.refuse(request, number, form, status=UNPROCESSABLE)
        try:
            edition = self.decide(number, **form.cleaned_data)
        except PermissionDenied:
            report = get_report(number)
            problem = hindrance_of(request.user, report.unpublished or report.current)
            return self.refuse(request, number, form, status=FORBIDDEN, problems=[problem])
        except ValidationError as error:
            status = CONFLICT if error_codes(error) == {"status"} else UNPROCESSABLE
            return self.refuse(request, number, form, status=status, problems=error.messages)
        messages.success(request, self.success_message(edition))
        return redirect("evaluations:review-queue")

    @transaction.atomic
    def decide(self, number, *, seen, reason=""):
        """Make the move on what the reviewer saw, and return the edition.

        The report's row is locked first, as workflow.perform() does, so that nothing moves between look and leap.
        """
        report = get_object_or_404(Report.objects.select_for_update(of=("self",)), pk=number)
        edition = report.unpublished or report.current
        if newest_move(report).pk != seen:
            raise ValidationError(_("This report was moved on while you were reading it."), code="status")
        workflow.perform(self.step, edition, by=self.request.user, reason=reason)
        return edition

    def refuse(self, request, number, form, *, status, problems=()):
        """Show the report as it is now, what happened to it meanwhile, and what was typed."""
        context = {
            self.form_name: form,
            "problems": [{"message": message} for message in problems],
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


class PublishView(DecisionView):
    """Publish a submitted report, for ever."""

    step = workflow.PUBLISH
    form_class = PublishForm
    text_fields = text_fields_of(PublishForm)
    form_name = "publish_form"

    def success_message(self, edition):
        """Say what happened."""
        return _("“%(title)s” is published.") % {"title": edition.title}


class StartResultsView(ForReviewers, View):
    """Start the Results Report on an action plan that has none."""

    def get(self, request):
        """Offer the plans that bear the words looked for."""
        return self.page(request)

    def post(self, request):
        """Start the report and lead to its task list."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=UNPROCESSABLE)
        plan, language = form.cleaned_data["plan"], form.cleaned_data["language"]
        try:
            edition = drafts.start(kind=ReportKind.RESULTS, subject=plan, by=request.user, language=language)
        except ValidationError as error:
            form.add_error("plan", error.messages)
            return self.page(request, form, status=CONFLICT)
        return redirect("evaluations:task-list", edition.report_id)

    def form(self, data=None):
        """Return the form with the plans found; it accepts any plan that has no Results Report."""
        plans = ActionPlan.objects.filter(reports__isnull=True).select_related("member")
        return StartResultsForm(data, plans=plans, shown=self.found(plans)[:PLANS_SHOWN])

    def found(self, plans):
        """Return the plans that bear every word looked for in title, place or country."""
        search = self.search()
        for word in search.cleaned_data["words"].split() if search.is_valid() else ():
            of_member = Q(member__name__icontains=word) | Q(member__country__icontains=word)
            plans = plans.filter(of_member | Q(title__icontains=word))
        return plans

    def search(self):
        return PlanSearchForm(self.request.GET)

    def page(self, request, form=None, *, status=HTTPStatus.OK):
        """Render the search and, below it, the choice."""
        form = form or self.form()
        found = self.found(form.fields["plan"].queryset).count()
        context = {"form": form, "search": self.search(), "found": found, "shown": min(found, PLANS_SHOWN)}
        return render(request, "evaluations/review/start_results.html", context, status=status)


def get_report(number):
    """Return a report with all that its page names; Http404 where there is none."""
    subjects = ("member", "lead", "commitment__action_plan__member", "action_plan__member", "current")
    return get_object_or_404(Report.objects.select_related(*subjects), pk=number)


def newest_move(report):
    """Return the last move of a report's editions: it changes whenever a status does."""
    return Move.objects.filter(edition__report=report).latest("pk")


def error_codes(error):
    """Return the codes of a ValidationError's errors."""
    return {part.code for part in error.error_list}


def hindrance_of(reviewer, edition):
    """Return in words why a reviewer may not decide about an edition, or "" where she may."""
    if permissions.can_review(reviewer, edition):
        return ""
    return OWN_REPORT if permissions.has_evaluated(reviewer, edition.report) else OWN_SUBMISSION


def render_review(request, report, *, status=HTTPStatus.OK, said=None, **context):
    """Show a report to a reviewer: the edition being made, or else the public one, and what she may do with it.

    `said` is the form of a remark, a reply or a ruling that came back.
    """
    edition = report.unpublished or report.current
    edition.report = report
    reading, history = Reading(edition), told_history(report)
    remarks = Remarks(edition)
    hindrance = hindrance_of(request.user, edition)
    is_waiting = edition.status == Status.SUBMITTED
    context = {
        "report": report,
        "edition": edition,
        "reading": reading,
        "flags": Flags(reading),
        "remarks": RemarksOnPage(
            remarks,
            reading,
            may_remark=is_waiting and not hindrance,
            may_reply=not edition.is_published and not hindrance,
            names_staff=True,
            bound=said,
        ),
        "open_remarks": len(remarks.open),
        "history": history,
        "newest": history[-1],
        "submissions": Receipt.objects.filter(edition__report=report).count(),
        "hindrance": hindrance,
        "may_decide": is_waiting and not hindrance,
        "may_write": permissions.can_edit(request.user, edition),
        **context,
        **_forms_at(history[-1], context),
    }
    context["publish_form"].ask_of(edition)
    return render(request, "evaluations/review/review.html", context, status=status)


def _forms_at(move, context):
    """Return the forms of both decisions, new or as they were posted, for who has seen the moves up to this one."""
    forms = {
        "return_form": ReturnForm(initial={"seen": move.pk}),
        "publish_form": PublishForm(initial={"seen": move.pk}),
    }
    for name in forms.keys() & context.keys():
        forms[name] = context[name]
        forms[name].see(move.pk)
    return forms


def told_history(report):
    """Return the moves of a report's editions, oldest first, each with `who` in words."""
    moves = list(Move.objects.filter(edition__report=report).select_related("by__evaluator", "edition").order_by("pk"))
    for move in moves:
        move.who = name_of(move.by)
    return moves
