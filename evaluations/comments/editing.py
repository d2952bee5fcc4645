"""What authors do to their own comments: change them, or withdraw them.

Within minutes, while nobody has answered, a change leaves no trace. Later the text that the public had read stays
readable (EarlierText), so that no answer hangs on words which were never said.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import links, notifications, permissions, trail
from ..acts import ActKind
from ..choices import CommentStatus
from ..models import EarlierText
from .asked import ask_no_more
from .deciding import state_of
from .holding import reasons_to_hold
from .locking import locked
from .rendering import in_lines, render


def stays_readable(comment):
    """Whether a change of it lets the text that it has now stay readable: once the public has had time to read it."""
    if not _was_read(comment):
        return False
    return not comment.is_new or comment.pinned_at is not None or comment.replies.shown().exists()


def _was_read(comment):
    """Whether the public reads the words that are there, or did until a moderator took their approval back."""
    if comment.is_approved or not comment.shown_at:
        return comment.is_approved
    since = comment.edited_at or comment.posted_at
    return comment.decisions.filter(status=CommentStatus.APPROVED, at__gt=since).exists()


@transaction.atomic
def edit(comment, text, *, by, seen, objection=""):
    """Let a comment say something else, and return it as it is then; the same words change nothing.

    `by` is the Commenter, `seen` the `state_of` the comment when she opened it, `objection` what
    a checker has against the new words. What is shown stays so, unless the new
    words are held by the rules of posting, or add links to a text that is no longer new. Raises PermissionDenied where
    she may not change it, ValidationError where it was changed or decided meanwhile (code "changed").
    """
    stored = locked(comment)
    if not permissions.can_edit_comment(by, stored):
        raise PermissionDenied
    if state_of(stored) != seen:
        raise ValidationError(
            _("It was changed, or a moderator decided about it, since you opened it."), code="changed"
        )
    if in_lines(text) == in_lines(stored.text):
        return stored
    now, was_shown, before = timezone.now(), stored.is_approved, stored.text
    if stays_readable(stored):
        EarlierText.objects.create(
            comment=stored, text=before, written_at=stored.edited_at or stored.posted_at, replaced_at=now
        )
        stored.changed_at = now
    stored.text, stored.edited_at = text, now
    reasons = [*_of_lost_badge(stored), *reasons_to_hold(stored, objection=objection), *_of_new_links(stored, before)]
    _hold_or_show(stored, reasons)
    stored.save(update_fields=[*_EDITED, *_DECIDED])
    if was_shown:
        trail.record(ActKind.EDIT_COMMENT, stored.edition, by=None, row=stored.pk, answer_key=stored.answer_key)
    return stored


_EDITED = ["text", "html", "status", "held_because", "pinned_at", "edited_at", "changed_at"]
_DECIDED = ["decided_at", "decided_by", "decision_reason", "removed_for"]
_ASKED = ["appealed_at", "open_complaints", "complained_at"]


def _of_lost_badge(comment):
    """Yield why words are held that would stand beside a badge which she wears no more."""
    if comment.badge and comment.badge.taken_at:
        yield _("Its badge was taken back.")


def _of_new_links(comment, before):
    """Yield why a change is held that slips links into a text which moderators are done with."""
    new = len(_urls_in(comment.text) - _urls_in(before))
    if new and not comment.is_new:
        words = ngettext("Its author added %(count)d link.", "Its author added %(count)d links.", new)
        yield words % {"count": new}


def _urls_in(text):
    return {url for _start, url in links.find(text)}


def _hold_or_show(comment, reasons):
    """Show what is shown with its new words or, for reasons, hold it; what waits goes on waiting."""
    if comment.is_approved and not reasons:
        comment.html = render(comment.text)
        _forget_decision(comment)
    elif comment.is_approved:
        comment.status, comment.html, comment.pinned_at = CommentStatus.HELD, "", None
        comment.held_because = " ".join([_("Changed by its author."), *reasons])
        _forget_decision(comment)
    else:
        known = [reason for reason in reasons if reason not in comment.held_because]
        comment.held_because = " ".join(filter(None, [comment.held_because, *known]))


def _forget_decision(comment):
    """Of the words that are there now nobody has decided anything; what was decided before is in its row."""
    comment.decided_at, comment.decided_by, comment.decision_reason = None, None, ""


@transaction.atomic
def withdraw(comment, *, by):
    """Take a comment off the page, and return it; its place and the answers to it stay, with a notice.

    Raises PermissionDenied where the Commenter `by` may not: it is not hers, or a moderator has turned it down, which
    its notice says. One that is withdrawn stays so.
    """
    stored = locked(comment)
    if by.wrote(stored) and stored.withdrawn_at:
        return stored
    if not permissions.can_withdraw_comment(by, stored):
        raise PermissionDenied
    stored.status, stored.html, stored.pinned_at, stored.withdrawn_at = (
        CommentStatus.WITHDRAWN, "", None, timezone.now(),
    )  # fmt: skip
    notifications.tell_complainants(stored.complaints.waiting().select_related("account", "comment"))
    ask_no_more(stored)
    stored.save(update_fields=["status", "html", "pinned_at", "withdrawn_at", *_ASKED])
    trail.record(ActKind.WITHDRAW_COMMENT, stored.edition, by=None, row=stored.pk, answer_key=stored.answer_key)
    return stored
