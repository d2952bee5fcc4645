"""Where a comment stands among all that there are: on which page it is found."""

from typing import NamedTuple

from django.db.models import Q

from ..models import Comment
from .entries import each_in
from .thread import MOST, THREADS, thread_of


class Place(NamedTuple):
    """A page of a report's threads or, where a thread has a root, of that one thread."""

    page: int
    root: int | None = None


def place_of(comment):
    """Return the Place on which readers find a comment that is shown; its report is loaded.

    On the pages of all threads, the oldest first, unless the thread goes on beyond what they have room for.
    """
    root = Comment.objects.get(pk=comment.root_id)
    threads = Comment.objects.shown().filter(report=comment.report_id, parent=None)
    page = 1 + _before(root, threads) // THREADS
    if any(entry.comment.pk == comment.pk for entry in each_in(thread_of(comment.report, page=page).entries)):
        return Place(page)
    thread = Comment.objects.shown().filter(root=comment.root_id)
    return Place(1 + _before(comment, thread) // MOST, comment.root_id)


def _before(comment, others):
    """Return how many of the others are told before a comment: Comment.in_time()."""
    is_as_old = Q(posted_at=comment.posted_at, pk__lt=comment.pk)
    if comment.posted_at is None:
        return others.filter(posted_at=None, pk__lt=comment.pk).count()
    return others.filter(Q(posted_at=None) | Q(posted_at__lt=comment.posted_at) | is_as_old).count()
