"""How somebody comes to follow something, and stops."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations import following
from evaluations.models import Follow, Mail
from tests import scenes
from tests.at_once import at_once
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    def run(subject, **said):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            following.ask(subject, **{"email": "luz@example.org", "pace": "daily", **said})
        return list(mail.outbox)

    return run


def test_a_guest_is_mailed_a_link_and_follows_nothing_yet(report, ask, send):
    (message,) = ask(report)
    follow = Follow.objects.get()

    assert (follow.email, follow.pace, follow.confirmed_at) == ("luz@example.org", "daily", None)
    assert (message.to, message.subject) == (
        ["luz@example.org"],
        f"Confirm that you want news of: {report.current.title}",
    )
    assert f"/following/{follow.token}/confirm/" in message.body
    ApprovedCommentFactory(report=report)
    assert send() == []


def test_who_asks_twice_is_mailed_twice_and_follows_once(report, ask):
    (first,), (second,) = ask(report), ask(report, email="LUZ@example.org", pace="weekly")

    assert (first.to, second.to) == (["luz@example.org"], ["luz@example.org"])
    assert Follow.objects.get().pace == "weekly"


def test_who_follows_is_told_so_and_nothing_changes(report, ask):
    follow = followers.guest(report, pace="weekly")

    (message,) = ask(report, pace="at-once")

    assert message.subject == f"You get news of: {report.current.title}"
    assert f"/following/{follow.token}/" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/following/{follow.token}/stop/>"
    assert list(Follow.objects.values_list("pace", "told_until")) == [("weekly", follow.told_until)]


def test_nothing_is_mailed_that_was_confirmed_or_stopped_meanwhile(report, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        following.ask(report, email="luz@example.org", pace="daily")
        following.confirm(Follow.objects.get())
        following.ask(report, email="luz@example.org", pace="daily")
        following.stop(Follow.objects.all())

    assert mail.outbox == []
    assert set(Mail.objects.filter(kind__contains="follow").values_list("state", flat=True)) == {"needless"}


def test_an_account_follows_at_once_and_once(report):
    user = UserFactory()
    first = followers.account(report, user=user, pace="daily")
    first.refresh_from_db()
    second = followers.account(report, user=user, pace="weekly")

    assert first == second
    assert Follow.objects.get().pace == "weekly"
    assert Follow.objects.get().told_until == first.told_until


def test_a_link_confirms_for_a_week_and_another_can_be_had(report, ask):
    ask(report)
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=8))
    with pytest.raises(ValidationError, match="expired"):
        following.confirm(Follow.objects.get())

    following.send_link_again(Follow.objects.get())
    following.confirm(Follow.objects.get())

    assert Follow.objects.get().confirmed_at


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (31, 0)])
def test_what_nobody_confirms_is_forgotten_after_thirty_days(report, ask, days, kept, capsys):
    ask(report)
    other = followers.guest(scenes.published().report)
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=days))

    call_command("forget_unconfirmed_comments")

    assert capsys.readouterr().out.splitlines()[1] == f"Unconfirmed follows removed: {1 - kept}."
    assert Follow.objects.exclude(pk=other.pk).count() == kept


def test_what_was_kept_too_long_is_confirmed_no_more(report, ask):
    ask(report)
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=31))

    with pytest.raises(ValidationError, match="not followed any more"):
        following.confirm(Follow.objects.get())


def test_a_follow_goes_with_the_account(report):
    user = UserFactory()
    followers.account(report, user=user)

    get_user_model().objects.get(pk=user.pk).delete()

    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"email": ""}, "is_an_accounts_or_a_guests"),
        ({"report": None}, "is_of_one_subject"),
        ({"pace": "yearly"}, "pace_is_known"),
        ({"confirmed_at": timezone.now()}, "confirmed_is_told_since_then"),
    ],
)
def test_the_database_takes_nothing_else(report, more, refusal):
    known = {"email": "luz@example.org", "report": report, "language": "en"}

    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        Follow.objects.create(**known | more)


def test_the_database_takes_no_reply_for_a_thread(report):
    root = ApprovedCommentFactory(report=report)
    reply = ApprovedCommentFactory(report=report, parent=root)
    follow = followers.guest(root)

    with pytest.raises(IntegrityError, match="comment that begins it"), transaction.atomic():
        Follow.objects.filter(pk=follow.pk).update(thread=reply)


@pytest.mark.django_db(transaction=True)
def test_one_email_asks_at_once_and_follows_once():
    report = scenes.published().report

    at_once(*[lambda: following.ask(report, email="luz@example.org", pace="daily") for _ in range(4)])

    assert Follow.objects.count() == 1


def test_the_author_of_a_comment_follows_its_thread(report):
    root = ApprovedCommentFactory(report=report)
    reply = ApprovedCommentFactory(report=report, parent=root)
    user = UserFactory()
    for _twice in range(2):
        following.follow_thread(reply, account=user)
        following.follow_thread(reply, email="luz@example.org")

    told = Follow.objects.values_list("account", "email", "thread", "pace").order_by("email")
    assert list(told) == [(user.pk, "", root.pk, "at-once"), (None, "luz@example.org", root.pk, "at-once")]
    assert Follow.objects.confirmed().count() == 2
