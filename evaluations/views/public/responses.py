"""The official response to a report, in all its editions."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ...responses import responses_to
from .report import public_report
from .validity import revalidated


@require_safe
@revalidated
def official_response(request, *, slug):
    """Show every published edition of the government's response to a report, the newest first; 404 without one."""
    report = public_report(slug)
    told = responses_to(report)
    if not told:
        raise Http404
    context = {"report": report, "edition": report.current, "newest": told[0], "earlier": told[1:]}
    return render(request, "evaluations/official_response.html", context)
