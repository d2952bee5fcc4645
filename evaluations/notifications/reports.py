"""Mails about what happens to a report: it is submitted, sent back, published."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import permissions
from ..choices import MailKind
from ..models import Move, name_of, own_name
from .sending import email_by_id, later, people, send, url_of


def tell_reviewers(edition, move):
    """Tell the reviewers who may decide about an edition that it waits for them."""
    for person in permissions.reviewers_besides(edition, [move.by_id]).exclude(email="").order_by("pk"):
        later(mail_reviewer, move.pk, person.pk, kind=MailKind.SUBMITTED, to=person, report=edition.report_id)


def tell_reviewers_of_approval(edition, move):
    """Tell the reviewers who may publish an edition that it waits for one of them."""
    for person in permissions.reviewers_besides(edition, [move.by_id]).exclude(email="").order_by("pk"):
        later(mail_publisher, move.pk, person.pk, kind=MailKind.APPROVED, to=person, report=edition.report_id)


def send_receipts(edition, move):
    """Send the evaluators, and whoever submitted the edition, the receipt of what was sent."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=move.by_id)
    for person in people(authors):
        later(mail_receipt, move.pk, person.pk, kind=MailKind.RECEIPT, to=person, report=edition.report_id)


def tell_evaluators_of_return(edition, move):
    """Tell the evaluators that their edition came back, and why."""
    _tell_authors(MailKind.RETURNED, edition, move)


def tell_evaluators_of_publication(edition, move):
    """Tell the evaluators that their edition is public."""
    _tell_authors(MailKind.PUBLISHED, edition, move)


def tell_evaluators_of_schedule(edition, move):
    """Tell the evaluators when their edition will be public."""
    _tell_authors(MailKind.SCHEDULED, edition, move)


def tell_of_unscheduling(edition, move):
    """Tell the evaluators that their edition is not public at its time; and reviewers, where no person decided so."""
    _tell_authors(MailKind.UNSCHEDULED, edition, move)
    if move.by_id is None:
        for person in permissions.reviewers_besides(edition, []).exclude(email="").order_by("pk"):
            told = {"kind": MailKind.NOT_PUBLISHED, "to": person, "report": edition.report_id}
            later(mail_of_missed_time, move.pk, person.pk, **told)


def _tell_authors(kind, edition, move):
    """Mail the evaluators in the bylines who have an account, and whoever submitted the edition; never who acts."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=edition.submission.by_id)
    for person in people(authors, but=[move.by_id]):
        later(mail_author, kind.value, move.pk, person.pk, kind=kind, to=person, report=edition.report_id)


@task
def mail_reviewer(move_id, person_id):
    """Mail one reviewer about the edition that was submitted with this move."""
    edition = _move(move_id).edition
    names = ", ".join(edition.bylines.values_list("name", flat=True))
    context = {
        "title": edition.title,
        "member": edition.member_title,
        "names": names,
        "is_correction": edition.predecessor_id is not None,
        "url": url_of("evaluations:review", edition.report_id),
    }
    send("submitted", email_by_id(person_id), context)


@task
def mail_publisher(move_id, person_id):
    """Mail one reviewer about the edition that another one approved with this move."""
    move = Move.objects.select_related("edition__report", "by__evaluator").get(pk=move_id)
    context = {
        "title": move.edition.title,
        "member": move.edition.member_title,
        "who": name_of(move.by),
        "url": url_of("evaluations:review", move.edition.report_id),
    }
    send("approved", email_by_id(person_id), context)


@task
def mail_of_missed_time(move_id, person_id):
    """Mail one reviewer that an edition was not published at its time, and why."""
    move = _move(move_id)
    context = {
        "title": move.edition.title,
        "member": move.edition.member_title,
        "url": url_of("evaluations:review", move.edition.report_id),
    }
    send("not_published", email_by_id(person_id), context, prose=move.reason)


@task
def mail_author(template, move_id, person_id):
    """Mail one of the people who wrote an edition about what happened to it with this move."""
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    evaluator = getattr(person, "evaluator", None)
    name = evaluator.name if evaluator else person.get_full_name()
    _mail_about(template, _move(move_id), to=person.email, name=name)


def _mail_about(template, move, *, to, name):
    edition = move.edition
    zone = edition.report.member.time_zone
    report_url = settings.SITE_URL + edition.report.get_absolute_url() if edition.is_published else ""
    context = {
        "title": edition.title,
        "name": name,
        "is_correction": edition.predecessor_id is not None,
        "url": report_url or url_of("evaluations:task-list", edition.report_id),
        "time": edition.scheduled_for and _time(edition.scheduled_for, zone),
        "zone": zone,
        "remarks": edition.remark_set.open().count(),
        "remarks_url": url_of("evaluations:remarks", edition.report_id),
    }
    send(template, to, context, prose=move.reason)


@task
def mail_receipt(move_id, person_id):
    """Mail one of the people who wrote an edition the receipt of its submission with this move."""
    move = Move.objects.select_related("edition__report__member", "receipt").get(pk=move_id)
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    zone = move.edition.report.member.time_zone
    context = {
        "title": move.edition.title,
        "name": own_name(person) or person.email,
        "number": move.edition.report_id,
        "time": _time(move.at, zone),
        "zone": zone,
        "digest": move.receipt.digest,
        "url": url_of("evaluations:task-list", move.edition.report_id) + "#receipts",
    }
    send("receipt", person.email, context)


def _time(moment, zone):
    return date_format(localtime(moment, ZoneInfo(zone)), "j F Y, H:i")


def _move(pk):
    return Move.objects.select_related("edition__report__member").get(pk=pk)
