"""Decisions leave a row each, and are undone within the hour by whoever made them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from evaluations import comments
from evaluations.comments.undoing import Undone
from evaluations.models import Act, Comment, Decision
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return scenes.moderator()


def decided(comment, verdict, *, by, reason="Abuse."):
    press = uuid4()
    verdict(comment, by=by, reason=reason, press=press)
    return press


def age(press, minutes):
    """Let what was decided with a press be so old: rows that only the tests change."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        at = timezone.now() - timedelta(minutes=minutes)
        Decision.objects.filter(press=press).update(at=at)
        Comment.objects.filter(decisions__press=press).update(decided_at=at)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_each_decision_leaves_a_row_with_what_was_before(report, moderator):
    comment = CommentFactory(report=report)
    comments.approve(comment, by=moderator)
    comments.reject(comment, by=moderator, reason="Abuse.")

    told = Decision.objects.order_by("pk").values_list("comment", "before", "status", "reason", "by")
    assert list(told) == [
        (comment.pk, "held", "approved", "", moderator.pk),
        (comment.pk, "approved", "rejected", "Abuse.", moderator.pk),
    ]
    assert comment.decisions.last().at == Comment.objects.get().decided_at


@pytest.mark.parametrize(
    ("factory", "verdict", "before"),
    [
        (CommentFactory, comments.approve, "held"),
        (CommentFactory, comments.reject, "held"),
        (ApprovedCommentFactory, comments.mark_spam, "approved"),
    ],
)
def test_undoing_brings_back_what_was(report, moderator, factory, verdict, before):
    comment = factory(report=report, text="Well done.")
    press = decided(comment, verdict, by=moderator)

    assert comments.undo(press, by=moderator) == Undone(count=1, kept=0)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_at, comment.decided_by, comment.decision_reason) == (before, None, None, "")
    assert comment.html == ("<p>Well done.</p>" if before == "approved" else "")
    assert Act.objects.filter(kind="undo-decision", by=moderator, row=comment.pk).count() == 1


def test_the_decision_before_stands_again(report, moderator):
    comment = CommentFactory(report=report)
    first = scenes.moderator()
    comments.approve(comment, by=first, reason="Fine.")
    press = decided(comment, comments.reject, by=moderator)

    comments.undo(press, by=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by, comment.decision_reason) == ("approved", first, "Fine.")


def test_all_of_one_press_goes_and_nothing_of_another(report, moderator):
    several = CommentFactory.create_batch(3, report=report)
    press = uuid4()
    for comment in several:
        comments.reject(comment, by=moderator, reason="Abuse.", press=press)
    other = CommentFactory(report=report)
    comments.reject(other, by=moderator, reason="Abuse.")

    assert comments.undo(press, by=moderator).count == 3
    assert sorted(Comment.objects.values_list("status", flat=True)) == ["held", "held", "held", "rejected"]


