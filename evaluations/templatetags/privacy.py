"""What the pages on privacy and on comments promise, as far as settings say it."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def outbox_email_days():
    """Return for how many days the outbox tells to which email a mail went."""
    return settings.OUTBOX_EMAIL_DAYS


@register.simple_tag
def unconfirmed_comment_days():
    """Return for how many days a guest's words wait to be confirmed."""
    return settings.UNCONFIRMED_COMMENT_DAYS


@register.simple_tag
def comment_edit_minutes():
    """Return for how many minutes an author changes her comment without a trace."""
    return settings.COMMENT_EDIT_MINUTES


@register.simple_tag
def has_comment_checker():
    """Return whether comments are sent to a checker."""
    return bool(settings.COMMENT_CHECKER)


@register.simple_tag
def appeal_days():
    """Return for how many days the author of a comment may appeal against a decision."""
    return settings.APPEAL_DAYS
