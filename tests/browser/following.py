"""Where mails lead to those who follow something, in every state that it may be in."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from evaluations import following
from evaluations.models import Follow
from tests.evaluations.following import followers


def links_to_follow(first, *, newcomer):
    """Yield the pages about following what a comment begins, its report and its member."""
    report = first.report
    subjects = {"report": report, "thread": first, "member": report.member}
    for what, subject in subjects.items():
        yield f"follow {what}", f"{subject.get_absolute_url()}follow/"
        followers.account(subject, user=newcomer, pace="weekly")
        follow = followers.guest(subject, email="guest@example.org")
    yield "follow by link", _link("following-by-link", follow)
    yield "follow confirmed", _link("confirm-follow", follow)
    yield "stop following", _link("stop-following", followers.guest(report, email="who-stops@example.org"))
    yield "follow to confirm", _link("confirm-follow", _waiting(report, "waits@example.org"))
    expired = _waiting(report, "expired@example.org", age=8)
    yield "follow to confirm, expired", _link("confirm-follow", expired)
    yield "follow forgotten", _link("confirm-follow", _waiting(report, "forgotten@example.org", age=31))


def _waiting(report, email, *, age=0):
    following.ask(report, email=email, pace="daily")
    follow = Follow.objects.get(report=report, email=email)
    follow.asked_at = timezone.now() - timedelta(days=age)
    follow.save()
    return follow


def _link(name, follow):
    return reverse(f"evaluations:{name}", args=[follow.token])
