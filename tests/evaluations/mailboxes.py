"""Mailers as they fail."""

import time
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from evaluations.models import Mail
from evaluations.notifications.outbox import deliver


class RefusesFirst(EmailBackend):
    """Takes every mail but those to first@example.org."""

    def send_messages(self, messages):
        if any("first@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({"first@example.org": (550, b"no such mailbox")})
        return super().send_messages(messages)


class Down(EmailBackend):
    """Answers nobody."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


class Slow(EmailBackend):
    """Takes its time, so that two workers meet."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


class OutlivesItsLease(EmailBackend):
    """Hangs so long that another worker takes the mail over and sends it, and fails then."""

    def send_messages(self, messages):
        (mail,) = Mail.objects.filter(state="sending")
        if mail.tries > 1:
            return super().send_messages(messages)
        Mail.objects.update(tried_at=timezone.now() - timedelta(minutes=11))
        deliver.call(mail.pk)
        raise TimeoutError("timed out")
