"""What moderators pin above the threads: a comment with which a government answers, so that nobody misses it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import trail
from ..acts import ActKind
from ..choices import BadgeKind
from ..models import Badge, Comment
from .deciding import state_of
from .entries import Entry
from .locking import locked_for_moderator

MOST_PINNED = 3  # under one report: what is pinned in numbers is read by nobody


@dataclass
class Pinned(Entry):
    """A pinned comment, above the threads; in its thread it stands as well."""

    @property
    def anchor(self):
        """Return an id of its own: the comment's is that in its thread."""
        return f"pinned-{self.comment.pk}"

    @property
    def answered_url(self):
        """Return where what it answers is read: in its thread, which may be on another page."""
        return self.comment.parent.get_absolute_url()


def may_be_pinned(comment):
    """Whether it is what a government wrote, and the public sees."""
    return bool(comment.is_approved and comment.badge and comment.badge.kind == BadgeKind.GOVERNMENT)


def is_room_for_a_pin(report):
    """Whether fewer than MOST_PINNED are pinned under the report with this key."""
    return Comment.objects.pinned().filter(report=report).count() < MOST_PINNED


def pin(comment, *, by, seen=None):
    """Pin an approved comment with a government's badge, and return it; one that is pinned stays so.

    `seen` is the `state_of` the comment when she read it. Raises PermissionDenied where `by` may not moderate it,
    ValidationError (code "pin") where it is no such comment, it was changed since, or MOST_PINNED are pinned already.
    """
    with transaction.atomic():
        stored = locked_for_moderator(comment, by)
        if stored.pinned_at:
            return stored
        if seen and state_of(stored) != seen:
            raise ValidationError(_("It was changed since you read it. Read it again."), code="pin")
        if not may_be_pinned(stored):
            raise ValidationError(_("Only what a government wrote, and the public sees, is pinned."), code="pin")
        if not is_room_for_a_pin(stored.report_id):
            words = _("%(count)d comments are pinned already: take one down first.")
            raise ValidationError(words % {"count": MOST_PINNED}, code="pin")
        return _keep(stored, timezone.now(), ActKind.PIN_COMMENT, by)


def unpin(comment, *, by):
    """Take a pinned comment down, and return it; it stays in its thread. Raises PermissionDenied."""
    with transaction.atomic():
        stored = locked_for_moderator(comment, by)
        return _keep(stored, None, ActKind.UNPIN_COMMENT, by) if stored.pinned_at else stored


def _keep(comment, pinned_at, kind, by):
    comment.pinned_at = pinned_at
    comment.save(update_fields=["pinned_at"])
    trail.record(kind, comment.edition, by=by, row=comment.pk, answer_key=comment.answer_key)
    return comment


_TOLD = ("pk", "parent_id", "root_id", "answer_key", "name", "html", "posted_at", "changed_at", "status")


def rows_of(report):
    """Return the query for the pinned comments of a report, the newest first, as one JSON each: read with others."""
    answers = {"parent_name": F("parent__name"), "parent_status": F("parent__status")}
    told = JSONObject(kind=F("badge__kind"), **answers, **{name: F(name) for name in (*_TOLD, "written_about")})
    found = Comment.objects.pinned().filter(report=report).with_what_they_speak_of()
    return found.order_by("-pinned_at").values(told=told)


def pinned_in(rows, report):
    """Return the Pinned that these rows tell of."""
    return [_pinned(row, report) for row in rows]


def _pinned(row, report):
    kind, posted_at = row.pop("kind"), datetime.fromisoformat(row.pop("posted_at"))
    changed_at, written_about = row.pop("changed_at"), row.pop("written_about")
    row["changed_at"] = changed_at and datetime.fromisoformat(changed_at)
    above = {"name": row.pop("parent_name"), "status": row.pop("parent_status"), "pk": row.pop("parent_id")}
    parent = Comment(report=report, **above) if above["pk"] else None
    comment = Comment(report=report, posted_at=posted_at, badge=Badge(pk=0, kind=kind), parent=parent, **row)
    comment.written_about = written_about
    return Pinned(comment)
