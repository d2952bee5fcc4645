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
from .asked import answer_with, last_answer, waiting_appeal
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
_DECIDED = ["decided_at", "decided_by", "decision_reason", "removed_for"]
_ASKED = ["appealed_at", "open_complaints", "complained_at"]


def state_of(comment):
    """Return the state of a comment, words included, as somebody sees it: to be handed in with what she does to it."""
    return " ".join(
        [comment.status, *(at.isoformat() if at else "-" for at in (comment.decided_at, comment.edited_at))]
    )


def case_of(comment):
    """Return what a moderator decides about, as she sees it: the state of the comment, and what is asked about it."""
    appealed = comment.appealed_at.isoformat() if comment.appealed_at else "-"
    return f"{state_of(comment)} {appealed} {comment.open_complaints}"


@transaction.atomic
def decide(comment, status, *, by, reason="", rule="", seen=None, press=None):
    """Give the comment its status and return it, brought up to date.

    `seen` is the `case_of` the comment when the moderator looked; without it, that of the object passed in. `press`, a
    UUID, is that of the press of a button by which several are decided, and undone. What is shown and was decided by
    nobody may be approved, too: a moderator has read it. What was asked about it is answered, also by leaving it as it
    is. Raises PermissionDenied where `by` may not decide, ValidationError where somebody else decided or asked
    something meanwhile, or it is so already (code "decided"), where it was she against whose decision its author
    appeals (code "appealed"), or where a reason is wanted (code "reason"). `rule` is the RemovalRule against which a
    rejected comment is, the last of them unless it is named; of spam it is advertising.
    """
    current, seen = locked_for_moderator(comment, by), case_of(comment) if seen is None else seen
    _refuse_unless_open(current, status, seen)
    _refuse_own_appeal(current, by)
    if status in NEEDS_REASON and not reason.strip():
        raise ValidationError(_("Say why: the reason stays with the comment."), code="reason")
    # What fell into the trap waits as what is held does: that it is spam, nobody had decided.
    before, comment.status = CommentStatus.HELD if current.waits else current.status, status
    comment.pinned_at = current.pinned_at if status == CommentStatus.APPROVED else None
    comment.html = render(current.text) if status == CommentStatus.APPROVED else ""
    comment.decided_at, comment.decided_by, comment.decision_reason = timezone.now(), by, reason.strip()
    comment.removed_for = _rule_for(status, rule)
    decision = Decision.objects.create(
        comment=comment,
        before=before,
        pinned_before=current.pinned_at,
        status=status,
        rule=comment.removed_for,
        reason=comment.decision_reason,
        by=by,
        at=comment.decided_at,
        press=press or uuid4(),
    )
    answer_with(decision, comment, seen=_complaints_in(seen))
    comment.save(update_fields=["status", "html", "pinned_at", *_DECIDED, *_ASKED])
    trail.record(
        _ACTS[status],
        current.edition,
        by=by,
        row=comment.pk,
        answer_key=comment.answer_key,
        words=comment.decision_reason,
    )
    return comment


def _refuse_unless_open(comment, status, seen):
    """Raise ValidationError where there is nothing to decide, or something else than she saw."""
    is_asked = comment.appealed_at is not None or (comment.open_complaints > 0 and _complaints_in(seen) > 0)
    is_so = status == comment.status and comment.decided_at is not None and not is_asked
    if comment.withdrawn_at or is_so or _without_complaints(case_of(comment)) != _without_complaints(seen):
        raise ValidationError(_what_happened_since(seen, comment), code="decided")


def _refuse_own_appeal(comment, by):
    """Raise ValidationError where her decision is appealed against, or was, and nothing has come up since."""
    appeal = waiting_appeal(comment)
    if appeal and appeal.decision.by_id == by.pk:
        words = _("Its author appealed against your decision: another moderator answers.")
        raise ValidationError(words, code="appealed")
    answered = last_answer(comment, to=by)  # also where others were appealed against after her
    if answered is None or appeal:
        return
    if comment.complaints.waiting().exclude(account=by).exists():  # her own brings up nothing new
        return
    if comment.edited_at is None or comment.edited_at < answered.answer.at:
        words = _("Another moderator has answered an appeal against your decision: what she decided holds.")
        raise ValidationError(words, code="appealed")


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
    if state_of(comment) == _state_in(seen) and comment.appealed_at and comment.appealed_at.isoformat() not in seen:
        return _("Its author has appealed since: read why.")
    return what_happened_to(comment)


def _state_in(case):
    return case.rsplit(" ", 2)[0]


def _without_complaints(case):
    """Return a case without the number of complaints: others may come at any time, and keep nobody from deciding."""
    return case.rsplit(" ", 1)[0]


def _complaints_in(case):
    """Return how many complaints somebody saw."""
    number = case.rsplit(" ", 1)[-1]
    return int(number[:9]) if number.isdecimal() and number.isascii() else 0


def _moment(at):
    return date_format(at, "j F Y, H:i e")
