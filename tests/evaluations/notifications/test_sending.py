"""What no mail holds, and that mails leave only with what they tell of."""

import pytest
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from evaluations import assignments, notifications
from evaluations.models import AssignmentRequest, Mail
from tests import scenes
from tests.evaluations.notifications.mails import REASON, SITE, sent, sent_but_receipts
from tests.factories import CommitmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_title_of_several_lines_is_a_subject_of_one(member, django_capture_on_commit_callbacks):
    commitment = CommitmentFactory(member=member, title="Open\nBcc: all@example.org\n\ncontracts")
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(scenes.draft(commitment=commitment))

    assert [told[3] for told in sent_but_receipts()] == [
        "Waiting for review: End of Commitment Report – Open Bcc: all@example.org contracts"
    ]


def test_no_mail_leaves_before_the_commit(draft, django_capture_on_commit_callbacks):
    scenes.reviewer()

    with django_capture_on_commit_callbacks() as callbacks:
        scenes.submitted(draft)

    assert (len(callbacks), sent()) == (2, [])  # the reviewer, and the receipt


def test_no_mail_tells_of_what_was_rolled_back(draft, django_capture_on_commit_callbacks):
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        scenes.submitted(draft)
        transaction.set_rollback(True)

    assert (callbacks, sent()) == ([], [])


def test_no_mail_tells_of_what_happens_in_silence_and_the_next_one_does(draft, django_capture_on_commit_callbacks):
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        with notifications.nobody_told():
            scenes.submitted(draft)
        edition = scenes.submitted(scenes.draft())
    with django_capture_on_commit_callbacks(execute=True):
        scenes.send_back(edition)

    assert {told[3].partition(":")[0] for told in sent_but_receipts()} == {"Waiting for review", "Please change"}
    assert len(sent_but_receipts()) == 2


def test_no_mail_holds_a_private_email(draft, django_capture_on_commit_callbacks):
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")

    for step in (scenes.submitted, scenes.approve, scenes.publish):
        with django_capture_on_commit_callbacks(execute=True):
            step(draft)
    with django_capture_on_commit_callbacks(execute=True):
        notifications.forward(draft.bylines.get(), name="Eva", email="reader@example.org", message="Hello")

    assert len(mail.outbox) == 7
    for message in mail.outbox:
        assert len(message.to) == 1
        assert "@example.org" not in message.body.replace(f"{SITE}", "")
        assert "@" not in message.subject


def test_mailbox_that_fails_keeps_no_other_from_being_told(draft, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.RefusesFirst"
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(draft)

    assert [told[0] for told in sent_but_receipts()] == [["second@example.org"]]


def test_queue_and_outbox_hold_ids_and_no_words(
    draft, request_for_toluca, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    another = AssignmentRequest.objects.create(user=UserFactory(), member=request_for_toluca.member, name="Eve")
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_staff_of_request(request_for_toluca)
        assignments.decline(request_for_toluca, by=scenes.reviewer(), reason=REASON)
        assignments.grant(another, by=scenes.reviewer(), reason=REASON)
        scenes.returned(draft, reason=REASON)
        scenes.published(draft)

    queued = [(task.task_path, task.args_kwargs["args"]) for task in DBTaskResult.objects.order_by("enqueued_at")]
    rows = Mail.objects.order_by("pk")
    assert queued == [("evaluations.notifications.outbox.deliver", [row.pk]) for row in rows]
    kept = [argument for row in rows for argument in row.arguments]
    assert [argument for argument in kept if not isinstance(argument, int)] == ["returned", "published"]
    assert {row.task.rpartition(".")[2] for row in rows} == {
        "mail_author",
        "mail_person_of_decision",
        "mail_publisher",
        "mail_receipt",
        "mail_reviewer",
        "mail_staff_of_request",
    }
    assert mail.outbox == []


class TestWhatIsTrueNoMore:
    """A mail that failed is sent late: by then what it asks for may be done, or no affair of hers."""

    @pytest.fixture
    def unsent(self, draft, settings, django_capture_on_commit_callbacks):
        """Return a submitted edition of which no mail could be sent, and its reviewer."""
        reviewer = scenes.reviewer()
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Down"
        with django_capture_on_commit_callbacks(execute=True):
            edition = scenes.submitted(draft)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        return edition, reviewer

    def subjects(self):
        notifications.send_unsent()
        return {message.subject.partition(":")[0] for message in mail.outbox}

    def test_what_still_waits_is_told(self, unsent):
        assert self.subjects() == {"Waiting for review", "Receipt"}

    def test_a_reviewer_hears_nothing_of_what_went_on(self, unsent):
        edition, _reviewer = unsent
        scenes.send_back(edition)

        assert "Waiting for review" not in self.subjects()

    def test_who_reviews_no_more_hears_nothing(self, unsent):
        _edition, reviewer = unsent
        reviewer.groups.clear()

        assert self.subjects() == {"Receipt"}
