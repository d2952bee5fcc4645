"""What the pages of members, action plans and commitments tell of the reports on them.

`commitments` knows nothing of reports: its templates load these tags.
"""

from zoneinfo import ZoneInfo

from django import template
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from commitments.models import Commitment
from evaluations.due import Due, one_month_after
from evaluations.models import Assignment, Report
from evaluations.templatetags.reading import row_figures

AT_MOST = 50  # reports, or commitments due, on one page; the list of reports has the others

register = template.Library()


@register.inclusion_tag("evaluations/partials/member_reports.html")
def member_reports(member):
    """Show the reports on a member's commitments and plans, and what is due."""
    return _shown(Report.objects.for_member(member)) | {"member": member, "due": _due(member.commitments.all())}


@register.inclusion_tag("evaluations/partials/action_plan_reports.html")
def action_plan_reports(plan):
    """Show the Results Report on a plan and the reports on its commitments."""
    return _shown(Report.objects.for_action_plan(plan)) | {"plan": plan}


@register.inclusion_tag("evaluations/partials/commitment_report.html")
def commitment_report(commitment):
    """Show the report on a commitment, or when it is due."""
    report = _rows(Report.objects.filter(commitment=commitment)).with_comment_count().first()
    due = [] if report else _due(Commitment.objects.filter(pk=commitment.pk))
    return {"report": report, "due": due[0] if due else None}


def _rows(reports):
    return reports.standing().with_subjects().order_by("-current__published_at", "-pk")


def _shown(reports):
    """Return the reports with figures, for a table, apart from those without."""
    found = list(_rows(reports)[: AT_MOST + 1])
    pairs = [(report, row_figures(report.current)) for report in found[:AT_MOST]]
    rows = [(report, figures) for report, figures in pairs if figures]
    return {
        "plain": [report for report, figures in pairs if not figures],
        "rows": rows,
        "labels": [item.label for item in rows[0][1]] if rows else [],
        "has_more": len(found) > AT_MOST,
    }


def _due(commitments):
    """Return which of these commitments want a report and when, the longest overdue first.

    Those of local members with an evaluator to write it, whose time is over and that have no published report.
    """
    wanted = (
        commitments.of_local_members()
        .annotate(ended=Coalesce("completed_on", "ends_on", "action_plan__ends_on"))
        .filter(
            Exists(Assignment.objects.filter(member=OuterRef("member"))),
            ~Exists(Report.objects.published().filter(commitment=OuterRef("pk"))),
            ended__lte=timezone.localdate(),
        )
    )
    return [_as_due(commitment) for commitment in wanted.select_related("member").order_by("ended", "pk")[:AT_MOST]]


def _as_due(commitment):
    on = one_month_after(commitment.ended)
    return Due(commitment, on, is_overdue=on < timezone.localdate(timezone=ZoneInfo(commitment.member.time_zone)))
