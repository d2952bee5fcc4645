"""What an edition changes of the one that it follows."""

from .changes import Pair
from .reading import Reading
from .telling import tell


def changed_answers(edition):
    """Return the keys of the answers that an edition, about to be published, tells otherwise than the last one did."""
    before = edition.report.editions.published().exclude(pk=edition.pk).order_by("-number").first()
    if before is None:
        return []
    before.report = edition.report
    told = [tell(Reading(one), bylines=one.bylines.all()) for one in (before, edition)]
    return [change.name for change in Pair(*told).changes().answers]
