"""An End of Commitment Report out of the text of its page, whichever of its labels and codes the copy lost."""

import re
from functools import cache

from ..choices import ReportKind
from ..questionnaire import NEWEST
from .comments import begins_comment, read_comments
from .evaluators import read_evaluators
from .furniture import ACTION_PLAN, ACTION_PLAN_BULLET, END_OF_COMMITMENT_TITLE, SITE_NAME, is_end
from .labels import Form
from .marks import find_marks, is_form_heading
from .parsed import ParsedReport, missing_keys
from .shared_lines import part_labels
from .spans import PageReader
from .text import fold, is_cut, same_title, squeeze

_ENOUGH_LABELS = 2  # of this form alone; other forms of OGP share some
_ENOUGH_BLOCKS = 5  # below the title of a page that lost every label


@cache
def form():
    """Return the newest End of Commitment form as pages show it."""
    return Form(NEWEST[ReportKind.END_OF_COMMITMENT])


def read_end_of_commitment(text, comments):
    """Return the ParsedReport of the page, or None where it is no End of Commitment Report.

    `text` is the page's, without tooltips; `comments` those that its markup told.
    """
    shown = form()
    title, body = split_at_title(text)
    body = part_labels(body, shown)
    body, tail = _split_at_end(body, shown)
    marks = find_marks(body, shown)
    if not _is_one(text, title, body, marks, shown):
        return None
    report = ParsedReport(kind=ReportKind.END_OF_COMMITMENT, title=title)
    report.language = _language(title, marks)
    reader = PageReader(shown, report, subject=_subject(title), plan=_header_plan(body, marks))
    reader.read(body, marks, broken=not tail.strip())
    _fill_overview(report, reader)
    report.answers = {key: report.answers[key] for key in shown.prompts if key in report.answers}
    report.missing_keys = missing_keys(shown.questionnaire, report.answers)
    _add_comments(report, tail, comments)
    return report


def split_at_title(text):
    """Return the title of the page, or "", and the text below it."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if END_OF_COMMITMENT_TITLE.match(line):
            title = re.sub(r"\s*[|–—-]\s*Open Government Partnership\s*$", "", squeeze(line.strip(" -•*#")))
            return title, "\n".join(lines[number + 1 :])
    return "", text


def _subject(title):
    match = END_OF_COMMITMENT_TITLE.match(title)
    return (match["subject"] or "").strip() if match else ""


def _split_at_end(body, shown):
    """Return the report, and what follows it on the page: comments, the reply form, the foot."""
    sure = [mark.end for mark in find_marks(body, shown) if mark.key in shown.prompts and mark.label.is_long]
    start, filled, position = (max(sure) if sure else 0), 0, 0
    for line in body.split("\n"):
        filled += bool(line.strip())
        is_below = position >= start and (sure or filled > 3)
        if is_below and (is_end(line) or begins_comment(line)):
            return body[:position], body[position:]
        position += len(line) + 1
    return _without_site_name(body)


def _without_site_name(body):
    lines = body.rstrip().split("\n")
    if SITE_NAME.match(lines[-1]):
        return "\n".join(lines[:-1]), lines[-1]
    return body, ""


def _is_one(text, title, body, marks, shown):
    """Whether the page is such a report: it has its title and something of its body, or labels that only it has."""
    own = {mark.key for mark in marks if mark.label.is_long and re.match(r"\d", mark.label.words)}
    if len(own & set(shown.prompts)) >= _ENOUGH_LABELS:
        return True
    titles = {fold(line) for line in text.split("\n") if END_OF_COMMITMENT_TITLE.match(line)}
    blocks = [block for block in re.split(r"\n\s*\n|\n", body) if block.strip()]
    return len(titles) == 1 and (
        len({mark.key for mark in marks} - {""}) >= _ENOUGH_LABELS or len(blocks) >= _ENOUGH_BLOCKS
    )


def _language(title, marks):
    match = END_OF_COMMITMENT_TITLE.match(title)
    spanish = sum(mark.label.language == "es" for mark in marks)
    is_spanish = spanish > len(marks) / 2 or (not marks and match and match["kind"].lower().startswith("informe"))
    return "es" if is_spanish else "en"


def _header_plan(body, marks):
    """Return the plan that the bullet above the Overview names, or ""."""
    first = next(
        (mark.start for mark in marks if not is_form_heading(mark.key) and mark.key != "action_plan"), len(body)
    )
    for line in body[:first].split("\n"):
        match = ACTION_PLAN_BULLET.match(line)
        if match:
            return squeeze(match["plan"])
    return ""


def _fill_overview(report, reader):
    """Complete the Overview with what the page says in another place, where that is certain."""
    values = reader.overview
    report.evaluators, left = read_evaluators(values.get("evaluators", ""), values.get("email", ""))
    for words in left:
        report.leave("evaluators", words)
    report.action_plan = squeeze(values.get("action_plan", "")) or reader.plan
    plan = ACTION_PLAN.match(report.action_plan)
    report.member = squeeze(values.get("member", "")) or (plan["member"] if plan else "")
    report.commitment = _whole_commitment(squeeze(values.get("commitment", "")), reader.subject)
    report.action, report.problem = values.get("action", ""), values.get("problem", "")


def _whole_commitment(commitment, subject):
    if not commitment or (is_cut(commitment) and same_title(commitment, subject) and not is_cut(subject)):
        return subject
    return commitment


def _add_comments(report, tail, comments):
    told, lead = read_comments(tail) if not comments else ([], [])
    report.comments = comments or told
    if told:
        report.leave("comments", "\n".join(line for line in lead if not is_end(line) and not SITE_NAME.match(line)))
