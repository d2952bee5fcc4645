"""The audit trail as a table: the CSV that staff download."""

import csv

from .table import harmless

HEAD = ("at", "act", "told", "report", "title", "member", "edition", "by", "role", "answer", "row", "words")
AT_ONCE = 500  # rows held in memory
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def act_lines(acts):
    """Yield the lines of a CSV (text, the first with the mark by which spreadsheets know UTF-8), a row for each Act.

    `acts` is a QuerySet `with_said`, in the order wanted; it is read a few rows at a time. `act` and `role` are codes,
    `at` is ISO 8601, `by` a name, never an email. What a spreadsheet would take for a formula is led by an apostrophe.
    """
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow(HEAD)
    for act in acts.iterator(chunk_size=AT_ONCE):
        yield writer.writerow([harmless(str(cell)) for cell in _cells(act)])


def _cells(act):
    report = act.report
    number = (act.edition.number if act.edition else None) or ""  # none while it is not published
    who = (act.who, act.role, act.answer_key, "" if act.row is None else act.row)
    return (
        act.at.isoformat(),
        act.kind,
        act.told,
        report.number,
        report.subject,
        report.member,
        number,
        *who,
        act.said,
    )
