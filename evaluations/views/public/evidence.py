"""The files behind the answers."""

import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from ...models import Edition, Evidence
from ...permissions import can_see_evidence

logger = logging.getLogger(__name__)

A_YEAR = 365 * 24 * 60 * 60  # seconds


@require_safe
def download_evidence(request, uuid, name):
    """Send a file, always as a download: to everybody once its edition is published, before to those who may see it.

    Whoever may not is told that there is no such file.
    """
    evidence = get_object_or_404(Evidence.objects.select_related("edition__report", "stored_file"), uuid=uuid)
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
    published = Evidence.objects.filter(edition__in=Edition.objects.published(), stored_file__isnull=False)
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
