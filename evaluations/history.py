"""The public history of a report: its published editions, each with what kind of change it was, and why."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from .choices import MoveName
from .models import Edition, Move


@dataclass(frozen=True)
class Entry:
    """One published edition, and the one before it, if any."""

    edition: Edition
    before: Edition | None

    @property
    def kind(self):
        """Return in words what kind of change it was."""
        if self.edition.is_imported:
            return _("Imported from a published page")
        return _("New edition") if self.before else _("First publication")

    @property
    def reason(self):
        """Return why it was made, in the words with which it was opened; "" for the first one.

        Of all that is said at a move these words alone are public, and who opens an edition is told so. Who she is, is
        not; and what a reviewer writes who sends a text back stays between her and its evaluators.
        """
        return self.edition.opening[0].reason if self.edition.opening else ""

    @property
    def signed(self):
        return [byline.name for byline in self.edition.bylines.all() if byline.signed_at]

    @property
    def unsigned(self):
        """Return the names without whose signature it was submitted, with a reason."""
        return [byline.name for byline in self.edition.bylines.all() if byline.lacks_signature]


def history_of(report):
    """Return an Entry for each published edition of a report, the newest first; who signed is read where it is told."""
    opening = Move.objects.filter(name=MoveName.CORRECT).only("edition", "reason").order_by("pk")
    told = report.editions.published().only("report", "number", "published_at", "source", "unsigned_reason")
    editions = list(told.prefetch_related(Prefetch("moves", opening, to_attr="opening")).order_by("number"))
    for edition in editions:
        edition.report = report
    return [Entry(*pair) for pair in zip(editions, [None, *editions], strict=False)][::-1]
