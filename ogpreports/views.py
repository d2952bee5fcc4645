"""The first page: what this is, what it holds, where to go."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.models import Commitment, Member
from evaluations.choices import LevelOfProgress
from evaluations.filters import opened_strongly, openness_is_recorded
from evaluations.models import Report

LATEST = 5


@require_safe
def home(request):
    """Show the numbers that matter, each leading to the list behind it, and the latest reports."""
    latest = Report.objects.standing().with_subjects().with_comment_count().order_by("-current__published_at", "-pk")
    return render(request, "home.html", {"numbers": _numbers(), "reports": latest[:LATEST]})


def _numbers():
    reports = reverse("evaluations:report-list")
    progress = "current__level_of_progress"
    counts = Report.objects.standing().aggregate(
        all=Count("pk"),
        assessed=Count("pk", filter=~Q(**{progress: ""})),
        complete=Count("pk", filter=Q(**{progress: LevelOfProgress.COMPLETE})),
        judged=Count("pk", filter=openness_is_recorded()),
        strong=Count("pk", filter=opened_strongly()),
    )
    return [
        (_("members"), Member.objects.count(), reverse("commitments:member-list")),
        (_("commitments"), Commitment.objects.count(), reverse("commitments:commitment-list")),
        (_("reports published"), counts["all"], reports),
        (
            _("of commitments evaluated were completed"),
            _percent(counts["complete"], counts["assessed"]),
            f"{reports}?progress={LevelOfProgress.COMPLETE}",
        ),
        (
            _("opened government: a major or outstanding result in at least one dimension"),
            _percent(counts["strong"], counts["judged"]),
            f"{reports}?opened=strongly",
        ),
    ]


def _percent(part, whole):
    """Return a share of the reports in which the answer is recorded; a dash where there is none."""
    return f"{100 * part / whole:.0f}%" if whole else "–"
