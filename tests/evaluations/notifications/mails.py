"""The mails that left, whole, the words that stand in them, and what the outbox tells of each."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from evaluations.models import Mail

SITE = "https://reports.example.org"
# What plain text must carry as it was typed.
TITLE = "Publish “every” contract & budget <line> of O'Farril's \"office\""
REASON = "Who said \"no\" & why?\n\n<b>Name</b> O'Farril's source."


def sent():
    return [(message.to, message.cc, message.bcc, message.subject, message.body) for message in mail.outbox]


def sent_but_receipts():
    """Return the mails that tell somebody of what another did: the receipt is for who did it, too."""
    return [told for told in sent() if not told[3].startswith("Receipt: ")]


def now(row):
    """Return what became of a mail."""
    row.refresh_from_db()
    return row.state, row.tries, row.failure


def touched(row, *, minutes):
    """Let it be so long since a worker took the mail."""
    Mail.objects.filter(pk=row.pk).update(tried_at=timezone.now() - timedelta(minutes=minutes))
