"""How a moderator takes back what she has just decided."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from .. import trail
from ..acts import ActKind
from ..choices import CommentStatus
from ..models import UNDONE_WITHIN, Decision
from .asked import ask_again
from .locking import locked_for_moderator
from .pinning import is_room_for_a_pin
from .rendering import render


@dataclass(frozen=True)
class Undone:
    """How many comments are again as they were, and how many could not be: somebody has done something since."""

    count: int
    kept: int


@dataclass(frozen=True)
class Press:
    """What a moderator decided with one press of a button: about which comments (keys), into which status, when."""

    press: UUID
    comments: tuple[int, ...]
    label: str
    at: datetime

    @property
    def until(self):
        """Return until when it may be undone."""
        return self.at + UNDONE_WITHIN


def presses_to_undo(by):
    """Return each Press of hers that may still be undone, the last first; what was decided since is none of it."""
    recent = Decision.objects.standing().filter(by=by, told_at=None, at__gt=timezone.now() - UNDONE_WITHIN)
    last = recent.filter(at=F("comment__decided_at")).order_by()
    rows = last.values("press", "status").annotate(about=ArrayAgg("comment"), first=Min("at")).order_by("-first")
    return [Press(row["press"], tuple(row["about"]), CommentStatus(row["status"]).label, row["first"]) for row in rows]


def undo(press, *, by):
    """Take back all that a moderator decided with one press of a button, within the hour; return what came of it.

    A comment that was decided or changed since, or withdrawn, stays as it is, as does one that would wait again though
    its author was erased, and one under a report that she may not moderate any more.
    """
    done = [_undo(decision, by) for decision in _of(press, by=by) if decision.is_recent]
    return Undone(count=done.count(True), kept=done.count(False))


def _of(press, *, by):
    # In the order of the reports, as whoever locks several of them.
    mine = Decision.objects.standing().filter(press=press, by=by).select_related("comment")
    return list(mine.order_by("comment__report", "comment"))


_CHANGED = [
    "status", "html", "decided_at", "decided_by", "decision_reason", "removed_for", "pinned_at",
    "appealed_at", "open_complaints", "complained_at",
]  # fmt: skip


def _decision_that_holds(comment, *, before):
    """Return the decision to which an undone one gives way, None where nobody had decided about these words."""
    earlier = comment.decisions.standing().filter(pk__lt=before.pk).last()
    was_changed = earlier and comment.edited_at and comment.edited_at > earlier.at
    return None if was_changed else earlier


def _pinned_again(decision, comment):
    """Return since when a comment is pinned that is as it was before: a pin whose place is taken does not come back."""
    if comment.status != CommentStatus.APPROVED:
        return None
    if decision.status == CommentStatus.APPROVED:  # which had left the pin as it was
        return comment.pinned_at
    return decision.pinned_before if is_room_for_a_pin(comment.report_id) else None


@transaction.atomic
def _undo(decision, by):
    try:
        comment = locked_for_moderator(decision.comment, by)
    except PermissionDenied:
        return False
    is_as_decided = comment.decided_at == decision.at and comment.status == decision.status
    was_changed = comment.edited_at is not None and comment.edited_at > decision.at
    # Of whoever was erased nothing waits for a moderator: nobody could be told of the decision.
    would_wait = comment.erased_at is not None and decision.before == CommentStatus.HELD
    if not is_as_decided or was_changed or would_wait:
        return False
    if not Decision.objects.standing().filter(pk=decision.pk, told_at=None).update(undone_at=timezone.now()):
        return False  # two presses at once
    ask_again(decision, comment)
    comment.status = decision.before
    earlier = _decision_that_holds(comment, before=decision)
    comment.html = render(comment.text) if comment.status == CommentStatus.APPROVED else ""
    comment.decided_at, comment.decided_by, comment.decision_reason, comment.removed_for = (
        (earlier.at, earlier.by, earlier.reason, earlier.rule) if earlier else (None, None, "", "")
    )
    comment.pinned_at = _pinned_again(decision, comment)
    comment.save(update_fields=_CHANGED)
    trail.record(ActKind.UNDO_DECISION, comment.edition, by=by, row=comment.pk, answer_key=comment.answer_key)
    return True
