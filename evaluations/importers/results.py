"""An IRM Results Report out of the text of its page: summary, sections, footnotes."""

import re

from django.utils.translation import override

from ..choices import ReportKind
from ..questionnaire import NEWEST
from ..questionnaire.schema import PromptKind
from .comments import begins_comment, read_comments
from .furniture import FOR_COMMENT, RESULTS_TITLES, SITE_NAME, SKIP_LINK, is_end
from .parsed import ParsedReport, missing_keys
from .text import fold, squeeze

_FOOTNOTE = re.compile(r"^\[(?P<number>\d{1,3})\]\s*(?P<text>.*)$", re.DOTALL)
_REFERENCES = re.compile(r"\s*\[\d{1,3}\]")
_TITLE_LINES = 40  # the title stands near the top, below the menu of a saved page


def read_results(text, comments):
    """Return the ParsedReport of the page, or None where it is no Results Report.

    `text` is the page's, without tooltips; `comments` those that its markup told.
    """
    found = _find_title(text)
    if found is None:
        return None
    title, body = found
    body, tail = _split_at_end(body)
    report = ParsedReport(kind=ReportKind.RESULTS, title=squeeze(_REFERENCES.sub("", title[0])))
    _name_plan(report, title)
    form = NEWEST[ReportKind.RESULTS]
    answers = _read_sections(body, form, report)
    if not answers or (FOR_COMMENT.search(title[0]) and len(answers) < 2):
        return None  # an announcement of a report, or an invitation to comment on its draft
    report.answers = {prompt.key: answers[prompt.key] for prompt in form.prompts if prompt.key in answers}
    report.missing_keys = missing_keys(form, report.answers)
    report.comments = comments or read_comments(tail)[0]
    return report


def _find_title(text):
    """Return the match of the title and the text below it, or None."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if fold(line) and not SKIP_LINK.match(line)]
    for number in filled[:_TITLE_LINES]:
        line = _REFERENCES.sub("", squeeze(lines[number]))
        match = next(filter(None, (pattern.match(line) for pattern in RESULTS_TITLES)), None)
        if match and _is_title(match, first=number == filled[0]):
            return match, "\n".join(lines[number + 1 :])
    return None


def _is_title(match, *, first):
    """Whether the line is a title and no sentence: it has years, or is the first of the page and ends there."""
    rest = match["rest"].strip(" –—-|")
    rest = re.sub(r"Open Government Partnership$", "", rest).strip(" –—-|")
    if rest and not FOR_COMMENT.fullmatch(rest):
        return False
    return bool(match["start"]) or (first and match["member"][0].isupper())


def _name_plan(report, match):
    """Set member and plan as the title tells them; a national plan is named as OGP names them."""
    report.member = squeeze(match["member"]).removeprefix("The ").strip(" -•*#")
    report.language = "es" if "informe" in match[0].lower() else "en"
    start, end = match["start"], match["end"]
    if start:
        end = start[:2] + end if end and len(end) == 2 else end or start
        report.action_plan = f"Action plan – {report.member}, {start} – {end}"


def _split_at_end(body):
    position, filled = 0, 0
    for line in body.split("\n"):
        filled += bool(line.strip())
        if filled > 1 and (is_end(line) or begins_comment(line)):
            return body[:position], body[position:]
        position += len(line) + 1
    lines = body.rstrip().split("\n")
    return ("\n".join(lines[:-1]) if SITE_NAME.match(lines[-1]) else body), ""


def _section_words(form):
    """Return the key of each section by the folded words that head it in any language."""
    words = {}
    with override("en"):
        for prompt in form.prompts:
            if prompt.kind is PromptKind.TEXT:
                labels = [str(prompt.label), *(label for labels in prompt.import_labels.values() for label in labels)]
                words |= {fold(label): prompt.key for label in labels}
    return words


def _read_sections(body, form, report):
    """Return the answers; what stands above the first heading is the first prompt's, the summary."""
    headings, first = _section_words(form), form.prompts[0].key
    texts, notes, key, order = {}, {}, first, [prompt.key for prompt in form.prompts]
    note_key = next(prompt.key for prompt in form.prompts if prompt.kind is PromptKind.FOOTNOTES)
    number = None
    for block in _blocks(body, headings):
        heading = headings.get(_heading_words(block))
        note = _FOOTNOTE.match(block)
        if heading and (number is None) and order.index(heading) >= order.index(key):
            key = heading
            report.heading_calls[key] = "".join(re.findall(r"\[\d{1,3}\]", block))
        elif note and _is_note(note, texts, number):
            number = note["number"]
            notes[number] = note["text"].strip()
        elif number is not None:
            notes[number] += f"\n\n{block}"
        else:
            texts.setdefault(key, []).append(block)
    answers = {key: "\n\n".join(blocks) for key, blocks in texts.items()}
    return answers | ({note_key: notes} if notes else {})


def _heading_words(block):
    words = _REFERENCES.sub("", block)
    return re.sub(r"^(?:section |seccion )?(?:\d|[ivx]+) ", "", fold(words)) if "\n" not in block else ""


def _is_note(match, texts, number):
    """Whether a block that begins with a number in brackets is a note: the first one, or one after the last."""
    if number is None:
        return bool(texts) and int(match["number"]) <= 3
    return int(match["number"]) > int(number)


def _blocks(body, headings):
    """Return the paragraphs, headings and notes by themselves, the items of a list on lines of one block."""
    spaced = body.count("\n\n") >= max(2, body.count("\n") / 6)
    parts = re.split(r"\n\s*\n", body) if spaced else body.split("\n")
    blocks = []
    for part in filter(str.strip, parts):
        begins = True
        for line in map(str.strip, part.strip("\n").split("\n")):
            alone = _heading_words(line) in headings
            if begins or alone or _FOOTNOTE.match(line):
                blocks.append(line)
            else:
                blocks[-1] += f"\n{line}"
            begins = alone
    return blocks
