"""One edition, to be cited: for the programs that keep references."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ...exports import bibtex, ris
from ...exports.citation import citable
from .report import published_edition
from .validity import revalidated


@require_safe
@revalidated
def citation_as_bibtex(request, *, slug, number):
    """Return an edition as an entry of BibTeX."""
    edition = published_edition(slug, number)
    return _attached(edition, bibtex.bibtex(edition), content_type=bibtex.CONTENT_TYPE, ending="bib")


@require_safe
@revalidated
def citation_as_ris(request, *, slug, number):
    """Return an edition as a record of RIS."""
    edition = published_edition(slug, number)
    return _attached(edition, ris.ris(edition), content_type=ris.CONTENT_TYPE, ending="ris")


def _attached(edition, text, *, content_type, ending):
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{citable(edition).name}.{ending}"'
    return response
