"""A published edition as data that programs read: the JSON of the site."""

from django.conf import settings

from ..reading import Reading
from ..record import as_data, facts
from ..responses import as_data as response_as_data


def document(edition):
    """Return an edition as a mapping ready for JSON.

    The keys of `answers` are the public answer keys. A code is told as its code, a text as it was typed, footnotes as
    number to text; any other answer that was asked and is not recorded is null, and what was not asked is absent.
    Evidence is a list of files, links and quotations, or of the one statement that there is none, and why; empty where
    the form asked for it in vain, absent where it did not ask. What a redaction took out is null, or blank in each of
    its parts. `record` holds the hashes by which anybody verifies the rest; each value is named there by where it
    stands here. `official_response` is the government's: it changes on its own, and no hash is of it.
    """
    reading, report = Reading(edition), edition.report
    told = facts(edition, reading=reading)
    return {
        "number": report.number,
        "kind": report.kind,
        "standing": report.standing,
        "withdrawn": _withdrawn(report),
        "title": edition.title,
        "url": absolute(report.get_absolute_url()),
        "edition": {"is_current": edition.is_current, "url": absolute(edition.get_absolute_url()), **told["edition"]},
        "evaluators": told["evaluators"],
        "overview": told["overview"],
        "questions": {answer.key: str(answer.prompt.label) for answer in reading.answers},
        "answers": {answer.key: _with_urls(answer, told["answers"][answer.key]) for answer in reading.answers},
        **({"consultation": told["consultation"]} if "consultation" in told else {}),
        "redactions": told["redactions"],
        "official_response": edition.official_response and response_as_data(edition.official_response),
        "record": as_data(edition),
    }


def _withdrawn(report):
    """Return when and why a report was withdrawn; None of one that stands, or of which nobody recorded it."""
    change = report.withdrawal
    return change and {"at": change.at.isoformat(), "reason": change.reason or None}


def absolute(path):
    """Return the whole URL of a path of this site."""
    return settings.SITE_URL + path


def evidence_url(evidence):
    """Return where a piece of evidence is found; "" for a quotation without a link."""
    return absolute(evidence.get_absolute_url()) if evidence.stored_file else evidence.url


def _with_urls(answer, told):
    """Return what is told of an answer, its files with the URL at which this site has them."""
    if not answer.is_files:
        return told
    return [
        fact and fact | ({"url": evidence_url(piece)} if piece.stored_file else {})
        for piece, fact in zip(answer.value, told, strict=True)
    ]
