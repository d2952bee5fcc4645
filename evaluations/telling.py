"""What an edition says, told whole as data: what a receipt keeps, and what two editions are compared by."""

from .questionnaire import QUESTIONNAIRES


def tell(reading, *, bylines):
    """Return a mapping, ready for JSON, of all that a Reading's edition says to its readers.

    The keys of `questions`, `answers` and `labels` are the public answer keys, in the order of the form. Nothing stands
    in it that the public would not read: no e-mail, no flag, no remark.
    """
    edition = reading.edition
    return {
        "kind": edition.report.kind,
        "title": reading.title,
        "language": edition.language,
        "questionnaire": edition.questionnaire,
        "evaluators": [_evaluator(byline) for byline in bylines],
        "unsigned_reason": edition.unsigned_reason or None,
        "overview": {name: text or None for name, text in reading.overview.items()},
        "questions": {answer.key: str(answer.prompt.label) for answer in reading.answers},
        "answers": {answer.key: _value(answer) for answer in reading.answers},
        "labels": {answer.key: str(answer.label) for answer in reading.answers if answer.label},
    }


def in_order_of_the_form(told):
    """Return what was told, in the order of the form: the database keeps the keys of an object in its own."""
    keys = QUESTIONNAIRES[told["questionnaire"]].keys
    ordered = {name: {key: told[name][key] for key in keys if key in told[name]} for name in _BY_KEY}
    return dict(told) | ordered


_BY_KEY = ("questions", "answers", "labels")


def _evaluator(byline):
    signed_at = byline.signed_at and byline.signed_at.isoformat()
    return {"name": byline.name, "organisation": byline.organisation, "signed_at": signed_at}


def _value(answer):
    return [_piece(piece) for piece in answer.value] if answer.is_files else answer.value or None


def _piece(piece):
    if piece.is_removed:
        return {"kind": piece.kind}
    if piece.is_none:
        return {"kind": piece.kind, "reason": piece.reason}
    facts = ("kind", "name", "url", "quotation", "locator", "language")
    told = {name: getattr(piece, name) or None for name in facts}
    if stored := piece.stored_file:
        told |= {"type": piece.content_type, "size": stored.size, "sha256": stored.sha256}
    return told
