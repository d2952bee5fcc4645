"""When two emails are one mailbox.

The capitals of ASCII aside, every letter counts: what Unicode says to be a letter in another size may be another domain
(`ı` of Turkish is no `I`), and so another's mailbox.
"""

from django.db.models import EmailField, Q, Transform


def mailbox_of(email):
    """Return an email as it is compared with others."""
    return email.encode().lower().decode()


@EmailField.register_lookup
class Mailbox(Transform):
    """The same in a query: `email__mailbox=email` finds all ways to write it."""

    lookup_name = "mailbox"
    template = '(LOWER(%(expressions)s COLLATE "C"))'
    bilateral = True


def of_person(account, emails):
    """Return the condition that a row is somebody's, which has an `account` or an `email`: no row of nobody's is."""
    hers = Q(account=account) if account else Q(pk=None)
    for email in emails:
        hers |= Q(email__mailbox=email)
    return hers
