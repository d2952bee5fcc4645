import pytest

from evaluations import comments
from evaluations.importers.parsed import ParsedComment
from evaluations.models import Comment
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db


def said(name, text, *replies):
    """Return a comment as a page shows it."""
    return ParsedComment(name=name, text=text, replies=list(replies))


def stored():
    """Return author, text and the author answered of every comment."""
    return list(Comment.objects.order_by("pk").values_list("name", "text", "parent__name"))


AGREED_TWICE = [said("Ana", "Agreed."), said("Luis", "No.", said("Ana", "Agreed."))]
ALL = [("Ana", "Agreed.", None), ("Luis", "No.", None), ("Ana", "Agreed.", "Luis")]


def test_an_adopted_comment_is_approved_without_email_or_date(report):
    new = comments.adopt(report, [said("Ana", "See https://example.org", said("Eva", "Thank you."))])

    assert list(Comment.objects.values_list("pk", "parent", "status", "email", "posted_at", "imported")) == [
        (new[0].pk, None, "approved", "", None, True),
        (new[1].pk, new[0].pk, "approved", "", None, True),
    ]


def test_the_same_words_in_two_places_are_two_comments(report):
    comments.adopt(report, AGREED_TWICE)

    assert stored() == ALL


def test_the_same_words_twice_in_one_place_are_two_comments(report):
    comments.adopt(report, [said("Ana", "Agreed."), said("Ana", "Agreed.")])

    assert stored() == [("Ana", "Agreed.", None)] * 2


@pytest.mark.parametrize(
    "thread",
    [
        AGREED_TWICE,
        [said("Ana", "Agreed."), said("Luis", "No."), said("Ana", "Agreed.")],
        [said("Ana", " Agreed.\n"), said("Luis", "No.")],
    ],
    ids=["same", "without its order", "poorer"],
)
def test_a_comment_that_is_there_is_not_adopted_again(report, thread):
    comments.adopt(report, AGREED_TWICE)

    assert comments.adopt(report, thread) == []
    assert stored() == ALL


def test_a_richer_copy_adds_the_one_comment_that_was_not_there(report):
    comments.adopt(report, AGREED_TWICE[1:])

    (new,) = comments.adopt(report, AGREED_TWICE)

    assert (new.name, new.text, new.parent) == ("Ana", "Agreed.", None)
    assert len(stored()) == 3


def test_the_same_words_of_two_authors_in_two_copies_are_two_comments(report):
    comments.adopt(report, [said("Ana", "Agreed.")])

    comments.adopt(report, [said("Luis", "Agreed.")])

    assert stored() == [("Ana", "Agreed.", None), ("Luis", "Agreed.", None)]


def test_a_comment_that_was_rejected_does_not_come_back(report):
    (comment,) = comments.adopt(report, [said("Ana", "Agreed.")])
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.")

    assert comments.adopt(report, [said("Ana", "Agreed.")]) == []


@pytest.mark.parametrize("status", ["held", "rejected", "spam"])
def test_a_guest_hides_no_comment_of_a_page_by_saying_it_first(report, status):
    CommentFactory(report=report, name="Ana", text="Agreed.", status=status)

    comments.adopt(report, [said("Ana", "Agreed.", said("Luis", "No."))])

    assert list(Comment.objects.order_by("pk").values_list("name", "status", "imported", "parent__imported")) == [
        ("Ana", status, False, None),
        ("Ana", "approved", True, None),
        ("Luis", "approved", True, True),
    ]


def test_a_guest_s_approved_comment_is_not_adopted_again(report):
    ApprovedCommentFactory(report=report, name="Ana", text="Agreed.")

    assert comments.adopt(report, [said("Ana", "Agreed.")]) == []
