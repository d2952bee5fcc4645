"""The mails that left, whole, and the words that stand in them."""

from django.core import mail

SITE = "https://reports.example.org"
# What plain text must carry as it was typed.
TITLE = "Publish “every” contract & budget <line> of O'Farril's \"office\""
REASON = "Who said \"no\" & why?\n\n<b>Name</b> O'Farril's source."


def sent():
    return [(message.to, message.cc, message.bcc, message.subject, message.body) for message in mail.outbox]


def sent_but_receipts():
    """Return the mails that tell somebody of what another did: the receipt is for who did it, too."""
    return [told for told in sent() if not told[3].startswith("Receipt: ")]
