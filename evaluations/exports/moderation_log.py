"""What moderators decided as a table: the CSV that everybody downloads."""

from .document import absolute
from .lines import AT_ONCE, csv_lines

HEAD = (
    "at", "report", "report_url", "comment", "comment_url", "before", "decision", "rule", "on_appeal", "complaints",
    "taken_back_at",
)  # fmt: skip


def log_lines(decisions):
    """Yield the lines of a CSV (text), a row for each Decision of moderation_log.decisions, in the order wanted.

    `before`, `decision` (CommentStatus) and `rule` (RemovalRule) are codes, times are ISO 8601 in UTC. `comment_url` is
    blank where the public never read the comment: there is nothing to lead to.
    """
    return csv_lines(HEAD, map(_cells, decisions.iterator(chunk_size=AT_ONCE)))


def _cells(decision):
    comment, report = decision.comment, decision.comment.report
    return (
        decision.at.isoformat(),
        report.number,
        absolute(report.get_absolute_url()),
        comment.pk,
        absolute(comment.get_absolute_url()) if comment.shown_at else "",
        decision.before,
        decision.status,
        decision.rule,
        "true" if decision.on_appeal else "false",
        decision.complaints,
        decision.undone_at.isoformat() if decision.undone_at else "",
    )
