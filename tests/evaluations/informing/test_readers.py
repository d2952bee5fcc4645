"""Readers are told what came of their complaints: once, and not too early."""

import pytest
from django.core import mail

from evaluations import comments, notifications
from evaluations.models import Comment, Complaint, Mail
from evaluations.notifications.outbox import deliver
from tests import scenes
from tests.evaluations.comments.own import written
from tests.factories import ApprovedCommentFactory, UserFactory

from .decided import DOWN

pytestmark = pytest.mark.django_db


class TestReaders:
    def test_they_are_told_that_it_was_removed_and_the_email_is_forgotten(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report, text="You fool.")
        comments.complain(comment, rule="insult", text="He calls me a fool.", email="reader@example.org")
        comment.refresh_from_db()
        comments.reject(comment, by=moderator, reason="Abuse of a neighbour.", rule="insult")

        message = next(one for one in inform() if one.to == ["reader@example.org"])

        assert "A moderator has removed the comment: insults, threats or contempt." in message.body
        for words in ("fool", "neighbour", "Marta"):
            assert words not in message.body
        assert "the email is forgotten now" in message.body
        assert Complaint.objects.get().email == ""

    def test_the_outbox_forgets_it_as_well_and_whose_it_is(self, report, moderator, inform):
        UserFactory(email="reader@example.org")
        comments.complain(ApprovedCommentFactory(report=report), rule="insult", email="reader@example.org")
        comments.approve(Comment.objects.get(), by=moderator)

        inform()

        told = Mail.objects.filter(kind="complaint_answered").values_list("state", "email", "account")
        assert list(told) == [("sent", "", None)]

    def test_each_is_told_once_however_often_she_complained(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report)
        account = UserFactory(email="rosa@example.org")
        for email in ("luz@example.org", "Luz@example.org", "", "ana@example.org"):
            comments.complain(comment, rule="insult", email=email)
        for rule in ("insult", "other"):
            comments.complain(comment, rule=rule, account=account)
        comments.approve(Comment.objects.get(), by=moderator)

        told = [one.to[0] for one in inform()]

        assert sorted(told) == ["ana@example.org", "luz@example.org", "rosa@example.org"]
        assert set(Complaint.objects.values_list("email", flat=True)) == {""}

    @pytest.mark.parametrize("backend", ["django.core.mail.backends.locmem.EmailBackend", DOWN])
    def test_who_complained_no_outbox_says(self, report, moderator, inform, settings, backend):
        settings.EMAIL_BACKEND = backend
        reader = UserFactory(email="reader@example.org")
        for one in ({"account": reader}, {"email": "luz@example.org"}):
            comments.complain(ApprovedCommentFactory(report=report), rule="insult", **one)
        for comment in Comment.objects.all():
            comments.approve(comment, by=moderator)

        inform()

        told = Mail.objects.filter(kind="complaint_answered").values_list("account", "email", "report")
        assert list(told) == [(None, "", report.pk)] * 2

    def test_it_is_forgotten_where_the_mail_was_not_needed_any_more(self, report, moderator, inform):
        comments.complain(ApprovedCommentFactory(report=report), rule="insult", email="reader@example.org")
        comments.approve(Comment.objects.get(), by=moderator)
        Mail.objects.all().delete()
        for _ in range(2):
            notifications.tell_complainant(Complaint.objects.get())

        for one in Mail.objects.order_by("pk"):
            deliver.call(one.pk)

        assert list(Mail.objects.order_by("pk").values_list("state", "email")) == [("sent", ""), ("needless", "")]

    def test_they_are_told_that_it_was_left(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult", account=UserFactory(email="reader@example.org"))
        comment.refresh_from_db()
        comments.approve(comment, by=moderator)

        (message,) = inform()

        assert message.to == ["reader@example.org"]
        assert ("left this email" in message.body, "is forgotten" in message.body) == (False, False)
        assert "left it: it is not against the comment rules" in message.body

    def test_what_an_earlier_decision_answered_is_told_with_the_last(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult", email="reader@example.org")
        comment.refresh_from_db()
        comments.approve(comment, by=moderator)
        comments.reject(comment, by=moderator, reason="Abuse.", rule="insult")

        assert sorted(one.to[0] for one in inform())[-1] == "reader@example.org"

    def test_they_are_told_what_another_moderator_made_of_it_since(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult", email="reader@example.org")
        comment = comments.approve(Comment.objects.get(), by=moderator)
        comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult")

        (message,) = [one for one in inform() if one.to == ["reader@example.org"]]

        assert "A moderator has removed the comment: insults, threats or contempt." in message.body

    def test_they_are_told_that_its_author_withdrew_what_was_left(self, report, moderator, inform):
        comment, her = written(report)
        comments.complain(comment, rule="insult", email="reader@example.org")
        comment = comments.approve(Comment.objects.get(), by=moderator)
        comments.withdraw(comment, by=her)

        (message,) = [one for one in inform() if one.to == ["reader@example.org"]]

        assert "Its author has withdrawn the comment." in message.body

    def test_they_are_told_at_once_that_its_author_withdrew_it(self, report, django_capture_on_commit_callbacks):
        comment, her = written(report)
        comments.complain(comment, rule="insult", email="reader@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            comments.withdraw(comment, by=her)

        (message,) = [one for one in mail.outbox if one.to == ["reader@example.org"]]
        assert "Its author has withdrawn the comment." in message.body

    def test_who_left_no_email_gets_none(self, report, moderator, inform):
        comment = ApprovedCommentFactory(report=report)
        comments.complain(comment, rule="insult")
        comment.refresh_from_db()
        comments.approve(comment, by=moderator)

        assert inform() == []
