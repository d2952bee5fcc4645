"""What the pages of members, action plans and commitments tell of the reports on them.

`commitments` knows nothing of reports: its templates load these tags.
"""

from django import template

from commitments.models import Commitment
from evaluations.due import due_in_public
from evaluations.models import Report
from evaluations.templatetags.reading import row_figures

AT_MOST = 50  # reports, or commitments due, on one page; the list of reports has the others

register = template.Library()


@register.inclusion_tag("evaluations/partials/member_reports.html")
def member_reports(member):
    """Show the reports on a member's commitments and plans, and what is due."""
    due, more = due_in_public(member.commitments.all(), at_most=AT_MOST)
    return _shown(Report.objects.for_member(member)) | {"member": member, "due": due, "more_due": more}


@register.inclusion_tag("evaluations/partials/action_plan_reports.html")
def action_plan_reports(plan):
    """Show the Results Report on a plan and the reports on its commitments."""
    return _shown(Report.objects.for_action_plan(plan)) | {"plan": plan}


@register.inclusion_tag("evaluations/partials/commitment_report.html")
def commitment_report(commitment):
    """Show the report on a commitment, or when it is due."""
    report = _rows(Report.objects.filter(commitment=commitment)).with_comment_count().first()
    due, _more = ([], 0) if report else due_in_public(Commitment.objects.filter(pk=commitment.pk), at_most=1)
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
