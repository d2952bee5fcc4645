"""Authors appeal, once and to another moderator; readers complain; the next decision answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from evaluations import comments
from evaluations.models import Act, Appeal, Comment, Complaint, Decision
from tests import scenes
from tests.evaluations.comments.own import written
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return scenes.moderator()


@pytest.fixture
def second():
    return scenes.moderator()


def removed(report, by, **more):
    """Return a comment that was shown and that a moderator removed."""
    return comments.reject(ApprovedCommentFactory(report=report, **more), by=by, reason="Off it.", rule="other")


def appealed(report, by, **more):
    comment = removed(report, by, **more)
    comments.appeal(comments.appealable(comment), "It is about the report.")
    return Comment.objects.get(pk=comment.pk)


class TestAppealing:
    def test_another_moderator_answers_by_deciding(self, report, first, second):
        comment = appealed(report, first)

        comments.approve(comment, by=second, reason="It is.")

        appeal = Appeal.objects.get()
        assert (appeal.decision.by, appeal.answer.by, appeal.answer.status) == (first, second, "approved")
        assert Comment.objects.get().appealed_at is None

    def test_she_may_also_let_the_decision_stand(self, report, first, second):
        comment = appealed(report, first)

        comments.reject(comment, by=second, reason="It is not.", rule="other")

        comment.refresh_from_db()
        answer = Appeal.objects.get().answer
        assert (answer.before, answer.status, comment.status, comment.decided_by) == (
            "rejected", "rejected", "rejected", second,
        )  # fmt: skip
        assert comments.appealable(comment) is None

    @pytest.mark.parametrize("verdict", [comments.approve, comments.reject, comments.mark_spam])
    def test_whoever_decided_does_not(self, report, first, verdict):
        comment = appealed(report, first)

        with pytest.raises(ValidationError) as refused:
            verdict(comment, by=first, reason="No.")

        assert refused.value.code == "appealed"

    def test_nor_does_the_database_let_her(self, report, first, second):
        comment = appealed(report, first)
        told = {"before": "rejected", "status": "rejected", "at": timezone.now(), "press": "0" * 32}
        hers = Decision.objects.create(comment=comment, by=first, **told)

        with pytest.raises(DatabaseError, match="another moderator"), transaction.atomic():
            Appeal.objects.update(answer=hers)

    def test_who_was_overruled_stays_so_when_another_one_is_overruled_after_her(self, report, first, second):
        comment = comments.approve(appealed(report, first), by=second)
        comment = comments.reject(comment, by=second, reason="It is off it.", rule="other")
        comments.appeal(comments.appealable(comment), "It is about the report.")
        comment = comments.approve(Comment.objects.get(pk=comment.pk), by=scenes.moderator())

        with pytest.raises(ValidationError) as refused:
            comments.reject(comment, by=first, reason="Off it all the same.", rule="other")

        assert refused.value.code == "appealed"

    def test_one_decision_is_appealed_against_once(self, report, first, second):
        comment = removed(report, first)
        decision = comments.appealable(comment)
        comments.appeal(decision, "It is about the report.")

        with pytest.raises(ValidationError) as refused:
            comments.appeal(decision, "I say it again.")

        assert refused.value.code == "appeal"
        assert Appeal.objects.get().text == "It is about the report."

    def test_a_new_decision_may_be_appealed_against_anew(self, report, first, second):
        comment = comments.approve(appealed(report, first), by=second)

        comments.reject(comment, by=second, reason="Abuse.", rule="insult")

        assert comments.appealable(Comment.objects.get()).by == second

    def test_whose_decision_was_reversed_does_not_decide_again(self, report, first, second):
        comment = comments.approve(appealed(report, first), by=second)

        with pytest.raises(ValidationError) as refused:
            comments.reject(comment, by=first, reason="Off it.", rule="other")

        assert refused.value.code == "appealed"
        comments.complain(comment, rule="insult")
        comment.refresh_from_db()
        assert comments.reject(comment, by=first, reason="Abuse.", rule="insult").status == "rejected"

    def test_nor_where_its_author_had_changed_it_before(self, report, first, second):
        comment = appealed(report, first, edited_at=timezone.now() - timedelta(days=1))
        comments.approve(comment, by=second, reason="It is of the report.")

        with pytest.raises(ValidationError) as refused:
            comments.reject(Comment.objects.get(), by=first, reason="It is not.", rule="other")

        assert refused.value.code == "appealed"

    def test_nor_where_she_complains_of_it_herself(self, report, first, second):
        comment = comments.approve(appealed(report, first), by=second)
        comments.complain(comment, rule="insult", account=first)
        comment.refresh_from_db()

        with pytest.raises(ValidationError) as refused:
            comments.reject(comment, by=first, reason="Off it.", rule="other")

        assert refused.value.code == "appealed"
        assert comments.reject(comment, by=second, reason="Abuse.", rule="insult").status == "rejected"

    def test_what_was_let_stand_is_not_opened_again_by_another_reason(self, report, first, second):
        comment = comments.reject(appealed(report, first), by=second, reason="It is.", rule="other")
        with pytest.raises(ValidationError):
            comments.mark_spam(comment, by=first, reason="It sells shoes.")

        comments.mark_spam(comment, by=second, reason="It sells shoes.")

        assert comments.appealable(Comment.objects.get()) is None

    def test_what_was_published_since_and_turned_down_again_is_new(self, report, first, second):
        comment = comments.reject(appealed(report, first), by=second, reason="It is.", rule="other")
        comments.approve(comment, by=second)
        comments.reject(comment, by=second, reason="It is after all.", rule="other")

        comments.mark_spam(comment, by=second, reason="It sells shoes.")

        assert comments.appealable(Comment.objects.get())

    def test_there_is_no_appeal_once_its_time_is_over(self, report, first, settings, monkeypatch):
        comment = removed(report, first)
        last = comments.appealable(comment).appeal_until
        monkeypatch.setattr(timezone, "now", lambda: last - timedelta(seconds=1))
        assert comments.appealable(comment)

        monkeypatch.setattr(timezone, "now", lambda: last)

        assert comments.appealable(comment) is None

    def test_the_time_begins_when_she_was_told(self, report, first):
        removed(report, first)
        told = timezone.now() + timedelta(days=9)

        Decision.objects.update(told_at=told)

        assert Decision.objects.get().appeal_until == told + timedelta(days=30)

    @pytest.mark.parametrize("status", ["held", "approved", "spam"])
    def test_there_is_none_where_nobody_has_turned_it_down(self, report, status):
        factory = ApprovedCommentFactory if status == "approved" else CommentFactory

        assert comments.appealable(factory(report=report, status=status)) is None

    def test_nor_where_nobody_wrote_it_any_more(self, report, first):
        comment = removed(report, first, email="ana@example.org")
        comments.erase(comments.Commenter(emails=frozenset({"ana@example.org"})))

        assert comments.appealable(Comment.objects.get(pk=comment.pk)) is None

    def test_an_undone_decision_wants_no_answer(self, report, first):
        comment = appealed(report, first)

        comments.undo(Decision.objects.get().press, by=first)

        comment.refresh_from_db()
        assert (comment.status, comment.appealed_at) == ("approved", None)
        assert not Appeal.objects.waiting().exists()

    def test_an_answer_that_is_undone_leaves_the_appeal_waiting(self, report, first, second):
        comment = comments.approve(appealed(report, first), by=second)

        comments.undo(Decision.objects.get(by=second).press, by=second)

        comment.refresh_from_db()
        assert (comment.status, comment.decided_by, comment.appealed_at) == (
            "rejected", first, Appeal.objects.get().made_at,
        )  # fmt: skip
        assert Appeal.objects.waiting().count() == 1

    def test_what_was_seen_without_the_appeal_is_not_decided(self, report, first, second):
        comment = removed(report, first)
        seen = comments.case_of(comment)
        comments.appeal(comments.appealable(comment), "It is about the report.")

        with pytest.raises(ValidationError) as refused:
            comments.approve(comment, by=second, seen=seen)

        assert refused.value.messages == ["Its author has appealed since: read why."]

    def test_it_is_in_the_trail_without_a_name(self, report, first):
        appealed(report, first)

        assert list(Act.objects.filter(kind="appeal").values_list("by", "role")) == [(None, "commenter")]

    def test_its_words_are_destroyed_with_the_name(self, report, first):
        comment, her = written(report)
        comments.reject(comment, by=first, reason="Off it.")
        comments.appeal(comments.appealable(Comment.objects.get()), "I am Luz, of the ministry.")

        comments.erase(her)

        assert (Appeal.objects.get().text, Comment.objects.get().appealed_at is None) == ("", False)

    def test_neither_are_changed_otherwise(self, report, first):
        appealed(report, first)
        for change in ({"text": "Something else."}, {"made_at": timezone.now() - timedelta(days=1)}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Appeal.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Appeal.objects.all().delete()


class TestComplaining:
    def test_the_next_decision_answers_all_of_them(self, report, first):
        comment = ApprovedCommentFactory(report=report)
        for number in range(3):
            comments.complain(comment, rule="insult", email=f"reader-{number}@example.org")
        comment.refresh_from_db()
        assert (comment.open_complaints, comment.complained_at) == (3, Complaint.objects.first().made_at)

        comments.reject(comment, by=first, reason="Abuse.", rule="insult")

        assert set(Complaint.objects.values_list("answer", flat=True)) == {Decision.objects.get().pk}
        comment.refresh_from_db()
        assert (comment.open_complaints, comment.complained_at) == (0, None)

    def test_it_may_be_left_though_it_was_approved_before(self, report, first):
        comment = comments.approve(ApprovedCommentFactory(report=report), by=first)
        comments.complain(comment, rule="insult")
        comment.refresh_from_db()

        comments.approve(comment, by=first, reason="It is a fair question.")

        assert Complaint.objects.get().answer.reason == "It is a fair question."

    def test_undone_it_waits_again(self, report, first):
        comment = ApprovedCommentFactory(report=report)
        complaint = comments.complain(comment, rule="insult")
        comment.refresh_from_db()
        comments.reject(comment, by=first, reason="Abuse.", rule="insult")

        comments.undo(Decision.objects.get().press, by=first)

        comment.refresh_from_db()
        assert (comment.open_complaints, comment.complained_at) == (1, complaint.made_at)
        assert Complaint.objects.waiting().count() == 1

    def test_undone_it_waits_beside_what_the_same_reader_said_since(self, report, first):
        comment, reader = ApprovedCommentFactory(report=report), UserFactory()
        comments.complain(comment, rule="insult", account=reader)
        comment.refresh_from_db()
        comments.approve(comment, by=first)
        comments.complain(comment, rule="insult", account=reader)

        comments.undo(Decision.objects.get().press, by=first)

        comment.refresh_from_db()
        assert comment.open_complaints == 2

    def test_the_same_of_an_account_is_one_complaint_while_it_waits(self, report, first):
        comment, reader = ApprovedCommentFactory(report=report), UserFactory()
        said = {"rule": "insult", "account": reader}
        assert comments.complain(comment, **said) == comments.complain(comment, **said)
        assert comments.complain(comment, rule="private", account=reader).rule == "private"
        comment.refresh_from_db()
        comments.approve(comment, by=first)

        assert comments.complain(comment, **said).answer is None

    def test_an_email_that_nobody_has_proven_finds_no_complaint(self, report):
        comment = ApprovedCommentFactory(report=report)
        hers = comments.complain(comment, rule="insult", text="He is my neighbour.", email="ana@example.org")

        other = comments.complain(comment, rule="private", text="It names me.", email="ana@example.org")

        assert (other.pk != hers.pk, other.rule, other.text) == (True, "private", "It names me.")

    def test_who_leaves_no_email_is_one_more_each_time(self, report):
        comment = ApprovedCommentFactory(report=report)

        assert comments.complain(comment, rule="insult") != comments.complain(comment, rule="insult")

    @pytest.mark.parametrize("status", ["held", "rejected", "spam"])
    def test_of_what_nobody_reads_nobody_complains(self, report, status):
        comment = CommentFactory(report=report, status=status)

        with pytest.raises(ValidationError) as refused:
            comments.complain(comment, rule="insult")

        assert refused.value.code == "gone"

    def test_nor_of_her_own(self, report):
        comment, her = written(report)

        with pytest.raises(ValidationError) as refused:
            comments.complain(comment, rule="insult", account=her.account)

        assert refused.value.code == "own"

    def test_what_its_author_withdraws_wants_no_answer(self, report):
        comment, her = written(report)
        comments.complain(comment, rule="insult")

        comments.withdraw(comment, by=her)

        comment.refresh_from_db()
        assert (comment.open_complaints, Complaint.objects.waiting().count()) == (0, 0)

    def test_what_came_since_keeps_nobody_from_deciding_and_waits_on(self, report, first):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult")
        seen = comments.case_of(Comment.objects.get())
        since = comments.complain(comment, rule="private")

        comments.approve(comment, by=first, seen=seen)

        comment.refresh_from_db()
        assert (comment.open_complaints, comment.complained_at) == (1, since.made_at)
        assert list(Complaint.objects.waiting()) == [since]

    def test_what_is_removed_answers_all(self, report, first):
        comment = ApprovedCommentFactory(report=report)
        seen = comments.case_of(comment)
        comments.complain(comment, rule="insult")

        comments.reject(comment, by=first, reason="Abuse.", rule="insult", seen=seen)

        assert not Complaint.objects.waiting().exists()

    @pytest.mark.parametrize("number", ["9" * 40, "-1", "x", ""])
    def test_a_made_up_number_of_complaints_is_none_or_all(self, report, first, number):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult")
        seen = comments.case_of(comment).rsplit(" ", 1)[0]

        comments.approve(comment, by=first, seen=f"{seen} {number}")

        assert Comment.objects.get().is_approved

    def test_it_does_not_stand_in_the_way_of_its_author(self, report):
        comment, her = written(report)
        seen = comments.state_of(comment)
        comments.complain(comment, rule="insult")

        assert comments.edit(comment, "Milder words.", by=her, seen=seen).text == "Milder words."

    def test_nothing_of_it_is_changed(self, report):
        comments.complain(ApprovedCommentFactory(report=report), rule="insult", text="It is abuse.")
        for change in ({"text": "It is praise."}, {"rule": "other"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Complaint.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Complaint.objects.all().delete()


class TestWhoDecides:
    def test_nobody_about_her_own_comment(self, report, first):
        comment = CommentFactory(report=report, author=first, email="", browser=None)

        with pytest.raises(PermissionDenied):
            comments.approve(comment, by=first)

        assert not comments.comments_in(comments.QueueName.HELD, of=first).exists()

    def test_but_who_manages_the_site_may_be_alone(self, report):
        admin = UserFactory(is_superuser=True, is_staff=True)
        comment = CommentFactory(report=report, author=admin, email="", browser=None)

        assert comments.approve(comment, by=admin).is_approved

    def test_an_appeal_is_in_the_queue_of_the_others(self, report, first, second):
        comment = appealed(report, first)

        queues = {one: list(comments.comments_in(comments.QueueName.APPEALS, of=one)) for one in (first, second)}

        assert queues == {first: [], second: [comment]}
