"""Mails about the consultation before a report is published: to the contacts who read it, and to its reviewers."""

from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import permissions
from ..choices import MailKind
from ..models import Consultation, Consulted, Reaction
from .sending import later, send, url_of


def tell_consulted(consulted):
    """Ask a contact to read a draft, with her link."""
    _tell_contact(mail_consulted, MailKind.CONSULTED, consulted)


def tell_reviewers_of_consultation(consultation):
    """Tell the reviewers who may decide about an edition that its consultation is over."""
    edition = consultation.edition
    for person in permissions.reviewers_besides(edition, []).exclude(email="").order_by("pk"):
        known = {"kind": MailKind.CONSULTATION_OVER, "to": person, "report": edition.report_id}
        later(mail_of_consultation, consultation.pk, person.pk, **known)


def tell_consulted_of_publication(edition):
    """Tell the contacts who reacted to an edition that it is public, and where they read what became of it."""
    reacted = Reaction.objects.standing().filter(edition=edition).values("consulted")
    for consulted in Consulted.objects.filter(pk__in=reacted).order_by("pk"):
        _tell_contact(mail_consulted_of_publication, MailKind.CONSULTED_PUBLISHED, consulted)


def _tell_contact(mail, kind, consulted):
    email, report = consulted.contact and consulted.contact.email, consulted.consultation.edition.report_id
    if email:
        later(mail, consulted.pk, kind=kind, to=email, report=report)


@task
def mail_consulted(consulted_id):
    """Mail a contact her link; nothing where it opens the draft no more. Its token is in no table and no queue."""
    consulted = _consulted(consulted_id)
    if not consulted.may_read or not consulted.contact:
        return
    edition, zone = consulted.consultation.edition, consulted.consultation.edition.report.member.time_zone
    context = {
        "title": edition.title,
        "name": consulted.name,
        "member": edition.member_title,
        "day": _last_day(consulted.consultation, zone),
        "zone": zone,
        "url": url_of("evaluations:consultation", consulted.token),
    }
    send("consulted", consulted.contact.email, context)


@task
def mail_of_consultation(consultation_id, person_id):
    """Mail one reviewer that a consultation is over; nothing where all that was said is dealt with."""
    consultation = Consultation.objects.select_related("edition__report").get(pk=consultation_id)
    person, edition = get_user_model().objects.get(pk=person_id), consultation.edition
    if not permissions.is_reviewer(person) or edition.is_published:
        return
    context = {
        "title": edition.title,
        "member": edition.member_title,
        "reactions": edition.reaction_set.undisposed().count(),
        "url": url_of("evaluations:review-consultation", edition.report_id),
    }
    send("consultation_over", person.email, context)


@task
def mail_consulted_of_publication(consulted_id):
    """Mail a contact who reacted where the report is, and what became of what she said."""
    consulted = _consulted(consulted_id)
    edition = consulted.consultation.edition
    if not edition.is_published or not consulted.contact:
        return
    context = {
        "title": edition.title,
        "name": consulted.name,
        "member": edition.member_title,
        "url": url_of("evaluations:edition-consultation", edition.report.slug, edition.number),
    }
    send("consulted_published", consulted.contact.email, context)


def _consulted(pk):
    return Consulted.objects.select_related("contact", "consultation__edition__report__member").get(pk=pk)


def _last_day(consultation, zone):
    return date_format(localtime(consultation.last_moment, ZoneInfo(zone)), "j F Y")
