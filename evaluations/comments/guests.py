"""Guests: who has shown in which browser that an email is hers, and who of them moderators know.

A browser is known by a UUID that it got when a guest confirmed something there; it is told to nobody else.
"""

from django.db.models import Exists, OuterRef, Q

from ..choices import CommentStatus
from ..models import Comment, Decision


def has_confirmed(browser, email):
    """Whether this email was confirmed in this browser, known by its UUID or None."""
    return browser is not None and _of(browser, email).exists()


def is_known(comment):
    """Whether a moderator approved something else by this account or, under the same name, by this guest there."""
    # By a moderator: what the rules let through, nobody need have read. A change of the words since undoes nothing.
    decided = Decision.objects.standing().filter(status=CommentStatus.APPROVED)
    approved = Comment.objects.approved().filter(Exists(decided.filter(comment=OuterRef("pk"))))
    if comment.author_id:
        return approved.filter(author=comment.author_id).exists()
    return (_of(comment.browser, comment.email) & approved).filter(name__iexact=comment.name).exists()


def _of(browser, email):
    return Comment.objects.filter(Q(browser=browser), email__mailbox=email)
