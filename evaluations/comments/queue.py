"""What waits for moderators: in which state how much there is, and since when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from .. import permissions
from ..choices import CommentStatus, QueueName
from ..models import Comment

# For a moderator: also what fell into the trap for machines, about which nobody has decided.
WAITS = Q(status__in=[CommentStatus.HELD, CommentStatus.SPAM], decided_at=None)
_DECIDED = [CommentStatus.APPROVED, CommentStatus.REJECTED, CommentStatus.SPAM]
# What moderators have not decided, as far as they are to see it.
_IN = {
    QueueName.HELD: WAITS,
    QueueName.NEW: Q(status=CommentStatus.APPROVED, decided_at=None, imported=False),
    QueueName.DECIDED: Q(status__in=_DECIDED, decided_at__isnull=False),
}
_SINCE = {QueueName.HELD: "posted_at", QueueName.NEW: "shown_at", QueueName.DECIDED: "decided_at"}


@dataclass(frozen=True)
class Queue:
    """One of the queues: how many comments are in it, and since when the oldest is."""

    name: QueueName
    count: int
    since: datetime | None


def queues_for(user):
    """Return each Queue of what this moderator may decide about, in one query."""
    asked = {}
    for name, condition in _IN.items():
        asked[name.name] = Count("pk", filter=condition)
        asked[f"{name.name}_since"] = Min(_SINCE[name], filter=condition)
    told = _hers(user).aggregate(**asked)
    return [Queue(name, told[name.name], told[f"{name.name}_since"]) for name in QueueName]


def comments_in(name, *, of):
    """Return the comments in a queue of this moderator: what waits longest first, what was decided last first."""
    found = _hers(of).filter(_IN[name])
    if name == QueueName.DECIDED:
        return found.order_by("-decided_at", "-pk")
    return found.order_by(_SINCE[name], "pk")


def _hers(user):
    """Return the comments under reports that she did not evaluate: of the others another moderator decides."""
    return Comment.objects.exclude(report__in=permissions.evaluated_by(user))
