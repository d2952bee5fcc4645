"""Telling people what moderators decided: the author of the comment, and the readers who had complained of it.

It waits until a decision cannot be undone any more, so that nobody is told what does not hold.
"""

from collections import defaultdict
from itertools import groupby, pairwise

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
    due = list(due.select_related("comment__author").order_by("pk")[:AT_ONCE])
    untold = _untold_until(due)
    for hers in _by_author(decision for decision in due if _concerns_author(decision, untold[decision.comment_id])):
        notifications.tell_author_of_decisions(hers)
    for decision in due:
        _tell_complainants(untold[decision.comment_id])
    return len(due)


def _untold_until(due):
    """Return, by comment, the decisions that stand and of which nobody was told, the oldest first, up to that due."""
    comments, last = {decision.comment_id for decision in due}, {decision.comment_id: decision.pk for decision in due}
    found = Decision.objects.standing().filter(comment__in=comments, told_at=None).select_related("answered_appeal")
    found = found.prefetch_related("answered_complaints__account", "answered_complaints__comment").order_by("pk")
    untold = defaultdict(list)
    for decision in found:
        if decision.pk <= last[decision.comment_id]:
            untold[decision.comment_id].append(decision)
    return untold


def _by_author(decisions):
    """Yield the decisions about the comments of one author, no more than fit into a mail."""
    ordered = sorted(decisions, key=_author_of)
    for hers in [list(group) for _author, group in groupby(ordered, key=_author_of)]:
        yield from (hers[start : start + IN_ONE_MAIL] for start in range(0, len(hers), IN_ONE_MAIL))


def _author_of(decision):
    comment = decision.comment
    return (comment.author_id or 0, mailbox_of(comment.email), comment.language)


def _concerns_author(decision, untold):
    """Whether it leaves something new to her.

    An imported comment was written elsewhere, and its author asked for no mail.
    """
    is_new = decision.status != _as_she_knows_it(untold) or any(hasattr(one, "answered_appeal") for one in untold)
    return is_new and not decision.comment.imported


def _as_she_knows_it(untold):
    """Return the status before all of which she was not told; or to which a change of hers brought it in between."""
    known = untold[0].before
    for earlier, later in pairwise(untold):
        known = known if later.before == earlier.status else later.before
    return known


def _tell_complainants(untold):
    """Tell those whom the last of these decisions answers, or one did whose place it took; none is told of again."""
    notifications.tell_complainants(complaint for one in untold for complaint in one.answered_complaints.all())
    keys = [decision.pk for decision in untold]
    Decision.objects.standing().filter(pk__in=keys, told_at=None).update(told_at=timezone.now())
