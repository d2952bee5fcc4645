"""What an edition changes of the one that it follows."""

from . import permissions
from .changes import Pair
from .choices import EvidenceKind
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


def says_the_same(reading):
    """Whether an open edition says what the published one says; who signs it is known once it is submitted."""
    current = reading.edition.report.current
    current.report = reading.edition.report
    before, now = _said(Reading(current)), _said(reading)
    if current.is_imported and not _was_described_since(current):
        # The page told the plan in its own words, and had lost some: the register says it otherwise from the start.
        now["overview"] = before["overview"]
    return before == now


def _was_described_since(edition):
    """Whether the register has come to say something else of the commitment since an edition was published here."""
    commitment = edition.report.commitment
    described_at = commitment and commitment.described_at
    # What a redaction copies of an edition was as old as that.
    return described_at is not None and described_at > permissions.reviewed(edition).published_at


def _said(reading):
    """Return what an edition says, without signatures, and without the places of what a redaction took out."""
    told = tell(reading, bylines=reading.bylines)
    answers = {key: _left(value) for key, value in told["answers"].items()}
    return {
        "language": told["language"],
        "questionnaire": told["questionnaire"],
        "evaluators": [(person["name"], person["organisation"]) for person in told["evaluators"]],
        "overview": told["overview"],
        "answers": {key: value for key, value in answers.items() if value},
    }


def _left(value):
    return [piece for piece in value if piece["kind"] != EvidenceKind.REMOVED] if isinstance(value, list) else value
