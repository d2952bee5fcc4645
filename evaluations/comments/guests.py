"""Guests: who has shown in which browser that an email is hers, and who of them moderators know.

A browser is known by a UUID that it got when a guest confirmed something there; it is told to nobody else.
"""

from django.db.models import Q

from ..models import Comment


def has_confirmed(guest, email):
    """Whether this email was confirmed in the browser of `guest`, a UUID or None."""
    return guest is not None and _of(guest, email).exists()


def is_known(comment):
    """Whether a moderator approved, under the same name, something else by this account, or by this guest there."""
    approved = Comment.objects.approved()
    if comment.author_id:
        return approved.filter(author=comment.author_id).exists()
    return (_of(comment.guest, comment.email) & approved).filter(name__iexact=comment.name).exists()


def _of(guest, email):
    return Comment.objects.filter(Q(guest=guest), email__iexact=email)
