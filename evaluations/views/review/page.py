"""One report as the public will read it, and what may be done with it."""

from http import HTTPStatus

from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.generic import View

from ... import permissions
from ...choices import Status
from ...coherence import Flags
from ...forms.remarks import RemarksOnPage
from ...forms.review import PublishForm, ReturnForm
from ...models import Move, Receipt, name_of
from ...reading import Reading
from ...remarks import Remarks
from ..submissions import compared_submissions
from .staff import ForReviewers, get_report

OWN_REPORT = gettext_lazy("You are or were an evaluator on this report, so another reviewer decides about it.")
OWN_SUBMISSION = gettext_lazy("You submitted this report: another reviewer decides.")


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
