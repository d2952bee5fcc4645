"""Who follows what."""

from datetime import timedelta

from django.utils import timezone

from evaluations import following
from evaluations.models import Follow
from tests.factories import UserFactory


def guest(subject, *, email="luz@example.org", pace="at-once"):
    """Return the confirmed follow of a guest."""
    following.ask(subject, email=email, pace=pace)
    found = Follow.objects.latest("pk")
    following.confirm(found)
    found.refresh_from_db()
    return found


def account(subject, *, user=None, pace="at-once"):
    return following.follow(subject, account=user or UserFactory(), pace=pace)


def told_ago(follow, **ago):
    """Let a follower have been told the last time so long ago; return the follow."""
    Follow.objects.filter(pk=follow.pk).update(told_until=timezone.now() - timedelta(**ago))
    follow.refresh_from_db()
    return follow
