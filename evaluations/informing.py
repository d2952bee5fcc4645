"""Telling people what moderators decided: the author of the comment, and the readers who had complained of it.

It waits until a decision cannot be undone any more, so that nobody is told what does not hold.
"""

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from . import notifications
from .models import Decision, mailbox_of

AT_ONCE = 500  # decisions in one transaction
IN_ONE_MAIL = 20


def inform():
    """Queue a mail to each person about what was decided an hour ago or longer, and return of how many decisions.

    To be called every few minutes, also on several machines at once: each decision is told of once.
    """
    told = 0
    while done := _inform_of_some():
        told += done
    return told


@transaction.atomic
def _inform_of_some():
    due = Decision.objects.to_be_told().select_for_update(of=("self",), skip_locked=True)
    due = list(due.select_related("comment__author", "answered_appeal").order_by("pk")[:AT_ONCE])
    for hers in _by_author(decision for decision in due if _concerns_author(decision)):
        notifications.tell_author_of_decisions(hers)
    for decision in due:
        _tell_complainants(decision)
    return len(due)


def _by_author(decisions):
    """Yield the decisions about the comments of one author, no more than fit into a mail."""
    ordered = sorted(decisions, key=_author_of)
    for hers in [list(group) for _author, group in groupby(ordered, key=_author_of)]:
        yield from (hers[start : start + IN_ONE_MAIL] for start in range(0, len(hers), IN_ONE_MAIL))


def _author_of(decision):
    comment = decision.comment
    return (comment.author_id or 0, mailbox_of(comment.email), comment.language)


def _concerns_author(decision):
    """Whether something is new to her; an imported comment was written elsewhere, and its author asked for no mail."""
    is_new = decision.status != decision.before or hasattr(decision, "answered_appeal")
    return is_new and not decision.comment.imported


def _tell_complainants(decision):
    """Tell those whom it answers, or an earlier decision did that it took the place of; none is told of again."""
    told = Decision.objects.standing().filter(comment=decision.comment_id, told_at=None, pk__lte=decision.pk)
    for earlier in told.prefetch_related("answered_complaints__account", "answered_complaints__comment"):
        for complaint in earlier.answered_complaints.all():
            notifications.tell_complainant(complaint)
    told.update(told_at=timezone.now())
