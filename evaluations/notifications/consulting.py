"""Mails about the consultation before a report is published: to the contacts who read it, and to its reviewers."""

from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import permissions
from ..choices import MailKind, Status
from ..models import Consultation, Consulted
from .sending import later, may_still_decide, send, url_of


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
    """Tell the contacts who were asked to read an edition that it is public, and where they read what was said of it.

    All of them: mails to those alone who reacted would tell, in the outbox, who spoke in confidence.
    """
    _tell_all(mail_consulted_of_publication, MailKind.CONSULTED_PUBLISHED, edition)


def tell_consulted_of_discarding(edition):
    """Tell the contacts who were asked to read an edition, again all of them, that it is never published."""
    _tell_all(mail_consulted_of_discarding, MailKind.CONSULTED_DISCARDED, edition)


def _tell_all(mail, kind, edition):
    asked = Consulted.objects.filter(consultation__edition=edition, revoked_at=None).select_related("contact")
    for consulted in asked.order_by("contact_id", "-pk").distinct("contact_id"):
        _tell_contact(mail, kind, consulted)


def _tell_contact(mail, kind, consulted):
    if consulted.email:
        report = consulted.consultation.edition.report_id
        later(mail, consulted.pk, kind=kind, to=consulted.email, report=report)


@task
def mail_consulted(consulted_id):
    """Mail a contact her link; nothing where it opens the draft no more. Its token is in no table and no queue."""
    consulted = _consulted(consulted_id)
    if not consulted.may_read:
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
    send("consulted", consulted.email, context)


@task
def mail_of_consultation(consultation_id, person_id):
    """Mail one reviewer that a consultation is over; nothing once the report was decided about, or she may not."""
    consultation = Consultation.objects.select_related("edition__report").get(pk=consultation_id)
    person, edition = get_user_model().objects.get(pk=person_id), consultation.edition
    if edition.status != Status.SUBMITTED or not may_still_decide(person_id, edition):
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
    """Mail a contact who was asked where the report is, and what was said of it."""
    consulted = _consulted(consulted_id)
    edition = consulted.consultation.edition
    if not edition.is_published:
        return
    context = {
        "title": edition.title,
        "name": consulted.name,
        "member": edition.member_title,
        "url": url_of("evaluations:edition-consultation", edition.report.slug, edition.number),
    }
    send("consulted_published", consulted.email, context)


@task
def mail_consulted_of_discarding(consulted_id):
    """Mail a contact who was asked that it was in vain, where she reads what she had said, and what stays public."""
    consulted = _consulted(consulted_id)
    edition = consulted.consultation.edition
    if not edition.is_discarded or consulted.revoked_at:
        return
    context = {
        "title": edition.title,
        "name": consulted.name,
        "member": edition.member_title,
        "url": url_of("evaluations:consultation", consulted.token),
        "report_url": url_of("evaluations:report", edition.report.slug),
    }
    send("consulted_discarded", consulted.email, context)


def _consulted(pk):
    return Consulted.objects.select_related("contact", "consultation__edition__report__member").get(pk=pk)


def _last_day(consultation, zone):
    return date_format(localtime(consultation.last_moment, ZoneInfo(zone)), "j F Y")
