"""Where the action plans of a member stand on a line of years: figures for a picture, in percent of its width."""

from django.utils import timezone
from django.utils.translation import ngettext

LABELS_AT_MOST = 8


def timeline(plans):
    """Return the years and the periods of plans that say when they begin; no periods where none does.

    A plan runs from the start of its first year to the end of its last; without a last year, for one year.
    The plans need their commitment_count.
    """
    spans = [(plan, plan.start_year, (plan.end_year or plan.start_year) + 1) for plan in plans if plan.start_year]
    if not spans:
        return {"years": [], "periods": []}
    first, last = min(start for _plan, start, _end in spans), max(end for _plan, _start, end in spans)
    share = 100 / (last - first)
    step = -(-(last - first) // LABELS_AT_MOST)
    years = [{"label": str(year), "x": round((year - first) * share, 2)} for year in range(first, last, step)]
    periods = [
        _period(plan, round((start - first) * share, 2), round((end - start) * share, 2)) for plan, start, end in spans
    ]
    return {"years": years, "periods": periods}


def _period(plan, x, width):
    count = plan.commitment_count
    return {
        "title": plan.title,
        "url": plan.get_absolute_url(),
        "commitments": ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count},
        "x": x,
        "width": width,
        "ended": (plan.end_year or plan.start_year) < timezone.now().year,
    }
