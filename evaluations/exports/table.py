"""A published edition as a table: the CSV of the site, for people who open it in a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _

from commitments.clocks import shown_at

from .. import reactions
from ..reading import Reading
from ..record import dates
from .document import absolute, evidence_url

HEAD = ("key", "question", "code", "answer")
# A spreadsheet takes what begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(edition):
    """Return an edition as CSV (bytes, UTF-8 with the mark by which spreadsheets know it).

    A row for each row of the Overview, then for each answer that is asked, with the keys of the JSON. An answer that a
    spreadsheet would take for a formula is led by an apostrophe; the JSON has it as it was typed.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for row in _rows(edition):
        writer.writerow([harmless(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _rows(edition):
    reading = Reading(edition)
    yield "title", "", "", edition.title
    yield "url", "", "", absolute(edition.get_absolute_url())
    if withdrawal := edition.report.withdrawal:
        day = shown_at(edition.report.member, withdrawal.at).date()
        yield "withdrawn", "", "", f"{day}: {withdrawal.reason or _('Removed by a redaction')}"
    for name, day in dates(edition).items():
        yield name, "", "", day or ""
    yield "imported_from", "", "", edition.source
    yield "evaluators", "", "", "; ".join(str(byline) for byline in reading.bylines)
    yield "signed_by", "", "", "; ".join(byline.shown_name for byline in reading.signed_bylines)
    yield "unsigned_reason", "", "", edition.unsigned_reason
    yield "exemptions", "", "", "\n".join(_exemption(one) for one in edition.exempted)
    yield from _consultation(reactions.told(edition), was_skipped=reactions.was_skipped(edition))
    yield "change_class", "", "", edition.change_class
    yield "change_reason", "", "", edition.change_reason
    yield "sha256", "", "", edition.seal.hash
    for row in reading.overview_rows:
        yield row.column, row.label, "", row.text
    yield from _response(edition.official_response, edition.report.member)
    for answer in reading.answers:
        yield answer.key, answer.prompt.label, answer.value if answer.is_coded else "", _words(answer)


def _exemption(told):
    return f"{told['rule']}: {told['reason']}" if told else _("Removed by a redaction")


def _response(told, member):
    """Yield what the government says of the report, under keys of its own; nothing where it has not responded."""
    day = told and shown_at(member, told.response.published_at).date()
    for part in told.parts if told else ():
        said = part.text or _("Removed by a redaction")
        key = f"official_response_{part.answer_key}" if part.answer_key else "official_response"
        yield key, part.about, "", f"{told.response.respondent}, {day}: {said}"


def _consultation(told, *, was_skipped):
    """Yield why nobody was asked about an edition, or how many of each side; and each open reaction with its fate."""
    told = told or {"windows": [], "skipped_reason": None, "confidential": 0, "reactions": []}
    removed = _("Removed by a redaction") if was_skipped else ""
    yield "consultation_skipped", "", "", told["skipped_reason"] or removed
    windows = [window for window in told["windows"] if window]
    for name in ("asked", "silent_by_side"):
        counts = [f"{side}: {number}" for window in windows for side, number in (window[name] or {}).items()]
        yield f"consultation_{name}", "", "", "; ".join(counts)
    for name in ("silent", "revoked"):
        yield f"consultation_{name}", "", "", sum(one[name] for one in windows) if windows else ""
    yield "consultation_confidential", "", "", told["confidential"] if told["windows"] else ""
    for number, reaction in enumerate(told["reactions"], start=1):
        if reaction is None:
            yield f"reaction_{number}", "", "", _("Removed by a redaction")
            continue
        who = ", ".join(filter(None, [reaction["name"], reaction["role"], reaction["organisation"]]))
        fate = ": ".join(filter(None, [reaction["disposition"], reaction["reason"]]))
        yield (
            f"reaction_{number}",
            reaction["answer"] or "",
            reaction["disposition"],
            f"{who}: {reaction['text']}\n{fate}",
        )


def _words(answer):
    if answer.is_coded:
        return answer.label
    if answer.is_files:
        return "\n".join(_words_of_evidence(piece) for piece in answer.value)
    if answer.is_footnotes:
        return "\n".join(f"[{number}] {text}" for number, text in answer.value.items())
    return answer.value


def _words_of_evidence(piece):
    if piece.is_removed:
        return _("Removed by a redaction")
    if piece.is_none:
        return _("No evidence: %(reason)s") % {"reason": piece.reason}
    quotation = f"“{piece.quotation}”" if piece.quotation else ""
    language = f"({piece.get_language_display()})" if piece.language else ""
    return " ".join(filter(None, [quotation, piece.name, piece.locator, language, evidence_url(piece)]))


def harmless(cell):
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
