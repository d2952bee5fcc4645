"""How a comment enters: who may post it, and whether it waits for a moderator."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import permissions
from ..choices import CommentStatus
from ..models import Comment, Report
from .rendering import MOST_LINKS, count_links, render

# The same words by the same person within this time were sent twice by accident.
SENT_TWICE = timedelta(minutes=10)


@transaction.atomic
def post(
    report, *, name, email, text, author=None, parent=None, answer_key="", edition=None, hasty=False, trapped=False
):
    """Store a comment and return it; where the same one was sent a moment ago, return that.

    It speaks of an answer by its key, of the whole (""), or of what `parent` speaks of, which it then answers; and of
    the published edition with the key `edition`, the current one unless it is given. `author` is the account of a
    signed-in person, whose e-mail is not asked. `hasty`: sent sooner than people type. `trapped`: the field that people
    leave empty was filled in; such a comment is kept as spam, so that a moderator can still find it. Raises
    PermissionDenied where the report takes no comments, ValidationError where `parent` is no approved comment of this
    report (code "parent"), it has no such published edition, or that one's form has no such answer (code "answer").
    """
    report = _taking_comments(report, author)
    edition = _edition_of(report, edition)
    answer_key = parent.answer_key if parent else answer_key
    _check_place(report, edition, parent, answer_key)
    comment = Comment(
        report=report,
        edition=edition,
        parent=parent,
        answer_key=answer_key,
        author=author,
        name=name,
        email="" if author else email,
        text=text,
    )
    if earlier := _sent_before(comment):
        return earlier
    _hold_or_show(comment, hasty=hasty, trapped=trapped)
    comment.save()
    return comment


def _taking_comments(report, author):
    """Return the report, locked, if it takes a comment of this account, or of a guest."""
    # Two sendings of one form wait here for each other. Only then is what they are checked against certain.
    locked = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if not permissions.can_comment(author or AnonymousUser(), locked):
        raise PermissionDenied
    return locked


def _edition_of(report, key):
    edition = report.editions.published().filter(pk=key or report.current_id).first()
    if edition is None:
        raise ValidationError(_("This report has no such edition."), code="answer")
    return edition


def _check_place(report, edition, parent, answer_key):
    if parent is None:
        if answer_key and answer_key not in edition.form.keys:
            raise ValidationError(_("This report has no such answer."), code="answer")
    elif not Comment.objects.approved().filter(pk=parent.pk, report=report).exists():
        raise ValidationError(_("The comment that you are answering is no longer on the page."), code="parent")


def _sent_before(comment):
    """Return the comment that this one repeats, or None."""
    same_person = (
        {"author": comment.author}
        if comment.author
        else {"author": None, "name": comment.name, "email__iexact": comment.email}
    )
    return Comment.objects.filter(
        report=comment.report,
        parent=comment.parent,
        answer_key=comment.answer_key,
        text=comment.text,
        posted_at__gte=timezone.now() - SENT_TWICE,
        **same_person,
    ).first()


def _hold_or_show(comment, *, hasty, trapped):
    reasons = list(_reasons_to_hold(comment, hasty=hasty, trapped=trapped))
    comment.held_because = " ".join(reasons)
    if trapped:
        comment.status = CommentStatus.SPAM
    elif not reasons:
        comment.status, comment.html = CommentStatus.APPROVED, render(comment.text)


def _reasons_to_hold(comment, *, hasty, trapped):
    """Yield, in words for the moderator, why the comment may not appear at once."""
    if trapped:
        yield _("The field for machines was filled in.")
    if hasty:
        yield _("Sent sooner than people type.")
    links = count_links(f"{comment.name} {comment.text}")
    if links > MOST_LINKS:
        yield ngettext("%(count)d link.", "%(count)d links.", links) % {"count": links}
    if comment.author is None:
        yield _("From a guest.")
    elif not Comment.objects.approved().filter(author=comment.author).exists():
        yield _("First comment of this account.")
