"""Whoever asks about comments of her own, by what she has shown of herself."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q

from ..models import Comment, mailbox_of


@dataclass(frozen=True)
class Commenter:
    """A person who may have written comments.

    Her account, and the emails that she has shown to be hers, make all of theirs hers. The browser in which a guest
    confirmed an email makes hers what was just written there and no more: the next person at it may be another.
    """

    account: User | None = None
    emails: frozenset[str] = frozenset()
    browser: UUID | None = None

    @property
    def is_known(self):
        """Whether she may ask for everything that she wrote."""
        return bool(self.account or self.emails)

    def wrote(self, comment):
        """Whether a comment is hers."""
        if comment.author_id:
            return self.account is not None and comment.author_id == self.account.pk
        if comment.email and mailbox_of(comment.email) in {mailbox_of(email) for email in self.emails}:
            return True
        return self.browser is not None and comment.browser == self.browser and comment.is_new

    def comments(self):
        """Return all comments that are hers by account or email, in whatever state."""
        by_email = [Q(author=None, email__mailbox=email) for email in self.emails]
        by_account = [Q(author=self.account)] if self.account else []
        hers = by_account + by_email
        return Comment.objects.filter(reduce(or_, hers)) if hers else Comment.objects.none()
