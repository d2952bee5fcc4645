"""A comment as it is now, held against everybody else until the transaction ends."""

from django.core.exceptions import PermissionDenied

from .. import permissions
from ..models import Comment, Report


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
