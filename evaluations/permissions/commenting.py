"""Who comments, and who decides about comments."""

from ..choices import Standing
from ..models import Comment
from .reviewing import can_review, reviewed
from .roles import evaluated_by, has_evaluated, is_moderator


def can_comment(user, report, *, written_at=None):
    """Anybody, under a published report that stands, unless its period of public comment is over.

    What a guest has to confirm first is judged by when it was written.
    """
    if report.current_id is None or report.standing != Standing.STANDING:
        return False
    closes_at = report.comments_close_at
    return not report.is_closed_for_comment or (written_at is not None and written_at < closes_at)


def can_edit_comment(commenter, comment):
    """Who wrote it, while the report takes comments, unless a moderator turned it down or she withdrew it.

    What is new may still be mended when the period of public comment has just ended.
    """
    written_at = comment.posted_at if comment.is_new else None
    return can_withdraw_comment(commenter, comment) and can_comment(
        commenter.account, comment.report, written_at=written_at
    )


def can_withdraw_comment(commenter, comment):
    """Who wrote it, at any time, unless a moderator turned it down: of that its notice tells."""
    return commenter.wrote(comment) and comment.withdrawn_at is None and not comment.is_turned_down


def can_open_for_comment(user, report):
    """Who may review what is published of a report opens it for public comment."""
    return report.current_id is not None and can_review(user, reviewed(report.current))


def can_moderate(user, report=None):
    """Moderators decide about comments, except under a report that they evaluated."""
    return is_moderator(user) and (report is None or not has_evaluated(user, report))


def can_decide_about(user, comment):
    """Who may moderate under its report decides about a comment; of her own nobody does, but who manages the site."""
    return can_moderate(user, comment.report) and (user.is_superuser or comment.author_id != user.pk)


def comments_to_decide(user):
    """Return the comments about which a moderator may decide; about the others another one does.

    Those are the ones under reports that she evaluated, her own, and those whose authors appeal against a decision of
    hers.
    """
    found = Comment.objects.exclude(report__in=evaluated_by(user)).exclude(appealed_at__isnull=False, decided_by=user)
    return found if user.is_superuser else found.exclude(author=user)


def can_set_comments(user, report):
    """Who may moderate under a published report says which comments wait there, and until when it takes any."""
    return report.current_id is not None and can_moderate(user, report)


def can_set_holding_rules(user):
    """Moderators say which comments wait on the whole site."""
    return is_moderator(user)


def can_give_badge(user, account):
    """Moderators say for whom an account speaks; of herself nobody does, but who manages the site."""
    return is_moderator(user) and (user.is_superuser or user.pk != account.pk)
