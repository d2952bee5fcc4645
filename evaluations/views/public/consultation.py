"""What was said of an edition before it was published, and what became of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from commitments.models import Side

from ... import reactions
from ...choices import DispositionKind
from .report import published_edition
from .validity import revalidated


@require_safe
@revalidated
def consultation_page(request, *, slug, number):
    """Show the consultation on an edition: how many were asked, what they said openly, and what became of it.

    404 where nobody was asked, and nobody said why.
    """
    edition = published_edition(slug, number)
    told = reactions.told(edition)
    if told is None:
        raise Http404
    zone = ZoneInfo(edition.report.member.time_zone)
    context = {
        "report": edition.report,
        "edition": edition,
        "consultation": told,
        "was_skipped": reactions.was_skipped(edition),
        "windows": [_window(window, zone) for window in told["windows"]],
        "zone": zone,
        "rows": _rows(edition, told),
    }
    return render(request, "evaluations/consultation/published.html", context)


def _window(window, zone):
    """Return a window with its sides and days; None of one that a redaction took out."""
    return window and {**window, "sides": _sides(window), "days": _days(window, zone)}


def _days(window, zone):
    """Return the first and the last day of a window in a zone: one that ends at midnight ends with the day before."""
    opened, closed = (datetime.fromisoformat(window[name]) for name in ("opened_at", "closed_at"))
    return [localtime(moment, zone).date() for moment in (opened, closed - timedelta(seconds=1))]


def _sides(window):
    """Return, for each side, how many were asked, and of those how many were silent (None: not told)."""
    silent = window["silent_by_side"] or {}
    return [(side.label, window["asked"][side], silent.get(side)) for side in Side]


def _rows(edition, told):
    """Return each open reaction with the words of what it is about, and what was changed in the answer since.

    None of one that a redaction took out.
    """
    form = edition.form
    return [
        reaction
        and {
            **reaction,
            "about": reactions.about(form, reaction["answer"]),
            "anchor": form.anchor_of(reaction["answer"]) if reaction["answer"] else "",
            "who": ", ".join(filter(None, [reaction["name"], reaction["role"], reaction["organisation"]])),
            "side_name": Side(reaction["side"]).label,
            "became": DispositionKind(reaction["disposition"]).label,
            "change": change,
        }
        for reaction, change in zip(told["reactions"], reactions.changes_of(edition), strict=True)
    ]
