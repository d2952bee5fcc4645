"""What could not be sent is told in the row, without secrets, and sent again by who asks for it."""

import logging
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from evaluations import bylines, notifications
from evaluations.models import Byline, Mail
from evaluations.notifications.outbox import deliver, told
from tests import scenes
from tests.evaluations.notifications.mails import now, touched
from tests.factories import EvaluatorFactory

pytestmark = pytest.mark.django_db


class TestFailing:
    def test_a_failure_is_told_in_the_row_and_logged_and_breaks_nothing(self, named, settings, caplog):
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Down"

        deliver.call(named.pk)

        words = "ConnectionRefusedError: [Errno 111] Connection refused"
        assert (now(named), named.sent_at) == (("failed", 1, words), None)
        (line,) = [record for record in caplog.records if record.name == "evaluations.notifications.outbox"]
        assert (line.levelno, line.getMessage().splitlines()[0]) == (logging.ERROR, f"Mail {named.pk}: {words}")
        assert "in mail_named_evaluator" in line.getMessage()

    def test_that_its_person_is_gone_is_told_too(self, named):
        gone = {"task": "evaluations.notifications.reports.mail_author", "arguments": ["returned", 4711, 4711]}
        Mail.objects.filter(pk=named.pk).update(**gone)

        deliver.call(named.pk)

        assert now(named) == ("failed", 1, "DoesNotExist: User matching query does not exist.")

    def test_one_that_fails_keeps_no_other_from_leaving(self, draft, settings, django_capture_on_commit_callbacks):
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.RefusesFirst"
        people = [scenes.reviewer(email=f"{name}@example.org") for name in ("first", "second")]

        with django_capture_on_commit_callbacks(execute=True):
            scenes.submitted(draft)

        states = dict(Mail.objects.filter(kind="submitted").values_list("account", "state"))
        assert states == {people[0].pk: "failed", people[1].pk: "sent"}

    def test_a_readers_message_is_noted_and_its_words_are_not(self, draft):
        edition = scenes.published(draft)
        Mail.objects.all().delete()

        byline = edition.bylines.get()
        notifications.forward(byline, name="Eva", email="reader@example.org", message="Only for you.")

        row = Mail.objects.get()
        assert (row.kind, row.state, row.tries, row.task) == ("forwarded_message", "sent", 1, "")
        assert (row.report, row.account) == (edition.report, byline.evaluator.user)
        assert not {"Only for you.", "reader@example.org"} & {str(value) for value in vars(row).values()}

    def test_a_readers_message_to_an_evaluator_without_an_account_tells_her_name(self, draft):
        author = EvaluatorFactory(user=None, name="Clara", email="clara@example.org")
        byline = Byline.objects.create(edition=draft, position=2, name="Clara", evaluator=author)
        edition = scenes.published(draft)
        Mail.objects.all().delete()

        byline = edition.bylines.get(pk=byline.pk)
        notifications.forward(byline, name="Eva", email="reader@example.org", message="Hello")

        row = Mail.objects.get()
        assert (row.evaluator, row.email, row.recipient) == (author, "clara@example.org", "Clara")

    def test_a_readers_message_that_failed_is_noted_raised_and_cannot_be_sent_again(self, draft, settings):
        edition = scenes.published(draft)
        Mail.objects.all().delete()
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Down"

        with pytest.raises(ConnectionRefusedError):
            notifications.forward(edition.bylines.get(), name="Eva", email="reader@example.org", message="Hello")

        row = Mail.objects.get()
        assert (row.state, row.may_be_sent_again) == ("failed", False)
        with pytest.raises(ValidationError, match="its words are kept nowhere"):
            notifications.send_again(row)


class TestSendingAgain:
    @pytest.fixture
    def failed(self, named, settings):
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Down"
        deliver.call(named.pk)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        named.refresh_from_db()
        return named

    def test_what_failed_leaves_once_more_by_its_ids(self, failed, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            notifications.send_again(failed)

        assert now(failed) == ("sent", 2, "ConnectionRefusedError: [Errno 111] Connection refused")
        assert [message.to for message in mail.outbox] == [[failed.account.email]]

    def test_it_goes_to_where_she_is_by_now(self, failed, django_capture_on_commit_callbacks):
        failed.account.email = "new@example.org"
        failed.account.save()

        with django_capture_on_commit_callbacks(execute=True):
            notifications.send_again(failed)

        assert (Mail.objects.get().email, mail.outbox[0].to) == ("new@example.org", ["new@example.org"])

    def test_it_is_queued_once_by_two_who_ask(self, failed, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            notifications.send_again(failed)
            with pytest.raises(ValidationError, match="is on its way"):
                notifications.send_again(failed)

        assert (len(callbacks), len(mail.outbox)) == (1, 1)

    def test_what_was_sent_meanwhile_is_refused_in_words(self, failed):
        notifications.send_unsent()

        with pytest.raises(ValidationError, match="was sent meanwhile"):
            notifications.send_again(failed)

        assert len(mail.outbox) == 1

    def test_what_is_needed_no_more_is_refused_in_words(self, named, draft):
        bylines.remove(draft, draft.bylines.get(name="Berta").pk, by=draft.report.lead.user)
        deliver.call(named.pk)

        with pytest.raises(ValidationError, match="is not needed any more"):
            notifications.send_again(named)

    @pytest.mark.parametrize("minutes", [9, 11])
    def test_a_mail_whose_worker_died_may_be_sent_again(self, named, minutes):
        Mail.objects.due().claim(named.pk)
        touched(named, minutes=minutes)
        named.refresh_from_db()

        assert named.may_be_sent_again == Mail.objects.stopped().exists() == (minutes == 11)
        assert named.progress == ("Interrupted" if minutes == 11 else "Being sent")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            SMTPRecipientsRefused({"ana@example.org": (550, b"no such mailbox")}),
            "SMTPRecipientsRefused: {'…': (550, b'no such mailbox')}",
        ),
        (
            SMTPDataError(554, b"5.7.1 https://site.example.org/invitations/MTI:c2VjcmV0 is listed"),
            "SMTPDataError: (554, b'5.7.1 … is listed')",
        ),
        (
            SMTPDataError(554, b"site.example.org/i/MTI:bM4cQmZ2TtM5X1nJ0c8t7yPzqk3F6vRwUhE9sLdAoGi is listed"),
            "SMTPDataError: (554, … is listed')",
        ),
        (SMTPAuthenticationError(535, b"Not\naccepted"), "SMTPAuthenticationError: (535, b'Not\\naccepted')"),
        (ValueError("Header values can't contain newlines (got 'hello ana')"), "ValueError"),
        (OSError("x " * 900), f"OSError: {'x ' * 145}…"),
    ],
    ids=["email", "link", "token", "plain", "may quote", "long"],
)
def test_a_failure_is_told_without_what_is_private(error, words):
    assert told(error) == words
    assert len(told(error)) <= 300
