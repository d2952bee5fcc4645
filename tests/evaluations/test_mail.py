"""What the database holds about a mail, whoever writes it."""

import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.models import Mail
from tests.at_once import at_once
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WAITS = {"task": "evaluations.notifications.reports.mail_receipt", "arguments": [1, 2]}
TRIED = {**WAITS, "tries": 1, "tried_at": "2026-11-30T12:00Z"}


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({**WAITS, "kind": "spam"}, "mail_kind_is_known"),
        ({**TRIED, "state": "lost"}, "mail_state_is_known"),
        ({**WAITS, "tries": 1}, "mail_tried_has_a_date"),
        ({**TRIED, "tries": 0}, "mail_tried_has_a_date"),
        ({**TRIED, "state": "sent"}, "mail_sent_has_a_date"),
        ({**TRIED, "state": "sending", "sent_at": "2026-11-30T12:00Z"}, "mail_sent_has_a_date"),
        ({**WAITS, "state": "needless"}, "mail_that_does_not_wait_was_tried"),
        ({**TRIED, "state": "failed"}, "mail_failed_for_a_reason"),
        ({}, "mail_that_waits_has_a_task"),
    ],
)
def test_database_refuses_what_no_mail_is(columns, name):
    with pytest.raises(IntegrityError, match=name):
        Mail.objects.create(**columns)


@pytest.mark.parametrize("state", ["waiting", "sending", "failed", "needless"])
def test_a_mail_that_was_sent_stays_so(state):
    row = Mail.objects.create(**TRIED, state="sent", sent_at=timezone.now())

    with pytest.raises(IntegrityError, match="it is not sent twice"), transaction.atomic():
        Mail.objects.filter(pk=row.pk).update(state=state, sent_at=None, failure="TimeoutError")

    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_a_mail_while_neither_has_committed_one_gets_it():
    row = Mail.objects.create(**WAITS)

    def claim():
        with transaction.atomic():
            claimed = Mail.objects.due().claim(row.pk)
            time.sleep(0.3)
            return claimed

    claimed = at_once(claim, claim)

    assert (claimed.count(row), claimed.count(None), Mail.objects.get().tries) == (1, 1, 1)


def test_who_leaves_takes_no_row_along():
    person = UserFactory()
    row = Mail.objects.create(**WAITS, account=person, email=person.email)

    person.delete()

    assert list(Mail.objects.values_list("pk", "account")) == [(row.pk, None)]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"subject": "Published: Open contracts", "kind": "published"}, "Published: Open contracts"),
        ({"kind": "published"}, "A report was published"),
        ({}, "mail {pk}"),
    ],
)
def test_a_mail_is_told_by_what_is_known_of_it(columns, told):
    row = Mail.objects.create(**WAITS, **columns)

    assert str(row) == told.format(pk=row.pk)
