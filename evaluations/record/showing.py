"""Whether the public is shown what was sealed: of this a dump knows nothing, and the hashes of editions neither."""

from django.db.models import F, Max

from ..choices import Status
from ..models import Edition, Seal
from .verifying import Finding, Problem


def hidden():
    """Yield what is found of sealed editions that are published no more, and of newest ones that no page shows.

    Triggers hold that there are none: whoever owns the database could pass them by, and hide the newest edition, which
    breaks no chain.
    """
    seals = Seal.objects.exclude(edition__status=Status.PUBLISHED).select_related("edition").order_by("pk")
    for seal in seals:
        earlier = Seal.objects.filter(edition__report=seal.edition.report_id, pk__lt=seal.pk)
        # The edition itself may have lost its number.
        yield Finding(seal.edition.report_id, earlier.count() + 1, Problem.UNPUBLISHED)
    newest = Edition.objects.published().annotate(newest=Max("report__editions__number")).filter(number=F("newest"))
    for edition in newest.exclude(pk=F("report__current")).order_by("report"):
        yield Finding(edition.report_id, edition.number, Problem.NOT_SHOWN)
