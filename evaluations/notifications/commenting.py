"""Mails to those who comment."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from ..choices import MailKind
from ..models import UnconfirmedComment
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
