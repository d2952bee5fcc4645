"""Telling moderators what waits for them: one mail a day, and never one for each comment."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import notifications, permissions
from .models import APPEALED, Comment, Digest


def send():
    """Queue today's mail to each moderator for whom comments wait, and return how many were queued.

    Each gets one a day (UTC), however often and on however many machines this runs. Moderators are the members of that
    group: who manages the site may moderate, and is mailed only where an appeal waits that none of them may answer.
    """
    today = timezone.now().date()
    Digest.objects.filter(day__lt=today - timedelta(days=7)).delete()
    people = [one for one in permissions.moderators() if something_waits(one)]
    people += [one for one in _who_else_answers() if one not in people]
    return sum(_tell(one, today) for one in people)


def _who_else_answers():
    """Return those who manage the site and may answer an appeal that no moderator may: she decided, or evaluated it."""
    left = Comment.objects.filter(APPEALED)
    for moderator in permissions.moderators():
        left = left.exclude(pk__in=permissions.comments_to_decide(moderator).values("pk"))
    keys = list(left.values_list("pk", flat=True))
    if not keys:
        return []
    return [one for one in permissions.keepers() if permissions.comments_to_decide(one).filter(pk__in=keys).exists()]


def something_waits(moderator):
    """Whether a comment is held about which she may decide, or somebody asked something about one."""
    return permissions.comments_to_decide(moderator).wanting_a_decision().exists()


@transaction.atomic
def _tell(moderator, today):
    _digest, is_new = Digest.objects.get_or_create(account=moderator, day=today)
    if is_new:
        notifications.tell_moderator(moderator)
    return is_new
