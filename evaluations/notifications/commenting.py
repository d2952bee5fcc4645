"""Mails to those who comment."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from ..choices import MailKind
from ..models import Comment, UnconfirmedComment
from ..own_links import token_of
from .sending import later, send, url_of


def tell_guest_to_confirm(unconfirmed):
    """Send a guest the link by which she confirms what she wrote."""
    known = {"kind": MailKind.CONFIRM_COMMENT, "to": unconfirmed.email, "report": unconfirmed.report_id}
    later(mail_guest_to_confirm, unconfirmed.pk, **known)


@task
def mail_guest_to_confirm(unconfirmed_id):
    """Mail one link; nothing where the words were confirmed or destroyed meanwhile.

    Neither name nor words are in it, for whoever typed this email may not own it: nobody can use us to write to others.
    """
    waiting = UnconfirmedComment.objects.waiting().select_related("edition", "report__member")
    for unconfirmed in waiting.filter(pk=unconfirmed_id):
        zone = ZoneInfo(unconfirmed.report.member.time_zone)
        context = {
            "title": unconfirmed.edition.title,
            "day": date_format(localtime(unconfirmed.link_expires_at, zone), "j F Y"),
            "url": url_of("evaluations:confirm-comment", unconfirmed.report.slug, unconfirmed.token),
        }
        send("confirm_comment", unconfirmed.email, context)


def tell_guest_of_own_comments(email):
    """Send a guest the link to all that she wrote under this email; nothing where there is nothing."""
    comment = Comment.objects.filter(author=None, email__mailbox=email).order_by("pk").last()
    if comment:
        later(mail_guest_of_own_comments, comment.pk, kind=MailKind.OWN_COMMENTS, to=comment.email)


@task
def mail_guest_of_own_comments(comment_id):
    """Mail one link; nothing where its author was erased meanwhile. It holds neither names nor words, as the other."""
    for comment in Comment.objects.filter(pk=comment_id, author=None).exclude(email=""):
        context = {
            "url": url_of("evaluations:show-comments", token_of(comment)),
            "hours": settings.OWN_COMMENTS_LINK_HOURS,
        }
        send("own_comments", comment.email, context)
