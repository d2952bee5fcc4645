"""Mails about who stands on a report: she is named, she is invited, and what became of that."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import permissions
from ..choices import InvitationOutcome, MailKind
from ..models import Byline, Invitation, name_of
from ..overview import title_of
from .sending import email_of, later, send, url_of


def tell_evaluator_of_naming(byline, *, by):
    """Tell an evaluator that she was put on a report, and by whom."""
    if email_of(byline.evaluator):
        known = {"kind": MailKind.NAMED, "to": byline.evaluator, "report": byline.edition.report_id}
        later(mail_named_evaluator, byline.pk, by.pk, **known)


def tell_invited(invitation):
    """Tell whoever is invited to a report, with the link by which she joins it."""
    to = invitation.evaluator or invitation.email
    later(mail_invited, invitation.pk, kind=MailKind.INVITED, to=to, report=invitation.report_id)


def tell_inviter(invitation):
    """Tell whoever invited somebody what became of it."""
    to, about = invitation.invited_by, invitation.report_id
    later(mail_inviter, invitation.pk, kind=MailKind.INVITATION_ANSWERED, to=to, report=about)


@task
def mail_named_evaluator(byline_id, namer_id):
    """Mail one evaluator about the report that she was put on; nothing where she was taken off it meanwhile."""
    byline = Byline.objects.select_related("evaluator__user", "edition__report").filter(pk=byline_id).first()
    if byline is None:
        return
    report, by_evaluator = byline.edition.report, byline.edition.bylines.filter(evaluator__user=namer_id)
    context = {
        "title": title_of(report),
        "name": byline.name,
        "lead": by_evaluator.values_list("evaluator__name", flat=True).first(),
        "url": url_of("evaluations:task-list", report.pk),
    }
    send("named", email_of(byline.evaluator), context)


@task
def mail_invited(invitation_id):
    """Mail one invitation; nothing where it was taken back meanwhile. The link's token is in no table and no queue."""
    invitation = Invitation.objects.pending().select_related("report__member", "evaluator").filter(pk=invitation_id)
    for waiting in invitation:
        context = {
            "title": title_of(waiting.report),
            "name": waiting.evaluator.name if waiting.evaluator else "",
            "inviter": name_of(waiting.invited_by),
            "member": waiting.report.member.title,
            "day": date_format(localtime(waiting.expires_at, ZoneInfo(waiting.report.member.time_zone)), "j F Y"),
            "url": url_of("evaluations:invitation", waiting.token),
        }
        send("invited", waiting.email, context)


@task
def mail_inviter(invitation_id):
    """Mail whoever invited somebody about the answer."""
    invitation = Invitation.objects.select_related("report", "evaluator", "invited_by").get(pk=invitation_id)
    edition = invitation.report.unpublished
    if (
        edition is None
        or not permissions.is_author_of(invitation.invited_by, edition)
        or not invitation.invited_by.email
    ):
        return
    context = {
        "title": title_of(invitation.report),
        "invitee": invitation.invitee,
        "has_accepted": invitation.outcome == InvitationOutcome.ACCEPTED,
        "url": url_of("evaluations:evaluators", invitation.report_id),
    }
    send("invitation_answered", invitation.invited_by.email, context)