class TestWhatStays:
    def test_what_is_older_than_an_hour(self, report, moderator):
        press = decided(CommentFactory(report=report), comments.reject, by=moderator)
        age(press, 59)
        assert [one.press for one in comments.presses_to_undo(moderator)] == [press]
        age(press, 61)

        assert comments.presses_to_undo(moderator) == []
        assert comments.undo(press, by=moderator).count == 0
        assert Comment.objects.get().status == "rejected"

    def test_what_people_were_told_of_meanwhile(self, report, moderator):
        press = decided(CommentFactory(report=report), comments.reject, by=moderator)
        Decision.objects.update(told_at=timezone.now())

        assert comments.undo(press, by=moderator) == Undone(count=0, kept=1)
        assert Comment.objects.get().status == "rejected"

    def test_what_somebody_else_decided(self, report, moderator):
        press = decided(CommentFactory(report=report), comments.reject, by=moderator)

        assert comments.presses_to_undo(scenes.moderator()) == []
        assert comments.undo(press, by=scenes.moderator()).count == 0
        assert Comment.objects.get().status == "rejected"

    def test_what_somebody_else_has_read_since_and_left_as_it_is(self, report, moderator):
        comment = ApprovedCommentFactory(report=report)
        press = decided(comment, comments.approve, by=moderator)
        comments.complain(comment, rule="insult")
        comments.approve(Comment.objects.get(), by=scenes.moderator())

        assert comments.undo(press, by=moderator) == Undone(count=0, kept=1)
        assert Decision.objects.standing().count() == 2

    def test_what_was_decided_since(self, report, moderator):
        comment = CommentFactory(report=report)
        press = decided(comment, comments.reject, by=moderator)
        comments.approve(Comment.objects.get(), by=scenes.moderator())

        assert comments.undo(press, by=moderator) == Undone(count=0, kept=1)
        assert Comment.objects.get().status == "approved"

    def test_what_its_author_changed_or_withdrew_since(self, report, moderator):
        changed, her = written(report, factory=CommentFactory)
        withdrawn, _her = written(report, factory=CommentFactory, author=her.account)
        press = uuid4()
        for comment in (changed, withdrawn):
            comments.approve(comment, by=moderator, press=press)
        change(Comment.objects.get(pk=changed.pk), "Other words.", her)
        comments.withdraw(withdrawn, by=her)

        assert comments.undo(press, by=moderator).kept == 2
        assert sorted(Comment.objects.values_list("status", flat=True)) == ["approved", "withdrawn"]

    def test_what_would_wait_again_though_its_author_was_erased(self, report, moderator):
        turned_down, her = written(report, factory=CommentFactory)
        removed, _her = written(report, author=her.account)
        presses = [decided(comment, comments.reject, by=moderator) for comment in (turned_down, removed)]
        comments.erase(her)

        assert [comments.undo(press, by=moderator).count for press in presses] == [0, 1]
        assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == ["rejected", "approved"]

    def test_what_was_undone_before(self, report, moderator):
        press = decided(CommentFactory(report=report), comments.reject, by=moderator)
        comments.undo(press, by=moderator)

        assert comments.undo(press, by=moderator).count == 0
        assert Act.objects.filter(kind="undo-decision").count() == 1

    def test_under_a_report_that_she_evaluates_by_now(self, report, moderator):
        press = decided(CommentFactory(report=report), comments.reject, by=moderator)
        evaluator = report.current.bylines.first().evaluator
        evaluator.user = moderator
        evaluator.save()

        assert comments.undo(press, by=moderator).kept == 1

    def test_the_rows_whoever_holds_the_shell(self, report, moderator):
        decided(CommentFactory(report=report), comments.reject, by=moderator)

        with pytest.raises(DatabaseError, match="only undone"), transaction.atomic():
            Decision.objects.update(reason="Never.")
        with pytest.raises(DatabaseError, match="only undone"), transaction.atomic():
            Decision.objects.all().delete()
        Decision.objects.update(undone_at=timezone.now())
        with pytest.raises(DatabaseError, match="only undone"), transaction.atomic():
            Decision.objects.update(undone_at=None)


def test_what_nobody_has_decided_about_may_be_left_as_it_is_once(report, moderator):
    shown = ApprovedCommentFactory(report=report)
    comments.approve(shown, by=moderator)

    with pytest.raises(ValidationError):
        comments.approve(Comment.objects.get(), by=scenes.moderator())

    assert (Comment.objects.get().decided_by, Decision.objects.get().before) == (moderator, "approved")


def test_a_change_that_was_held_waits_again_although_it_was_approved_before(report):
    moderator = scenes.moderator()
    comment, her = written(report, ago=timedelta(days=1))
    change(comment, "See https://a.example and https://b.example and https://c.example", her)
    comment.refresh_from_db()
    assert comment.status == "held"
    comments.reject(comment, by=moderator, reason="Advertising.", rule="advertising")

    comments.undo(comment.decisions.get(status="rejected").press, by=moderator)

    assert Comment.objects.waiting().get() == comment
