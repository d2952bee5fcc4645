"""Telling followers what is new: each thing once, and none is missed (see locking.py)."""

from contextlib import suppress

from django.db import transaction

from .. import news, notifications
from ..choices import CommentStatus
from ..models import Comment, Follow
from .locking import BusyError, locked_until

_AT_ONE_TIME = 100  # follows that are told under one lock: whoever comments meanwhile waits


def send():
    """Queue the mails that are due, and return how many: one to each follower of something that has news.

    To be run every few minutes, on as many machines as there are.
    """
    subjects = news.with_news(Follow.objects.due()).order_by("thread", "report", "member")
    return sum(_tell_followers(*keys) for keys in subjects.values_list("thread", "report", "member").distinct())


def _tell_followers(thread, report, member):
    """Queue the mails to all who follow one thing, by its key, and return how many."""
    told, place = 0, {"thread": thread, "report": report, "member": member}
    with suppress(BusyError):  # the next run tells it
        while some := _tell_some(place):
            told += some
    return told


@transaction.atomic
def _tell_some(place):
    until = locked_until(**place)
    follows = news.with_news(Follow.objects.due().filter(**place)).select_related("account", "thread", "report")
    # Of two machines the second waits for the report, and finds then who was told. Who stops just now is passed by.
    found = list(follows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_AT_ONE_TIME])
    for follow in found:
        _tell(follow, until)
    return len(found)


def _tell(follow, until):
    """Queue one mail, and note that she is told: in one transaction, so that neither is without the other."""
    notifications.tell_follower(follow, since=follow.told_until, until=until, again=(back := _back(follow)))
    left = Comment.objects.filter(pk__in=follow.left_out).exclude(pk__in=back)
    follow.left_out = list(left.exclude(status=CommentStatus.WITHDRAWN).values_list("pk", flat=True))
    follow.told_until = until
    follow.save(update_fields=["left_out", "told_until"])


def _back(follow):
    """Return the keys of comments that had not been told, since nobody read them, and that the public reads again."""
    if not follow.left_out:
        return []
    return list(Comment.objects.approved().filter(pk__in=follow.left_out).values_list("pk", flat=True))
