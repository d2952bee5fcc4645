"""A mailer as it fails."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend


class RefusesFirst(EmailBackend):
    """Takes every mail but those to first@example.org."""

    def send_messages(self, messages):
        if any("first@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({"first@example.org": (550, b"no such mailbox")})
        return super().send_messages(messages)
