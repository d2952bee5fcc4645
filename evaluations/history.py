"""The public history of a report: its published editions, each with what kind of change it was, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Edition

_TOLD = (
    "report",
    "number",
    "published_at",
    "source",
    "change_class",
    "change_reason",
    "unsigned_reason",
    "exempted",
    "seal__hash",
)


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
        return self.edition.get_change_class_display()

    @property
    def reason(self):
        """Return why it was made, in the words that are sealed with it; "" for the first one.

        What was said when an edition was opened before reasons were public stays with the reviewers.
        """
        return self.edition.change_reason

    @property
    def signed(self):
        return [byline.name for byline in self.edition.bylines.all() if byline.signed_at]

    @property
    def unsigned(self):
        """Return the names without whose signature it was submitted, with a reason."""
        return [byline.name for byline in self.edition.bylines.all() if byline.lacks_signature]


def history_of(report):
    """Return an Entry for each published edition of a report, the newest first; who signed is read where it is told."""
    editions = list(report.editions.published().select_related("seal").only(*_TOLD).order_by("number"))
    for edition in editions:
        edition.report = report
    return [Entry(*pair) for pair in zip(editions, [None, *editions], strict=False)][::-1]
