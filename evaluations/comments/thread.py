"""The thread under a report, from one query, however deep it goes."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from .. import permissions
from ..choices import CommentStatus
from ..models import Comment, Report

DEEPEST = 3  # levels that the page indents; what lies deeper says in words whom it answers
_NEAREST = 5  # comments that a moderator is shown before, after and under one
_FIRST_HEADING = 3  # the comment's; the thread's own is an h2


@dataclass
class Entry:
    """One place in the thread: a comment, or the notice that one is not shown, with the replies shown under it."""

    comment: Comment
    depth: int = 1  # in the data, without limit
    answers: "Entry | None" = None
    replies: list["Entry"] = field(default_factory=list)

    @property
    def is_hidden(self):
        return not self.comment.is_approved

    @property
    def is_removed(self):
        """Whether a moderator decided to hide it; of what is held, nobody has decided anything."""
        return self.comment.status in (CommentStatus.REJECTED, CommentStatus.SPAM)

    @property
    def is_deep(self):
        """Whether the indentation no longer shows whom it answers."""
        return self.depth > DEEPEST

    @property
    def html(self):
        """Return the text as it was made safe when it was approved; of a hidden comment, nothing."""
        return mark_safe("" if self.is_hidden else self.comment.html)  # noqa: S308 -- rendering.py escaped it

    @property
    def heading(self):
        """Return the element of its heading: one deeper than that of the comment it stands under."""
        return f"h{_FIRST_HEADING - 1 + min(self.depth, DEEPEST)}"

    # As text, for a template spends more time on writing numbers and dates in the reader's manner than on all else.

    @property
    def key(self):
        return str(self.comment.pk)

    @property
    def anchor(self):
        """Return the id of the comment on the page."""
        return f"comment-{self.comment.pk}"

    @property
    def day(self):
        """Return the day on which it was posted, in words; "" where an imported page did not say."""
        posted_at = self.comment.posted_at
        return _in_words(timezone.localtime(posted_at).date(), get_language()) if posted_at else ""

    @property
    def moment(self):
        """Return when it was posted, for machines; "" where an imported page did not say."""
        return self.comment.posted_at.isoformat(timespec="seconds") if self.comment.posted_at else ""


@lru_cache(maxsize=4096)
def _in_words(day, language):
    return date_format(day, "j F Y")


@dataclass(frozen=True)
class Thread:
    """All that the public sees under a report. The same for every reader."""

    report: Report
    entries: list[Entry]  # those that answer the report itself, the oldest first
    count: int  # comments, not notices

    @property
    def is_open(self):
        """Whether the report takes comments."""
        return permissions.can_comment(AnonymousUser(), self.report)


@dataclass(frozen=True)
class Surroundings:
    """What stands around one comment."""

    above: list[Comment]
    before: list[Comment]
    after: list[Comment]
    replies: list[Comment]


def thread_of(report):
    """Return the report's thread: its approved comments, and a notice where a hidden one has visible replies."""
    replies = Comment.objects.filter(parent=OuterRef("pk"))
    comments = (
        Comment.objects.filter(Q(status=CommentStatus.APPROVED) | Exists(replies), report=report)
        .only("report_id", "parent_id", "name", "html", "posted_at", "status", "imported")
        # Those of an imported page, which did not say when, are older than what was posted here.
        .order_by(F("posted_at").asc(nulls_first=True), "pk")
    )
    by_pk = {comment.pk: comment for comment in comments}
    kept = _with_what_they_answer(by_pk)
    count = sum(comment.is_approved for comment in by_pk.values())
    return Thread(report, _nested(comment for comment in by_pk.values() if comment.pk in kept), count)


def around(comment):
    """Return, for a moderator and whatever their status, the nearest comments around this one."""
    beside = Comment.objects.filter(report=comment.report_id, parent=comment.parent_id)
    return Surroundings(
        above=_nearest_above(comment),
        before=list(beside.filter(pk__lt=comment.pk).order_by("-pk")[:_NEAREST])[::-1],
        after=list(beside.filter(pk__gt=comment.pk).order_by("pk")[:_NEAREST]),
        replies=list(comment.replies.order_by("pk")[:_NEAREST]),
    )


def _nearest_above(comment):
    """Return the comments that this one answers, the nearest three, the highest first."""
    lowest = Comment.objects.select_related("parent__parent").filter(pk=comment.parent_id).first()
    chain = []
    while lowest and len(chain) < 3:  # as many as the query joins
        chain.insert(0, lowest)
        lowest = lowest.parent
    return chain


def _with_what_they_answer(by_pk):
    """Return the keys of the approved comments, and of all that lie above them."""
    kept = set()
    for comment in by_pk.values():
        above = comment if comment.is_approved else None
        while above and above.pk not in kept:
            kept.add(above.pk)
            above = by_pk.get(above.parent_id)
    return kept


def _nested(comments):
    """Arrange the comments as the page shows them, without recursion: a thread may be a thousand deep."""
    answering = {}
    for comment in comments:
        answering.setdefault(comment.parent_id, []).append(comment)
    roots = [Entry(comment) for comment in answering.get(None, ())]
    waiting = [(entry, None) for entry in reversed(roots)]  # an entry, and the one in whose list it stands
    while waiting:
        entry, shelf = waiting.pop()
        if shelf:
            shelf.replies.append(entry)
        below = entry if entry.depth < DEEPEST else shelf
        children = [Entry(child, entry.depth + 1, entry) for child in answering.get(entry.comment.pk, ())]
        waiting += [(child, below) for child in reversed(children)]
    return roots
