"""The files behind the answers."""

import logging
from http import HTTPStatus

from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from ...choices import EvidenceKind
from ...models import Edition, Evidence
from ...permissions import can_see_evidence

logger = logging.getLogger(__name__)

A_YEAR = 365 * 24 * 60 * 60  # seconds


@require_safe
def download_evidence(request, uuid, name):
    """Send a file, always as a download: to everybody once its edition is published, before to those who may see it.

    Whoever may not is told that there is no such file; where a redaction took it out, everybody is told that (410).
    """
    evidence = get_object_or_404(Evidence.objects.select_related("edition__report", "stored_file"), uuid=uuid)
    if evidence.is_removed:
        context = {"report": evidence.edition.report, "edition": evidence.edition}
        return render(request, "evaluations/removed_file.html", context, status=HTTPStatus.GONE)
    if evidence.stored_file is None or name != evidence.name_in_url or not can_see_evidence(request.user, evidence):
        raise Http404
    etag = quote_etag(evidence.stored_file.sha256)
    response = get_conditional_response(request, etag) or as_attachment(evidence)
    response.headers["ETag"] = etag
    if evidence.edition.is_published:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def find_evidence(request, pk, name):
    """Lead from the address that a published file had at first to the one that it has; drafts never had one to cite."""
    has_address = Q(stored_file__isnull=False) | Q(kind=EvidenceKind.REMOVED)
    published = Evidence.objects.filter(has_address, edition__in=Edition.objects.published())
    evidence = get_object_or_404(published, pk=pk)
    return redirect(evidence, permanent=True)


def as_attachment(evidence):
    """Return a stored file as a download; Http404 where its bytes are gone."""
    stored = evidence.stored_file
    try:
        source = stored.open()
    except FileNotFoundError as error:
        logger.error("The bytes of evidence %s are gone.", evidence.pk)
        raise Http404 from error
    response = FileResponse(source, as_attachment=True, filename=evidence.name, content_type=evidence.content_type)
    response.headers["Content-Length"] = stored.size
    return response
