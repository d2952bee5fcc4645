"""A government's comment stands above the threads while a moderator pins it."""

import lxml.html
import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evaluations import comments, drafts
from evaluations.models import Act, Comment
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.factories import ApprovedCommentFactory, BadgeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return scenes.moderator()


@pytest.fixture
def write(report, moderator):
    """Return what lets the government say something."""
    badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=moderator)

    def write(text="We answer.", **more):
        return post(report, author=badge.account, name=badge.name, badge=badge, text=text, **more)

    return write


def above(client, url):
    page = lxml.html.fromstring(client.get(url).content)
    return [" ".join(one.text_content().split()) for one in page.xpath("//*[contains(@class, 'comment-pinned')]//h3")]


def test_it_stands_above_the_threads_and_in_its_own(client, report, moderator, write):
    parent = ApprovedCommentFactory(report=report, name="Ana")
    reply = write(parent=parent)
    etag = client.get(report.get_absolute_url()).headers["ETag"]

    comments.pin(reply, by=moderator)

    response = client.get(report.get_absolute_url())
    assert response.headers["ETag"] != etag
    assert above(client, report.get_absolute_url()) == ["Pinned Marta Ríos Government"]
    assert response.text.count("<p>We answer.</p>") == 2
    comments_url = reverse("evaluations:comments", args=[report.slug])
    assert [len(above(client, f"{comments_url}{query}")) for query in ("", "?order=newest")] == [1, 1]


def test_it_is_found_although_its_thread_is_on_another_page(client, report, moderator, write):
    ApprovedCommentFactory.create_batch(20, report=report)
    last = write()

    comments.pin(last, by=moderator)

    assert len(above(client, report.get_absolute_url())) == 1
    second = reverse("evaluations:comments", args=[report.slug]) + "?page=2"
    assert above(client, second) == []


def test_it_costs_no_query(report, moderator, write, django_assert_num_queries):
    for number in range(3):
        comments.pin(write(f"Number {number}."), by=moderator)

    with django_assert_num_queries(1):
        thread = comments.thread_of(report)
        told = [(entry.comment.html, entry.badge, entry.url, entry.day) for entry in thread.pinned]
    assert [html for html, *_rest in told] == [f"<p>Number {number}.</p>" for number in (2, 1, 0)]


def test_only_what_a_government_wrote_and_the_public_sees_is_pinned(report, moderator, write):
    staff = BadgeFactory(account=UserFactory(), kind="staff", name="Sol", given_by=moderator)
    hidden = write("No.")
    comments.reject(hidden, by=moderator, reason="Off the subject.")

    for comment in (
        ApprovedCommentFactory(report=report),
        post(report, author=staff.account, name="Sol", badge=staff),
        Comment.objects.get(pk=hidden.pk),
    ):
        with pytest.raises(ValidationError, match="Only what a government wrote"):
            comments.pin(comment, by=moderator)
    with pytest.raises(IntegrityError, match="pinned_is_shown"), transaction.atomic():
        Comment.objects.filter(pk=hidden.pk).update(pinned_at="2026-01-01T00:00Z")


def test_three_are_pinned_at_most(report, moderator, write):
    for number in range(3):
        comments.pin(write(f"Number {number}."), by=moderator)

    with pytest.raises(ValidationError, match="3 comments are pinned already"):
        comments.pin(write("One more."), by=moderator)


def test_it_is_taken_down_and_what_is_removed_is_taken_down_with_it(client, report, moderator, write):
    first, second = write("One."), write("Two.")
    for comment in (first, second):
        comments.pin(comment, by=moderator)

    comments.unpin(first, by=moderator)
    comments.reject(Comment.objects.get(pk=second.pk), by=moderator, reason="Off the subject.")

    assert above(client, report.get_absolute_url()) == []
    assert "<p>One.</p>" in client.get(report.get_absolute_url()).text


