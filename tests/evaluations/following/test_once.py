"""Who follows a thread, its report and its member as well is told each thing in one mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from evaluations import comments, following, withdrawing
from evaluations.models import Act, Comment, Follow
from tests import scenes
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db

PACES = ["at-once", "daily", "weekly"]


@pytest.fixture
def root(report):
    return ApprovedCommentFactory(report=report, name="Root")


def heads(messages):
    """Return how each mail begins: what is followed."""
    return [message.subject.partition(":")[0] for message in messages]


def lines(messages):
    return [line for message in messages for line in message.body.splitlines() if line.startswith("* ")]


@pytest.mark.parametrize("by", [followers.guest, followers.account])
def test_of_two_as_quick_the_thread_tells(report, root, send, by):
    follow = by(report)
    following.follow(root, account=follow.account, pace="at-once") if follow.account else by(root)
    ApprovedCommentFactory(report=report, parent=root, name="Eva")

    messages = send()

    assert (heads(messages), len(lines(messages))) == (["New in a thread under"], 1)
    assert send() == []


def pass_days(days):
    """Let all that happened have happened so many days earlier, whatever is sealed."""
    earlier = timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Comment.objects.update(shown_at=F("shown_at") - earlier)
        Act.objects.update(at=F("at") - earlier)
        Follow.objects.update(confirmed_at=F("confirmed_at") - earlier, told_until=F("told_until") - earlier)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("of_report", PACES)
@pytest.mark.parametrize("of_thread", PACES)
def test_the_quicker_one_tells_and_none_is_missed(report, root, send, of_report, of_thread):
    followers.guest(report, pace=of_report)
    followers.guest(root, pace=of_thread)
    ApprovedCommentFactory(report=report, parent=root, name="Eva")
    ApprovedCommentFactory(report=report, name="Berta")

    messages = []
    for _day in range(15):
        messages += send()
        pass_days(1)

    assert sorted(line.split()[1] for line in lines(messages)) == ["Berta", "Eva"]
    by_thread = [message for message in messages if message.subject.startswith("New in a thread")]
    assert len(by_thread) == (PACES.index(of_thread) <= PACES.index(of_report))


def test_what_was_said_before_she_followed_the_thread_its_report_tells(report, root, send):
    followers.guest(report)
    ApprovedCommentFactory(report=report, parent=root, name="Eva")
    followers.guest(root)

    assert [line.split()[1] for line in lines(send())] == ["Eva"]


def test_another_follows_for_herself(report, root, send):
    followers.guest(report, email="luz@example.org")
    followers.guest(root, email="ana@example.org")
    ApprovedCommentFactory(report=report, parent=root, name="Eva")

    assert sorted(message.to[0] for message in send()) == ["ana@example.org", "luz@example.org"]


def test_what_was_hidden_and_comes_back_is_told_once(report, root, send):
    moderator = scenes.moderator()
    followers.guest(report)
    followers.guest(root)
    comment = CommentFactory(report=report, parent=root, name="Eva")
    comments.approve(comment, by=moderator)
    first = send()
    comments.reject(comment, by=moderator, reason="Abuse.", rule="insult")
    comments.approve(comment, by=moderator)

    assert [line.split()[1] for line in lines([*first, *send()])] == ["Eva"]


def test_a_report_is_told_of_apart_from_its_member(report, send):
    followers.guest(report.member)
    followers.guest(report)
    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

    messages = send()

    assert (heads(messages), len(lines(messages))) == (["News of"], 1)
    assert report.current.title in messages[0].subject
