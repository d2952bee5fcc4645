"""Telling moderators what waits for them: one mail a day, and never one for each comment."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import notifications, permissions
from .models import Digest


def send():
    """Queue today's mail to each moderator for whom comments wait, and return how many were queued.

    Each gets one a day (UTC), however often and on however many machines this runs. Moderators are the members of that
    group: who manages the site may moderate, and is not mailed about it.
    """
    today = timezone.now().date()
    Digest.objects.filter(day__lt=today - timedelta(days=7)).delete()
    return sum(_tell(moderator, today) for moderator in permissions.moderators() if something_waits(moderator))


def something_waits(moderator):
    """Whether a comment is held about which she may decide, or somebody asked something about one."""
    return permissions.comments_to_decide(moderator).wanting_a_decision().exists()


@transaction.atomic
def _tell(moderator, today):
    _digest, is_new = Digest.objects.get_or_create(account=moderator, day=today)
    if is_new:
        notifications.tell_moderator(moderator)
    return is_new