def test_the_trail_tells_who_did_it_once(report, moderator, write):
    comment = write(answer_key="1.2")
    for act in (comments.pin, comments.pin, comments.unpin, comments.unpin):
        act(comment, by=moderator)

    told = Act.objects.filter(kind__contains="pin-comment").values_list("kind", "by", "role", "answer_key", "row")
    assert list(told.order_by("pk")) == [
        (kind, moderator.pk, "moderator", "1.2", comment.pk) for kind in ("pin-comment", "unpin-comment")
    ]


def test_who_evaluated_the_report_pins_nothing_there(report, write):
    lead = report.lead.user
    lead.groups.add(Group.objects.get_or_create(name="moderators")[0])

    with pytest.raises(PermissionDenied):
        comments.pin(write(), by=lead)


def test_words_that_she_did_not_read_are_not_pinned(report, moderator, write):
    comment = write(text="We answer.")
    seen = comments.state_of(comment)
    Comment.objects.update(edited_at=timezone.now())

    with pytest.raises(ValidationError, match="It was changed since you read it"):
        comments.pin(comment, by=moderator, seen=seen)

    assert Comment.objects.get().pinned_at is None


def test_a_pinned_comment_says_whom_it_answers_and_that_it_was_changed(client, report, moderator, write):
    parent = ApprovedCommentFactory(report=report, name="Ana")
    comment = comments.pin(write(parent=parent), by=moderator)
    her = comments.Commenter(comment.author)
    comments.edit(comment, "We answer this.", by=her, seen=comments.state_of(comment))

    (pinned,) = lxml.html.fromstring(client.get(report.get_absolute_url()).content).xpath(
        "//*[contains(@class, 'comment-pinned')]"
    )
    words = " ".join(pinned.text_content().split())
    assert "in reply to Ana" in words
    assert "Changed by its author on" in words


def test_a_pinned_comment_says_of_which_edition_it_speaks_once_its_answer_has_changed(client, report, moderator, write):
    for answer_key in ("1.2", "3"):
        comments.pin(write(answer_key=answer_key, text=f"We answer {answer_key}."), by=moderator)
    scenes.published(
        drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong."), factors="The state paid."
    )

    pinned = lxml.html.fromstring(client.get(report.get_absolute_url()).content).find_class("comment-pinned")

    note, compared = "Written about edition 1.", f"{report.get_absolute_url()}differences/?from=1&to=2#q-1-2"
    assert [note in one.text_content() for one in pinned] == [False, True]  # the newest first
    assert compared in [link.get("href") for link in pinned[1].iter("a")]


class TestUndoing:
    def test_a_decision_taken_back_brings_the_pin_back(self, report, moderator, write):
        pinned = comments.pin(write(), by=moderator)
        removed = comments.reject(Comment.objects.get(), by=moderator, reason="By mistake.")
        assert removed.pinned_at is None

        comments.undo(removed.decisions.get().press, by=moderator)

        assert Comment.objects.get().pinned_at == pinned.pinned_at

    def test_but_not_where_others_have_taken_its_place(self, report, moderator, write):
        first, *others = [write(f"We answer {number}.") for number in range(4)]
        comments.pin(first, by=moderator)
        removed = comments.reject(Comment.objects.get(pk=first.pk), by=moderator, reason="By mistake.")
        for other in others:
            comments.pin(other, by=moderator)

        comments.undo(removed.decisions.get().press, by=moderator)

        again = Comment.objects.get(pk=first.pk)
        assert (again.is_approved, again.pinned_at) == (True, None)

    def test_and_what_was_taken_down_since_stays_down(self, report, moderator, write):
        comments.pin(write(), by=moderator)
        approved = comments.approve(Comment.objects.get(), by=moderator)

        comments.unpin(Comment.objects.get(), by=moderator)
        comments.undo(approved.decisions.get().press, by=moderator)

        assert Comment.objects.get().pinned_at is None
