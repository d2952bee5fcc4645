"""Sending what did not leave, as often and in as many places as one likes."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from evaluations import bylines
from evaluations.models import Mail
from evaluations.notifications.outbox import deliver
from tests import scenes
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings):
    """Let mails wait for a worker that never comes."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def run():
    out = StringIO()
    call_command("send_unsent_mails", stdout=out)
    return out.getvalue().strip()


def waiting(number):
    """Return so many mails that wait."""
    draft = scenes.draft()
    for _person in range(number):
        bylines.add(draft, scenes.evaluator_for(draft.report.member), by=draft.report.lead.user)
    return list(Mail.objects.filter(kind="named").order_by("pk"))


def failed(number, settings):
    """Return so many mails that failed."""
    rows = waiting(number)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.evaluations.mailboxes.Down"
    for row in rows:
        deliver.call(row.pk)
    settings.EMAIL_BACKEND = working
    return rows


def states():
    return list(Mail.objects.filter(kind="named").order_by("pk").values_list("state", "tries"))


def long_since(row, column):
    Mail.objects.filter(pk=row.pk).update(**{column: timezone.now() - timedelta(minutes=11)})


def test_what_failed_is_sent_and_once(settings):
    failed(2, settings)

    said = [run(), run()]

    assert said == ["Mails sent: 2; failed again: 0.", "Mails sent: 0; failed again: 0."]
    assert (states(), len(mail.outbox)) == ([("sent", 2)] * 2, 2)


def test_what_fails_again_is_said_and_keeps_no_other(settings):
    settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.RefusesFirst"
    first, _second = failed(2, settings)
    type(first.account).objects.filter(pk=first.account_id).update(email="first@example.org")

    assert run() == "Mails sent: 1; failed again: 1."
    assert states() == [("failed", 2), ("sent", 2)]


def test_what_was_interrupted_or_lost_is_sent_and_what_is_under_way_is_left():
    interrupted, held, lost, queued = waiting(4)
    for row in (interrupted, held):
        Mail.objects.due().claim(row.pk)
    long_since(interrupted, "tried_at")
    for row in (held, lost):
        long_since(row, "queued_at")

    assert run() == "Mails sent: 2; failed again: 0."
    assert {row.pk: row.state for row in Mail.objects.filter(kind="named")} == {
        interrupted.pk: "sent",
        held.pk: "sending",
        lost.pk: "sent",
        queued.pk: "waiting",
    }


def test_what_is_needed_no_more_counts_as_neither(settings):
    (row,) = failed(1, settings)
    byline = row.report.unpublished.bylines.get(evaluator__user=row.account)
    bylines.remove(byline.edition, byline.pk, by=row.report.lead.user)

    assert run() == "Mails sent: 0; failed again: 0."
    assert states() == [("needless", 2)]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_share_the_work(settings):
    settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Slow"
    failed(3, settings)

    at_once(run, run)

    assert (states(), len(mail.outbox)) == ([("sent", 2)] * 3, 3)
