"""When two emails are one mailbox.

The capitals of ASCII aside, every letter counts: what Unicode says to be a letter in another size may be another domain
(`ı` of Turkish is no `I`), and so another's mailbox.
"""

from django.db.models import EmailField, Transform


def mailbox_of(email):
    """Return an email as it is compared with others."""
    return email.encode().lower().decode()


@EmailField.register_lookup
class Mailbox(Transform):
    """The same in a query: `email__mailbox=email` finds all ways to write it."""

    lookup_name = "mailbox"
    template = '(LOWER(%(expressions)s COLLATE "C"))'
    bilateral = True
