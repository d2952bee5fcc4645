"""A published edition as data that programs read: the JSON of the site."""

from django.conf import settings

from ..reading import Reading


def document(edition):
    """Return an edition as a mapping ready for JSON.

    The keys of `answers` are the public answer keys. A code is told as its code, a text as it was typed, footnotes as
    number to text; any other answer that was asked and is not recorded is null, and what was not asked is absent.
    Evidence is a list of files, links and quotations, or of the one statement that there is none, and why; empty where
    the form asked for it in vain, absent where it did not ask.
    """
    reading, report = Reading(edition), edition.report
    return {
        "number": report.number,
        "kind": report.kind,
        "standing": report.standing,
        "title": edition.title,
        "url": absolute(report.get_absolute_url()),
        "edition": _version(edition),
        "evaluators": [_evaluator(byline) for byline in reading.bylines],
        "overview": {name: text or None for name, text in reading.overview.items()},
        "questions": {answer.key: str(answer.prompt.label) for answer in reading.answers},
        "answers": {answer.key: _value(answer) for answer in reading.answers},
    }


def dates(edition):
    """Return when an edition was published and when it was imported, in ISO 8601; None for what did not happen here.

    The source of an imported edition does not record when it was published.
    """
    day = edition.published_at.isoformat()
    published, imported = (None, day) if edition.is_imported else (day, None)
    return {"published_at": published, "imported_at": imported}


def absolute(path):
    """Return the whole URL of a path of this site."""
    return settings.SITE_URL + path


def evidence_url(evidence):
    """Return where a piece of evidence is found; "" for a quotation without a link."""
    return absolute(evidence.get_absolute_url()) if evidence.stored_file else evidence.url


def _version(edition):
    return {
        "number": edition.number,
        "is_current": edition.is_current,
        "url": absolute(edition.get_absolute_url()),
        **dates(edition),
        "language": edition.language,
        "questionnaire": edition.questionnaire,
        "imported_from": edition.source or None,
        "unsigned_reason": edition.unsigned_reason or None,
    }


def _evaluator(byline):
    signed_at = byline.signed_at and byline.signed_at.isoformat()
    return {"name": byline.name, "organisation": byline.organisation, "signed_at": signed_at}


def _value(answer):
    if answer.is_files:
        return [_evidence(piece) for piece in answer.value]
    return answer.value or None


def _evidence(piece):
    if piece.is_none:
        return {"kind": piece.kind, "reason": piece.reason}
    told = {"kind": piece.kind, "name": piece.name, "url": evidence_url(piece) or None}
    if piece.stored_file:
        stored = piece.stored_file
        return told | {"type": piece.content_type, "size": stored.size, "sha256": stored.sha256}
    return told | {name: getattr(piece, name) or None for name in ("quotation", "locator", "language")}
