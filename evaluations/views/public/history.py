"""How a report came to say what it says: its published editions, and what differs between any two."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.clocks import shown_at

from ...changes import Pair
from ...forms.choosing import ChooseTwoForm
from ...history import acts_of, history_of
from ...models import Byline, Edition, Evidence
from ...reading import Reading
from ...telling import tell
from .report import public_report
from .validity import revalidated

BYLINES = Prefetch("bylines", Byline.objects.order_by("position"))


@require_safe
@revalidated
def history_page(request, *, slug):
    """Show the published editions of a report, the newest first, each with why it was made, and what was done to it."""
    report = public_report(slug)
    history = history_of(report)
    prefetch_related_objects([entry.edition for entry in history], BYLINES, "consultations")
    changes = list(report.standing_changes.order_by("-pk"))
    context = {"report": report, "edition": report.current, "history": history, "standing_changes": changes}
    context["acts"] = acts_of(report)
    return render(request, "evaluations/history.html", context)


@require_safe
@revalidated
def differences_page(request, *, slug):
    """Show what differs between two published editions, chosen by their numbers in `from` and `to`.

    Without a word it is the last two; of a report with a single edition it is said that there is nothing to compare.
    """
    report = public_report(slug)
    history = history_of(report)
    context = {"report": report, "edition": report.current}
    if len(history) > 1:
        form = ChooseTwoForm(request.GET, choices=[(entry.edition.number, _words(entry)) for entry in history])
        if not form.is_valid():
            raise Http404
        context |= {"form": form, **_compared(report, history, form.chosen)}
    return render(request, "evaluations/differences.html", context)


def _words(entry):
    edition = entry.edition
    facts = {
        "number": edition.number,
        "day": date_format(shown_at(edition.report.member, edition.published_at), "j F Y"),
    }
    return (
        _("Edition %(number)s, imported %(day)s") if edition.is_imported else _("Edition %(number)s, %(day)s")
    ) % facts


def _compared(report, history, chosen):
    """Return the changes from one edition to another, and the entries of those that lie between."""
    told, (before, after), (low, high) = _told(report, chosen), chosen, sorted(chosen)
    changes = Pair(told[before], told[after]).changes()
    return {"changes": changes, "entries": [entry for entry in history if low < entry.edition.number <= high]}


def _told(report, numbers):
    """Return what editions of a report say, by their numbers."""
    evidence = Prefetch("evidence_set", Evidence.objects.select_related("stored_file"))
    editions = Edition.objects.published().filter(report=report, number__in=numbers).prefetch_related(BYLINES, evidence)
    for edition in editions:
        edition.report = report
    return {edition.number: tell(Reading(edition), bylines=edition.bylines.all()) for edition in editions}
