"""Nothing is told twice and nothing is lost, however many send, and whoever comments meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, transaction

from evaluations import comments, drafts, following, workflow
from evaluations.choices import ReportKind
from evaluations.models import Follow, Mail
from tests import scenes
from tests.at_once import at_once, waiting
from tests.evaluations.comments.guests import post
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report():
    return scenes.published().report


@pytest.fixture
def pool():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def lines():
    """Return how often each comment was told."""
    return sorted(line for message in mail.outbox for line in message.body.splitlines() if line.startswith("* "))


def test_four_machines_tell_each_follower_once(report):
    for number in range(6):
        followers.guest(report, email=f"guest-{number}@example.org")
    ApprovedCommentFactory(report=report)
    mail.outbox.clear()

    sent = at_once(*[following.send] * 4)

    assert sum(sent) == 6
    assert sorted(message.to[0] for message in mail.outbox) == [f"guest-{number}@example.org" for number in range(6)]


def test_more_followers_than_are_told_at_one_time_are_told(report, monkeypatch):
    monkeypatch.setattr("evaluations.following.sending._AT_ONE_TIME", 2)
    for number in range(5):
        followers.guest(report, email=f"guest-{number}@example.org")
    ApprovedCommentFactory(report=report)

    assert (following.send(), following.send()) == (5, 0)


def test_a_comment_that_is_being_shown_is_waited_for(report, pool):
    """Its time is before that of the sending; told up to then without waiting, she would never hear of it."""
    followers.guest(report)
    ApprovedCommentFactory(report=report, name="Before")
    held = CommentFactory(report=report, name="Meanwhile")
    moderator = scenes.moderator()
    mail.outbox.clear()

    with transaction.atomic():
        comments.approve(held, by=moderator)
        sent = waiting(pool, following.send)
    assert sent.result() == 1

    title = report.current.title
    assert lines() == [f"* Before on “{title}”", f"* Meanwhile on “{title}”"]
    assert following.send() == 0


def test_what_is_posted_while_she_is_told_comes_in_the_next_mail(report, pool):
    followers.guest(report)
    ApprovedCommentFactory(report=report)
    comments.set_holding(report, "none", by=scenes.moderator())

    with transaction.atomic():
        following.send()
        until = Follow.objects.get().told_until
        posted = waiting(pool, lambda: post(report, name="After"))
    comment = posted.result()
    comment.refresh_from_db()

    assert comment.shown_at > until
    assert following.send() == 1


@pytest.mark.parametrize("when", ["while it is sent", "after it"])
def test_a_report_that_is_begun_and_published_in_one_transaction_is_not_lost(pool, when):
    """As an import does it: until that is committed nobody sees the report, or could lock it."""
    known, unknown = (CommitmentFactory(member=member) for member in [MemberFactory()] * 2)
    edition = scenes.published(scenes.draft(commitment=known))
    followers.told_ago(followers.guest(known.member), hours=1)
    mail.outbox.clear()

    if when == "after it":
        with transaction.atomic():
            sent = following.send()
            published = waiting(pool, lambda: transaction.atomic(imported_of)(unknown))
        imported = published.result()
    else:
        with transaction.atomic():
            imported = imported_of(unknown)
            sent = pool.submit(on_its_own, following.send).result()

    assert (sent, following.send(), following.send()) == ((1, 1, 0) if when == "after it" else (0, 1, 0))
    assert lines() == sorted(f"* Published: {one.title}" for one in (edition, imported))


def on_its_own(action):
    try:
        return action()
    finally:
        connection.close()


def imported_of(commitment):
    """Return an edition on a commitment that was begun and published now."""
    edition = drafts.start(kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=None)
    edition.source, edition.title = "https://example.org/copied/", "Copied"
    edition.save()
    workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)
    return edition


def test_who_stops_meanwhile_is_told_nothing_or_all(report):
    follow = followers.guest(report)
    ApprovedCommentFactory(report=report)
    mail.outbox.clear()

    sent, _stopped = at_once(following.send, lambda: following.stop(Follow.objects.filter(pk=follow.pk)))

    assert len(mail.outbox) <= sent <= 1
    assert Mail.objects.filter(kind="news").count() == sent
