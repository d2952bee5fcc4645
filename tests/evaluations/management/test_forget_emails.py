"""The outbox forgets where a mail went."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from evaluations.models import Mail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def run():
    out = StringIO()
    call_command("forget_emails", stdout=out)
    return out.getvalue().strip()


def ago(days):
    return timezone.now() - timedelta(days=days)


def row(state, days, **more):
    """Return a mail that was sent so many days ago, long after it was queued, or queued then and tried ever since."""
    columns = {"email": "ana@example.org", "task": "x.y", "tries": 1, "tried_at": ago(0), "queued_at": ago(days)}
    if state == "sent":
        columns |= {"tried_at": ago(days), "sent_at": ago(days), "queued_at": ago(400)}
    return Mail.objects.create(**columns | {"state": state, "failure": "TimeoutError", **more})


@pytest.mark.parametrize("state", ["sent", "failed", "needless", "sending"])
def test_an_email_is_emptied_after_ninety_days_and_the_rest_stays(state):
    person = UserFactory()
    old, young = row(state, 91, account=person, subject="Published: Open contracts"), row(state, 89)

    said = [run(), run()]

    assert said == ["Emails emptied: 1.", "Emails emptied: 0."]
    assert dict(Mail.objects.values_list("pk", "email")) == {old.pk: "", young.pk: "ana@example.org"}
    old.refresh_from_db()
    assert (old.account, old.subject, old.state) == (person, "Published: Open contracts", state)


def test_how_long_is_a_setting(settings):
    settings.OUTBOX_EMAIL_DAYS = 7
    row("sent", 8)

    assert run() == "Emails emptied: 1."


def test_who_is_known_by_nothing_else_is_told_of_without_it():
    old = row("sent", 91)

    run()

    old.refresh_from_db()
    assert old.recipient == "email kept no longer"
