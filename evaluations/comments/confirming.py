"""How a guest's words become a comment: they wait apart until she presses a button that only her mail leads to.

Opening the link changes nothing, for scanners of mail open every link.
"""

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import following, notifications, permissions
from ..models import Report, UnconfirmedComment
from .posting import SENT_TWICE, edition_of, hold_or_show, refuse_place, taking_comments


@transaction.atomic
def keep_unconfirmed(
    report,
    *,
    name,
    email,
    text,
    parent=None,
    answer_key="",
    edition=None,
    hasty=False,
    trapped=False,
    follows=False,
):
    """Keep a guest's words, mail her the link that confirms them, and return the UnconfirmedComment.

    Where the same was sent a moment ago, return that, and mail nothing. Takes and raises what `post` does.
    """
    report = taking_comments(report, None)
    edition = edition_of(report, edition)
    answer_key = parent.answer_key if parent else answer_key
    refuse_place(report, edition, parent, answer_key)
    place = {"report": report, "parent": parent, "answer_key": answer_key}
    recently = timezone.now() - SENT_TWICE
    waiting = UnconfirmedComment.objects.waiting().filter(written_at__gte=recently, email__mailbox=email, **place)
    if earlier := waiting.filter(name=name, text=text).first():
        return earlier
    unconfirmed = UnconfirmedComment.objects.create(
        edition=edition, name=name, email=email, text=text, is_hasty=hasty, is_trapped=trapped,
        follows=follows, language=get_language() or "", **place,
    )  # fmt: skip
    notifications.tell_guest_to_confirm(unconfirmed)
    return unconfirmed


def may_be_confirmed(unconfirmed):
    """Whether its report takes it now; a link that has expired aside. What was written in time is taken afterwards."""
    return permissions.can_comment(AnonymousUser(), unconfirmed.report, written_at=unconfirmed.written_at)


@transaction.atomic
def confirm(unconfirmed, *, browser=None, objection=""):
    """Make the words a comment, held or shown as any, and return it; where they are one already, return that.

    `browser` is the UUID of that in which it is done; a new one is made where it has none.
    `objection`: what a checker has against it, in words. Raises PermissionDenied
    where the report does not take it, ValidationError where the link has expired (code "expired") or the words are
    gone (code "gone").
    """
    # The report first, as in posting and deciding.
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=unconfirmed.report_id)
    stored = _stored(unconfirmed)
    if stored.comment_id:
        return stored.comment
    if stored.has_expired:
        raise ValidationError(_("This link has expired. Nothing was confirmed."), code="expired")
    if not may_be_confirmed(stored):
        raise PermissionDenied
    return _comment_of(stored, browser or uuid4(), objection)


def _comment_of(unconfirmed, browser, objection):
    comment = hold_or_show(
        report=unconfirmed.report,
        edition=unconfirmed.edition,
        parent=unconfirmed.parent,
        answer_key=unconfirmed.answer_key,
        browser=browser,
        name=unconfirmed.name,
        email=unconfirmed.email,
        text=unconfirmed.text,
        hasty=unconfirmed.is_hasty,
        trapped=unconfirmed.is_trapped,
        objection=objection,
        language=unconfirmed.language,
    )
    if unconfirmed.follows and not unconfirmed.is_trapped:
        following.follow_thread(comment, email=unconfirmed.email)
    unconfirmed.comment, unconfirmed.name, unconfirmed.email, unconfirmed.text = comment, "", "", ""
    unconfirmed.save(update_fields=["comment", "name", "email", "text"])
    return comment


@transaction.atomic
def send_link_again(unconfirmed):
    """Mail another link, which holds as long as the first did; raise ValidationError (code "gone", "confirmed")."""
    stored = _stored(unconfirmed)
    if stored.comment_id:
        raise ValidationError(_("The comment is confirmed already."), code="confirmed")
    stored.linked_at = timezone.now()
    stored.save(update_fields=["linked_at"])
    notifications.tell_guest_to_confirm(stored)
    return stored


@transaction.atomic
def discard(unconfirmed):
    """Destroy words that wait: whoever has the mail says that they are not hers. A comment they became stays."""
    UnconfirmedComment.objects.waiting().filter(pk=unconfirmed.pk).delete()


def _stored(unconfirmed):
    """Return it locked, as it is now."""
    kept = UnconfirmedComment.objects.kept().select_for_update(of=("self",), no_key=True)
    stored = kept.select_related("report", "edition", "parent", "comment").filter(pk=unconfirmed.pk).first()
    if stored is None:
        raise ValidationError(_("These words are kept no longer."), code="gone")
    return stored
