"""Whose words they are: the mark of the account that opened a form."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def account_mark(user):
    """Return an opaque mark of an account, the same on every page and of no use anywhere else."""
    return _mark(user, settings.SECRET_KEY)


def marks_before(user):
    """Return the marks that the account had under earlier keys, as long as they are in SECRET_KEY_FALLBACKS."""
    return [_mark(user, key) for key in settings.SECRET_KEY_FALLBACKS]


def is_mark_of(user, mark):
    """Whether a mark is that of this account, also one from before the key was changed: the page may still be open."""
    return any(constant_time_compare(mark, one) for one in (account_mark(user), *marks_before(user)))


def _mark(user, key):
    return salted_hmac("evaluations.desk.account", str(user.pk), secret=key).hexdigest()[:16]
