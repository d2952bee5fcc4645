"""A comment as it is now, held against everybody else until the transaction ends."""

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now

from .. import permissions
from ..choices import CommentStatus
from ..models import Comment, Report

_REMOVED = (CommentStatus.REJECTED, CommentStatus.SPAM)


def locked(comment):
    """Return a comment as it is now, locked, with its report, its edition and its badge.

    The report first, as in posting: whoever locks both takes them in this order.
    """
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.report_id)
    stored = Comment.objects.select_related("report__member", "edition", "badge")
    return stored.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)


def locked_for_moderator(comment, by):
    """Return it, `locked`, for somebody who may decide about it, or raise PermissionDenied."""
    stored = locked(comment)
    if not permissions.can_decide_about(by, stored):
        raise PermissionDenied
    return stored


def move_page_of_notice(comment, before, after):
    """Let no cache go on showing the rule and the day that the notice of a removed comment named.

    `comment` is as it is stored, `before` and `after` are its statuses. Whatever else a page tells of comments moves it
    by the triggers of page_validity.py.
    """
    if comment.shown_at and before in _REMOVED and after in _REMOVED:
        Report.objects.filter(pk=comment.report_id).update(page_changed_at=Now())
