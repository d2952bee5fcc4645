"""Each mail has a row: written with the change that it tells of, and sent once, whoever sends it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from evaluations import bylines, invitations, notifications
from evaluations.choices import MailKind
from evaluations.models import Mail, Move
from evaluations.notifications.outbox import deliver
from evaluations.notifications.reports import mail_reviewer
from evaluations.notifications.sending import later
from tests import scenes
from tests.at_once import at_once
from tests.evaluations.notifications.mails import TITLE, now, touched
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class TestEntering:
    def test_a_mail_waits_with_the_change_and_tells_to_whom_and_of_what(self, named, draft):
        berta = draft.bylines.get(name="Berta").evaluator

        assert (named.kind, named.account, named.evaluator, named.email) == (
            "named",
            berta.user,
            None,
            berta.user.email,
        )
        assert (named.report, named.subject, now(named)) == (draft.report, "", ("waiting", 0, ""))

    def test_it_keeps_its_task_and_ids_and_no_words(self, named, draft):
        byline = draft.bylines.get(name="Berta")

        assert named.task == "evaluations.notifications.joining.mail_named_evaluator"
        assert named.arguments == [byline.pk, draft.report.lead.user_id]

    def test_what_is_rolled_back_leaves_no_row(self, draft, member, named):
        with transaction.atomic():
            bylines.add(draft, scenes.evaluator_for(member), by=draft.report.lead.user)
            transaction.set_rollback(True)

        assert Mail.objects.get() == named

    def test_what_happens_in_silence_leaves_no_row(self, draft, member, named):
        with notifications.nobody_told():
            bylines.add(draft, scenes.evaluator_for(member), by=draft.report.lead.user)

        assert Mail.objects.get() == named

    def test_a_mail_that_declares_nothing_is_told_of_once_it_is_written(self, django_capture_on_commit_callbacks):
        edition, reviewer = scenes.submitted(), scenes.reviewer()
        Mail.objects.all().delete()

        with django_capture_on_commit_callbacks(execute=True):
            later(mail_reviewer, Move.objects.get(name="submit").pk, reviewer.pk)

        row = Mail.objects.get()
        assert (row.kind, row.account, row.email) == ("submitted", reviewer, reviewer.email)
        assert (row.subject, row.state) == (f"Waiting for review: {edition.title}", "sent")

    def test_who_has_no_account_is_told_by_the_email(self, draft, django_capture_on_commit_callbacks):
        Mail.objects.all().delete()

        with django_capture_on_commit_callbacks(execute=True):
            invitations.invite(draft, by=draft.report.lead.user, email="guest@example.org")

        row = Mail.objects.get()
        assert (row.kind, row.account, row.evaluator, row.email) == ("invited", None, None, "guest@example.org")
        assert (row.report, row.state, row.recipient) == (draft.report, "sent", "guest@example.org")

    def test_no_row_holds_the_link_of_an_invitation(self, draft, django_capture_on_commit_callbacks):
        Mail.objects.all().delete()

        with django_capture_on_commit_callbacks(execute=True):
            invitation = invitations.invite(draft, by=draft.report.lead.user, email="guest@example.org")

        assert invitation.token in mail.outbox[0].body
        row = Mail.objects.values().get()
        assert [name for name, value in row.items() if invitation.token in str(value)] == []

    def test_no_subject_holds_an_email(self, draft, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            invitation = invitations.invite(draft, by=draft.report.lead.user, email="guest@example.org")
            invitations.decline(invitation, by=UserFactory())

        assert mail.outbox[-1].subject.startswith("guest@example.org declined: ")
        assert Mail.objects.get(kind="invitation_answered").subject.startswith("… declined: ")


class TestSending:
    def test_a_mail_that_left_is_noted(self, named):
        deliver.call(named.pk)

        assert now(named) == ("sent", 1, "")
        assert named.subject == f"You are an evaluator on: End of Commitment Report – {TITLE}"
        assert timezone.now() - named.sent_at < timedelta(minutes=1)
        assert len(mail.outbox) == 1

    def test_a_task_that_is_run_twice_sends_once(self, named):
        deliver.call(named.pk)
        deliver.call(named.pk)

        assert (len(mail.outbox), now(named)) == (1, ("sent", 1, ""))

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_at_once_send_once(self, draft, member, settings):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Slow"
        bylines.add(draft, scenes.evaluator_for(member), by=draft.report.lead.user)
        row = Mail.objects.get(kind="named")

        at_once(*[lambda: deliver.call(row.pk)] * 2)

        assert (len(mail.outbox), now(row)) == (1, ("sent", 1, ""))

    @pytest.mark.parametrize(("minutes", "tries"), [(9, 1), (11, 2)])
    def test_a_worker_that_died_is_taken_over_after_some_minutes(self, named, minutes, tries):
        Mail.objects.due().claim(named.pk)
        touched(named, minutes=minutes)

        deliver.call(named.pk)

        assert now(named)[:2] == ("sending" if tries == 1 else "sent", tries)
        assert len(mail.outbox) == tries - 1

    def test_who_was_taken_over_and_fails_late_takes_nothing_back(self, named, settings):
        settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.OutlivesItsLease"

        deliver.call(named.pk)

        assert (len(mail.outbox), now(named)) == (1, ("sent", 2, ""))

    def test_what_nobody_needs_any_more_is_noted_so(self, named, draft):
        bylines.remove(draft, draft.bylines.get(name="Berta").pk, by=draft.report.lead.user)

        deliver.call(named.pk)

        assert (mail.outbox, now(named)) == ([], ("needless", 1, ""))

    def test_who_cannot_be_written_to_any_more_is_not_said_to_have_been(self, named):
        named.account.is_active = False
        named.account.save()

        deliver.call(named.pk)

        assert (mail.outbox, now(named)) == ([], ("needless", 1, ""))


def test_every_template_of_a_mail_has_a_kind(project):
    templates = {path.stem for path in (project / "templates/evaluations/emails").glob("*.txt")} - {"foot"}

    assert templates == set(MailKind.values)
