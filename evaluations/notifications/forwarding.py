"""A reader's message to an evaluator: at once, for its words are in no queue and in no table."""

from django.conf import settings

from .sending import email_of, send


def forward(byline, *, name, email, message):
    """Send a reader's message to an evaluator, without showing the one's e-mail to the other but by her answering.

    The words are in no queue and in no table, not even in the outbox: they go out at once, or the mailer's error is
    raised.
    """
    report = byline.edition.report
    context = {
        "title": byline.edition.title,
        "evaluator": byline.name,
        "name": name,
        "url": settings.SITE_URL + report.get_absolute_url(),
    }
    to = email_of(byline.evaluator)
    send("forwarded_message", to, context, prose=message, report=report.pk, reply_to=[email])


def can_be_written_to(byline):
    """Whether a message to the person behind this byline has somewhere to go."""
    return bool(email_of(byline.evaluator))
