"""What the page on privacy promises of the outbox."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def outbox_email_days():
    """Return for how many days the outbox tells to which email a mail went."""
    return settings.OUTBOX_EMAIL_DAYS
