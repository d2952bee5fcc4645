"""A report, one edition at a time: as a page, as JSON, as CSV."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ...comments import thread_of
from ...exports.citation import citation
from ...exports.document import absolute, document
from ...exports.table import table
from ...models import Edition, Evidence, Report, Response
from ...reading import Reading, load_bylines
from ...removed import tell_of_redactions
from ...responses import response_to
from .validity import revalidated

_LISTED = ("report", "number", "published_at", "source", "change_reason", "redactions")


@require_safe
@revalidated
def report_page(request, *, slug, number=None):
    """Show the current edition of a report with its thread, or the edition of a number by itself."""
    edition = published_edition(slug, number)
    report = edition.report
    editions = list(report.editions.published().only(*_LISTED).order_by("-number"))
    tell_of_redactions(edition, editions)
    context = {
        "report": report,
        "edition": edition,
        "reading": Reading(edition),
        "editions": editions,
        "thread": thread_of(report) if number is None else None,
        "citation": citation(edition),
        "canonical": absolute((report if edition.is_current else edition).get_absolute_url()),
    }
    return render(request, "evaluations/report.html", context)


@require_safe
@revalidated
def report_as_json(request, *, slug, number=None):
    """Return an edition as JSON; the keys of the answers are those of the page's anchors."""
    edition = published_edition(slug, number)
    return JsonResponse(document(edition), json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
@revalidated
def report_as_csv(request, *, slug, number=None):
    """Return an edition as CSV: a row for each row of the Overview and each answer."""
    edition = published_edition(slug, number)
    response = HttpResponse(table(edition), content_type="text/csv; charset=utf-8")
    name = f"report-{edition.report.number}-v{edition.number}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def published_edition(slug, number=None):
    """Return an edition of a report, the current one unless a number is given, with all that its page tells.

    Raises Http404 where the public has none.
    """
    report = public_report(slug)
    edition = report.current
    if number is not None and number != edition.number:
        edition = get_object_or_404(Edition.objects.published().select_related("seal"), report=report, number=number)
    edition.report = report
    load_bylines(edition)
    edition.official_response = response_to(edition) if report.has_response else None
    prefetch_related_objects([edition], Prefetch("evidence_set", Evidence.objects.select_related("stored_file")))
    return edition


def public_report(slug):
    """Return a report that the public may read, with what a page tells of its subject; Http404 where there is none.

    `has_response` says whether its government has responded: most have not, and no page asks for it in vain.
    """
    subjects = ("member", "action_plan", "commitment__action_plan", "current__seal")
    responses = Response.objects.published().filter(report=OuterRef("pk"))
    reports = Report.objects.published().select_related(*subjects).defer("current__search")
    reports = reports.annotate(has_response=Exists(responses))
    return get_object_or_404(reports, slug=slug)
