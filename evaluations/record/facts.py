"""What is sealed of an edition: all that its page says, and nothing that was written for fewer people."""

from datetime import UTC

from .. import reactions
from ..overview import OVERVIEW_FIELDS
from ..reading import Reading


def facts(edition, *, reading=None):
    """Return what a published edition says, ready for JSON, in the shape of the site's own downloads.

    No email, justification, comment or name of an account is in it. What is sealed already says the same for ever: what
    editions come to say beside it is a part, or a name, that is absent where there is nothing to say.
    """
    consultation = reactions.told(edition)
    return {
        "number": edition.report_id,
        "kind": edition.report.kind,
        "edition": _edition(edition),
        "evaluators": [_evaluator(byline) for byline in edition.bylines.all()],
        "overview": {name: getattr(edition, name) or None for name in OVERVIEW_FIELDS},
        "answers": {answer.key: _value(answer) for answer in (reading or Reading(edition)).answers},
        **({"consultation": consultation} if consultation else {}),
        "redactions": list(edition.redactions),
    }


def dates(edition):
    """Return when an edition was published and when it was imported, in ISO 8601; None for what did not happen here.

    The source of an imported edition does not record when it was published.
    """
    day = _moment(edition.published_at)
    published, imported = (None, day) if edition.is_imported else (day, None)
    return {"published_at": published, "imported_at": imported}


def _edition(edition):
    return {
        "number": edition.number,
        "change_class": edition.change_class,
        "change_reason": edition.change_reason or None,
        "submitted_at": _moment(edition.submitted_at),
        **dates(edition),
        "language": edition.language,
        "questionnaire": edition.questionnaire,
        "imported_from": edition.source or None,
        "unsigned_reason": edition.unsigned_reason or None,
        **({"exemptions": edition.exempted} if edition.exempted else {}),
    }


def _moment(at):
    return at and at.astimezone(UTC).isoformat()


def _evaluator(byline):
    return {
        "name": byline.name,
        "organisation": byline.organisation,
        "signed_at": _moment(byline.signed_at),
        "lacks_signature": byline.lacks_signature,
    }


def _value(answer):
    return [_piece(piece) for piece in answer.value] if answer.is_files else answer.value or None


def _piece(piece):
    """Return the facts of a piece of evidence; of a file what its bytes are, wherever they are kept.

    None of one that a redaction took out: nothing is left, and the others keep their places.
    """
    if piece.is_removed:
        return None
    if piece.kind == "none":
        return {"kind": piece.kind, "reason": piece.reason}
    told = {"kind": piece.kind, "name": piece.name}
    if stored := piece.stored_file:
        received = _moment(piece.added_at)
        more = {"type": piece.content_type, "size": stored.size, "sha256": stored.sha256, "received_at": received}
        return told | more
    facts = ("url", "quotation", "locator", "language")
    return told | {name: getattr(piece, name) or None for name in facts}
