"""What waits for moderators: in which state how much there is, and since when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .. import permissions
from ..choices import CommentStatus
from ..models import APPEALED, COMPLAINED_OF, WAITS


class QueueName(TextChoices):
    """What moderators look through."""

    HELD = "held", _("Held")
    COMPLAINTS = "complaints", _("Complaints")
    APPEALS = "appeals", _("Appeals")
    NEW = "new", _("New")
    DECIDED = "decided", _("Decided")


_DECIDED = [CommentStatus.APPROVED, CommentStatus.REJECTED, CommentStatus.SPAM]
# What is in which of them.
_IN = {
    QueueName.HELD: WAITS,
    QueueName.COMPLAINTS: COMPLAINED_OF,
    QueueName.APPEALS: APPEALED,
    QueueName.NEW: Q(status=CommentStatus.APPROVED, decided_at=None, imported=False),
    QueueName.DECIDED: Q(status__in=_DECIDED, decided_at__isnull=False),
}
_SINCE = {
    QueueName.HELD: "posted_at",
    QueueName.COMPLAINTS: "complained_at",
    QueueName.APPEALS: "appealed_at",
    QueueName.NEW: "shown_at",
    QueueName.DECIDED: "decided_at",
}


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
    told = permissions.comments_to_decide(user).aggregate(**asked)
    return [Queue(name, told[name.name], told[f"{name.name}_since"]) for name in QueueName]


def comments_in(name, *, of):
    """Return the comments in a queue of this moderator: what waits longest first, what was decided last first."""
    found = permissions.comments_to_decide(of).filter(_IN[name])
    if name == QueueName.DECIDED:
        return found.order_by("-decided_at", "-pk")
    return found.order_by(_SINCE[name], "pk")
