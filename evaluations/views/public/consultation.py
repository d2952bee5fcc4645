"""What was said of an edition before it was published, and what became of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models import Side

from ... import reactions
from ...choices import DispositionKind
from ...reading import Reading
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
    context = {
        "report": edition.report,
        "edition": edition,
        "consultation": told,
        "sides": [(side.label, *_counts(told, side)) for side in Side],
        "rows": _rows(edition, told),
    }
    return render(request, "evaluations/consultation/published.html", context)


def _counts(told, side):
    """Return how many people of a side were asked, and how many of them were silent, in all windows."""
    return [sum(one[name][side] for one in told["windows"]) for name in ("asked", "silent")]


def _rows(edition, told):
    """Return each open reaction with the words of what it is about, and what was changed in the answer since."""
    changes, form = reactions.changes_since(edition), Reading(edition).form
    rows = []
    for reaction in told["reactions"]:
        key = reaction["answer"]
        prompt = form.by_key.get(key)
        rows.append(
            {
                **reaction,
                "about": prompt.label if prompt else _("The whole report"),
                "anchor": prompt.anchor if prompt else "",
                "who": ", ".join(filter(None, [reaction["name"], reaction["role"], reaction["organisation"]])),
                "side_name": Side(reaction["side"]).label,
                "became": DispositionKind(reaction["disposition"]).label,
                "change": changes.get(key) if reaction["disposition"] == DispositionKind.CHANGED else None,
            }
        )
    return rows
