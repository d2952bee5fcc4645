"""The audit trail as a table: the CSV that staff download."""

from .lines import AT_ONCE, csv_lines

HEAD = ("at", "act", "told", "report", "title", "member", "edition", "by", "role", "answer", "row", "words")


def act_lines(acts):
    """Yield the lines of a CSV (text), a row for each Act.

    `acts` is a QuerySet `with_said`, in the order wanted; it is read a few rows at a time. `act` and `role` are codes,
    `at` is ISO 8601, `by` a name, never an email.
    """
    return csv_lines(HEAD, map(_cells, acts.iterator(chunk_size=AT_ONCE)))


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
