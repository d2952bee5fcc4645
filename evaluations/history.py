"""The public history of a report: its published editions, each with why it was made, and what was done to it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .acts import PUBLIC_ACTS, ActKind, ActRole
from .choices import ChangeClass, MoveName, Status
from .models import Act, Edition
from .removed import tell_of_redactions

_TOLD = (
    "report",
    "number",
    "published_at",
    "source",
    "language",
    "change_class",
    "change_reason",
    "redactions",
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
        if self.edition.is_imported and self.edition.change_class != ChangeClass.REDACTION:
            return _("Imported from a published page")
        if self.edition.change_class == ChangeClass.TRANSLATION:
            return _("Translation (%(language)s)") % {"language": self.edition.get_language_display()}
        return self.edition.get_change_class_display()

    @property
    def reason(self):
        """Return why it was made, in the words that are sealed with it; "" for the first one.

        What was said when an edition was opened before reasons were public stays with the reviewers.
        """
        return self.edition.change_reason

    @property
    def is_reason_removed(self):
        """Whether a redaction took the reason out."""
        return not self.reason and "/edition/change_reason" in self.edition.removed

    @property
    def signed(self):
        return [byline.shown_name for byline in self.edition.bylines.all() if byline.signed_at]

    @property
    def unsigned(self):
        """Return the names without whose signature it was submitted, with a reason."""
        return [byline.shown_name for byline in self.edition.bylines.all() if byline.lacks_signature]


def history_of(report):
    """Return an Entry for each published edition of a report, the newest first; who signed is read where it is told."""
    editions = list(report.editions.published().select_related("seal").only(*_TOLD).order_by("number"))
    for edition in editions:
        edition.report = report
        tell_of_redactions(edition, editions)
    return [Entry(*pair) for pair in zip(editions, [None, *editions], strict=False)][::-1]


# What the public reads of each act: by its role only where evaluators and reviewers both do it, or the site.
_BY_EVALUATORS = {
    MoveName.START: gettext_lazy("Its evaluators started it."),
    MoveName.CORRECT: gettext_lazy("Its evaluators opened it for a new edition."),
    MoveName.SUBMIT: gettext_lazy("Its evaluators submitted it."),
}
_BY_SITE = {
    MoveName.START: gettext_lazy("It was begun by an import."),
    MoveName.CORRECT: gettext_lazy("It was opened for a new edition by an import."),
    MoveName.SUBMIT: gettext_lazy("It was submitted by an import."),
    MoveName.UNSCHEDULE: gettext_lazy("The site took it off the schedule."),
}
_TOLD_PUBLIC = {
    MoveName.START: gettext_lazy("A reviewer started it."),
    MoveName.CORRECT: gettext_lazy("A reviewer opened it for a new edition."),
    MoveName.SUBMIT: gettext_lazy("A reviewer submitted it."),
    MoveName.RETURN: gettext_lazy("A reviewer sent it back."),
    MoveName.APPROVE: gettext_lazy("A reviewer approved it."),
    MoveName.SCHEDULE: gettext_lazy("A reviewer scheduled its publication."),
    MoveName.UNSCHEDULE: gettext_lazy("A reviewer took it off the schedule."),
    MoveName.PUBLISH: gettext_lazy("A reviewer published it."),
    MoveName.PUBLISH_SCHEDULED: gettext_lazy("It was published as scheduled."),
    MoveName.PUBLISH_IMPORT: gettext_lazy("It was published as imported."),
    MoveName.PUBLISH_REDACTION: gettext_lazy("Parts of the report were removed, and this edition tells of it."),
    ActKind.OPEN_CONSULTATION: gettext_lazy("A reviewer asked contacts of the member to read it."),
    ActKind.END_CONSULTATION: gettext_lazy("A reviewer ended the consultation before its time."),
    ActKind.SKIP_CONSULTATION: gettext_lazy("A reviewer said why nobody is asked to read it before."),
    ActKind.WITHDRAW: gettext_lazy("A reviewer withdrew it."),
    ActKind.REINSTATE: gettext_lazy("A reviewer let it stand again."),
    ActKind.RESPOND: gettext_lazy("The government published a response to it."),
    ActKind.OPEN_COMMENTS: gettext_lazy("A reviewer opened it for public comment."),
}
_IN_ROLE = {ActRole.EVALUATOR: _BY_EVALUATORS, ActRole.SITE: _BY_SITE}


@dataclass(frozen=True)
class PublicAct:
    """What the public reads of one act: when, what, with which edition. Nobody's name, and no words of anybody."""

    at: datetime
    told: str
    number: int


def acts_of(report):
    """Return a PublicAct for each of PUBLIC_ACTS with a published edition of a report, the oldest first.

    What is done with an edition that is being made is told once it is published.
    """
    acts = Act.objects.filter(report=report, kind__in=PUBLIC_ACTS, edition__status=Status.PUBLISHED)
    rows = acts.order_by("at", "pk").values_list("at", "kind", "role", "edition__number")
    return [
        PublicAct(at, _IN_ROLE.get(role, {}).get(kind, _TOLD_PUBLIC[kind]), number) for at, kind, role, number in rows
    ]
