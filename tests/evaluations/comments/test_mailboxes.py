"""Two emails are one mailbox where they differ in the capitals of ASCII, and in nothing else.

To Unicode `ı` is a small `I`, and `ſ` a small `S`; to the internet each is a domain of its own, which anybody may buy.
"""

import pytest
from django.urls import reverse

from evaluations import comments, following, informing
from evaluations.comments import Commenter
from evaluations.models import Follow, UnconfirmedComment
from evaluations.own_links import token_of
from tests import scenes
from tests.evaluations.comments.guests import BROWSER, post
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

HERS, OTHER = "ana@istanbul.example", "ana@\u0131stanbul.example"
PAIRS = [(HERS, OTHER), (OTHER, HERS), ("ana@sol.example", "ana@\u017fol.example"), ("k@a.example", "\u212a@a.example")]


@pytest.fixture
def other(client, report):
    """A guest who has proven an email of another domain, and opened the link to her own comments."""
    own = ApprovedCommentFactory(report=report, email=OTHER, text="Something of mine.")
    client.post(reverse("evaluations:show-comments", args=[token_of(own)]), {"show": "1"})
    return client


def test_capitals_tell_no_two_mailboxes_apart(report):
    comment = CommentFactory(report=report, email="Ana@Istanbul.Example")

    hers = Commenter(emails=frozenset({HERS}))

    assert list(hers.comments()) == [comment]
    assert hers.wrote(comment)


@pytest.mark.parametrize(("asking", "email"), PAIRS)
def test_comments_of_another_mailbox_are_not_hers(report, asking, email):
    comment = CommentFactory(report=report, email=email)

    asks = Commenter(UserFactory(), emails=frozenset({asking}))

    assert not asks.comments().exists()
    assert not asks.wrote(comment)


def test_nor_are_they_in_what_she_downloads(report, other):
    CommentFactory(report=report, email=HERS, text="Words that wait.")

    told = other.get(reverse("evaluations:download-comments")).text

    assert ("Something of mine." in told, "Words that wait." in told) == (True, False)


def test_nor_is_what_is_followed_from_it(report, other):
    followers.guest(report, email=HERS)

    assert report.current.title not in other.get(reverse("evaluations:following")).text


def test_whoever_has_herself_erased_erases_nobody_else(report):
    theirs = ApprovedCommentFactory(report=report, email=HERS, name="Ana Victim")
    comments.keep_unconfirmed(report, name="Ana", email=HERS, text="Well done.", edition=report.current_id)

    comments.erase(Commenter(emails=frozenset({OTHER})))

    theirs.refresh_from_db()
    assert theirs.name == "Ana Victim"
    assert UnconfirmedComment.objects.exists()


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_each_follows_for_herself(report, first, second):
    following.ask(report, email=first, pace="daily")
    following.ask(report, email=second, pace="daily")

    assert list(Follow.objects.order_by("pk").values_list("email", flat=True)) == [first, second]


def test_nobody_is_known_by_another_mailbox(report):
    comments.approve(post(report, email=HERS), by=scenes.moderator())

    assert comments.has_confirmed(BROWSER, HERS.upper())
    assert not comments.has_confirmed(BROWSER, OTHER)


def test_each_is_told_of_her_own_comments(report):
    told = [
        comments.approve(CommentFactory(report=report, email=email), by=scenes.moderator())
        for email in ("ana@sol.example", "ana@\u017fol.example")
    ]

    by_author = informing._by_author([comment.decisions.get() for comment in told])

    assert len(list(by_author)) == 2
