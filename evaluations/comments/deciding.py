"""What moderators decide: each decision says who, when and why, and never overwrites another one unseen."""

from functools import partial
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import trail
from ..acts import ActKind
from ..choices import CommentStatus, RemovalRule
from ..models import Decision, name_of
from .locking import locked_for_moderator
from .rendering import render

_ACTS = {
    CommentStatus.APPROVED: ActKind.APPROVE_COMMENT,
    CommentStatus.REJECTED: ActKind.REJECT_COMMENT,
    CommentStatus.SPAM: ActKind.MARK_SPAM,
}
NEEDS_REASON = {CommentStatus.REJECTED, CommentStatus.SPAM}
_WHAT_HAPPENED = {
    CommentStatus.APPROVED: gettext_lazy("%(who)s approved it on %(when)s."),
    CommentStatus.REJECTED: gettext_lazy("%(who)s rejected it on %(when)s."),
    CommentStatus.SPAM: gettext_lazy("%(who)s marked it as spam on %(when)s."),
}


def state_of(comment):
    """Return the state of a comment, words included, as somebody sees it: to be handed in with what she does to it."""
    return " ".join(
        [comment.status, *(at.isoformat() if at else "-" for at in (comment.decided_at, comment.edited_at))]
    )


@transaction.atomic
def decide(comment, status, *, by, reason="", rule="", seen=None, press=None):
    """Give the comment its status and return it, brought up to date.

    `seen` is the `state_of` the comment when the moderator looked; without it, that of the object passed in. `press`, a
    UUID, is that of the press of a button by which several are decided, and undone. What is shown and was decided by
    nobody may be approved, too: a moderator has read it. Raises
    PermissionDenied where `by` may not decide, ValidationError where somebody else decided meanwhile or it is so
    already (code "decided"), or where a reason is wanted (code "reason"). `rule` is the RemovalRule against which a
    rejected comment is, the last of them unless it is named; of spam it is advertising.
    """
    current = locked_for_moderator(comment, by)
    is_so = status == current.status and current.decided_at is not None
    if current.withdrawn_at or is_so or state_of(current) != (seen or state_of(comment)):
        raise ValidationError(_what_happened_since(seen or state_of(comment), current), code="decided")
    if status in NEEDS_REASON and not reason.strip():
        raise ValidationError(_("Say why: the reason stays with the comment."), code="reason")
    before, comment.status = current.status, status
    comment.pinned_at = current.pinned_at if status == CommentStatus.APPROVED else None
    comment.html = render(current.text) if status == CommentStatus.APPROVED else ""
    comment.decided_at, comment.decided_by, comment.decision_reason = timezone.now(), by, reason.strip()
    comment.removed_for = _rule_for(status, rule)
    comment.save(update_fields=["status", "html", "pinned_at", *_DECIDED])
    Decision.objects.create(
        comment=comment,
        before=before,
        status=status,
        rule=comment.removed_for,
        reason=comment.decision_reason,
        by=by,
        at=comment.decided_at,
        press=press or uuid4(),
    )
    trail.record(
        _ACTS[status],
        current.edition,
        by=by,
        row=comment.pk,
        answer_key=comment.answer_key,
        words=comment.decision_reason,
    )
    return comment


_DECIDED = ["decided_at", "decided_by", "decision_reason", "removed_for"]


def _rule_for(status, rule):
    """Return the RemovalRule that the notice in the place of a comment names, "" of one that is shown."""
    if status == CommentStatus.APPROVED:
        return ""
    return RemovalRule.ADVERTISING if status == CommentStatus.SPAM else rule or RemovalRule.OTHER


approve = partial(decide, status=CommentStatus.APPROVED)
reject = partial(decide, status=CommentStatus.REJECTED)
mark_spam = partial(decide, status=CommentStatus.SPAM)


def what_happened_to(comment):
    """Say, for moderators, who decided what about the comment, or that its author withdrew it."""
    if comment.withdrawn_at:
        return _("Its author withdrew it on %(when)s.") % {"when": _moment(comment.withdrawn_at)}
    if not comment.decided_by:
        return _("It is %(status)s without a decision of anybody.") % {"status": comment.get_status_display().lower()}
    return _WHAT_HAPPENED[comment.status] % {
        "who": name_of(comment.decided_by),
        "when": _moment(comment.decided_at),
    }


def _what_happened_since(seen, comment):
    """Say, for moderators, what stands against a decision about a comment that looked like that."""
    if comment.edited_at and not comment.withdrawn_at and comment.edited_at.isoformat() not in seen:
        return _("Its author changed it on %(when)s: read it as it is now.") % {"when": _moment(comment.edited_at)}
    return what_happened_to(comment)


def _moment(at):
    return date_format(at, "j F Y, H:i e")
