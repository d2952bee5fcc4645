"""How a comment enters: who may post it, and whether it waits for a moderator."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import following, permissions
from ..choices import CommentStatus
from ..models import Comment, Report
from .badges import badges_of
from .holding import reasons_to_hold
from .rendering import render

# The same words by the same person within this time were sent twice by accident.
SENT_TWICE = timedelta(minutes=10)


@transaction.atomic
def post(
    report,
    *,
    name,
    email,
    text,
    author=None,
    browser=None,
    badge=None,
    parent=None,
    answer_key="",
    edition=None,
    hasty=False,
    trapped=False,
    objection="",
    follows=False,
):
    """Store a comment and return it; where the same one was sent a moment ago, return that.

    It speaks of an answer by its key, of the whole (""), or of what `parent` speaks of, which it then answers; and of
    the published edition with the key `edition`, the current one unless it is given. `author` is the account of a
    signed-in person, whose e-mail is not asked; of anybody else, `browser` is the UUID of that in which the e-mail
    was confirmed. `badge` is the Badge with which she writes. `hasty`: sent sooner than people type. `trapped`: the
    field that people leave empty was filled in. `objection`: what a checker has against it, in words.
    `follows`: she wants to hear of what is said in its thread.

    Raises PermissionDenied where the report takes no comments, ValidationError where `parent` is no approved comment of
    this report (code "parent"), it has no such published edition, or that one's form has no such answer (code
    "answer"), or where she does not wear the badge there, or under another name (code "badge").
    """
    report = taking_comments(report, author)
    edition = edition_of(report, edition)
    answer_key = parent.answer_key if parent else answer_key
    refuse_place(report, edition, parent, answer_key)
    _refuse_badge(report, badge, author, name)
    said = {
        "report": report,
        "parent": parent,
        "answer_key": answer_key,
        "author": author,
        "badge": badge,
        "name": name,
        "email": "" if author else email,
        "text": text,
    }
    if earlier := _sent_before(said):
        return earlier
    comment = hold_or_show(
        edition=edition,
        browser=None if author else browser,
        hasty=hasty,
        trapped=trapped,
        objection=objection,
        **said,
    )
    if follows and not trapped:
        following.follow_thread(comment, account=author, email=comment.email)
    return comment


def taking_comments(report, author):
    """Return the report, locked, if it takes a comment of this account, or of a guest; else raise PermissionDenied."""
    # Two sendings of one form wait here for each other. Only then is what they are checked against certain.
    locked = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if not permissions.can_comment(author or AnonymousUser(), locked):
        raise PermissionDenied
    return locked


def edition_of(report, key):
    """Return the published edition of this key, the current one without a key, or raise ValidationError."""
    edition = report.editions.published().filter(pk=key or report.current_id).first()
    if edition is None:
        raise ValidationError(_("This report has no such edition."), code="answer")
    return edition


def refuse_place(report, edition, parent, answer_key):
    """Raise ValidationError where nothing can be said there."""
    if parent is None:
        if answer_key and answer_key not in edition.form.keys:
            raise ValidationError(_("This report has no such answer."), code="answer")
    elif not Comment.objects.approved().filter(pk=parent.pk, report=report).exists():
        raise ValidationError(_("The comment that you are answering is no longer on the page."), code="parent")


def _refuse_badge(report, badge, author, name):
    if badge is None:
        return
    if not (author and badges_of(author, report).filter(pk=badge.pk).exists()):
        raise ValidationError(_("You do not wear this badge here any more."), code="badge")
    if name != badge.name:
        words = _("With the badge you write under the name that was verified: %(name)s.")
        raise ValidationError(words % {"name": badge.name}, code="badge")


def _sent_before(said):
    """Return the comment that this one repeats, or None; what she has withdrawn meanwhile, she says anew."""
    is_same = {"name": said["name"], "email__mailbox": said["email"]} if said["author"] is None else {}
    place = {name: said[name] for name in ("report", "parent", "answer_key", "author", "badge", "text")}
    recent = Comment.objects.filter(posted_at__gte=timezone.now() - SENT_TWICE, withdrawn_at=None)
    return recent.filter(**place, **is_same).first()


def hold_or_show(*, hasty, trapped, objection="", language=None, **said):
    """Store a comment whose place was checked, as far as the rules go: held with the reasons, or shown at once.

    What fills in the field for machines is kept as spam, where a moderator still finds it; but not of a guest, for no
    machine confirms an email.
    """
    comment = Comment(language=get_language() or "" if language is None else language, **said)
    reasons = reasons_to_hold(comment, hasty=hasty, trapped=trapped, objection=objection)
    comment.held_because = " ".join(reasons)
    if trapped and comment.author:
        comment.status = CommentStatus.SPAM
    elif not reasons:
        comment.status, comment.html = CommentStatus.APPROVED, render(comment.text)
    comment.save()
    return comment
