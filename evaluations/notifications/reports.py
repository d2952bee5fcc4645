"""Mails about what happens to a report: it is submitted, sent back, published."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import permissions
from ..choices import MailKind, MoveName
from ..models import Move, name_of, own_name
from .sending import later, may_still_decide, people, send, url_of


def tell_reviewers(edition, move):
    """Tell the reviewers who may decide about an edition that it waits for them."""
    _tell_deciders(mail_reviewer, MailKind.SUBMITTED, edition, move)


def tell_reviewers_of_approval(edition, move):
    """Tell the reviewers who may publish an edition that it waits for one of them."""
    _tell_deciders(mail_publisher, MailKind.APPROVED, edition, move)


def send_receipts(edition, move):
    """Send the evaluators, and whoever submitted the edition, the receipt of what was sent."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=move.by_id)
    for person in people(authors):
        later(mail_receipt, move.pk, person.pk, kind=MailKind.RECEIPT, to=person, report=edition.report_id)


def tell_evaluators_of_new_edition(edition, move):
    """Tell those who write a new edition that it was opened, and why; never who acts."""
    writers = Q(evaluator__in=[byline.evaluator_id for byline in permissions.signers(edition)])
    for person in people(writers, but=[move.by_id]):
        later(mail_writer, move.pk, person.pk, kind=MailKind.REOPENED, to=person, report=edition.report_id)


def tell_evaluators_of_discarding(edition, move):
    """Tell those who wrote a new edition that it was discarded, why, and where their words are; never who acts.

    Of what reviewers write, that is who opened it and who saved it last.
    """
    opened = edition.moves.filter(name=MoveName.CORRECT).values("by")
    wrote = Q(evaluator__bylines__edition=edition) | Q(pk__in=opened) | Q(pk=edition.saved_by_id)
    for person in people(wrote, but=[move.by_id]):
        known = {"kind": MailKind.DISCARDED, "to": person, "report": edition.report_id}
        later(mail_author, MailKind.DISCARDED.value, move.pk, person.pk, **known)


def tell_evaluators_of_return(edition, move):
    """Tell the evaluators that their edition came back, and why."""
    _tell_authors(MailKind.RETURNED, edition, move)


def tell_evaluators_of_publication(edition, move):
    """Tell the evaluators that their edition is public."""
    _tell_authors(MailKind.PUBLISHED, edition, move)


def tell_evaluators_of_redaction(edition, move):
    """Tell the evaluators that something was taken out of their report, and why; also those whose name it was."""
    # Nothing else takes a byline off an edition once it is published.
    removed = Q(
        evaluator__removed_bylines__edition__report=edition.report_id,
        evaluator__removed_bylines__at__gt=F("evaluator__removed_bylines__edition__published_at"),
    )
    for person in people(Q(evaluator__bylines__edition=edition) | removed):
        later(mail_of_redaction, move.pk, person.pk, kind=MailKind.REDACTED, to=person, report=edition.report_id)


def tell_evaluators_of_schedule(edition, move):
    """Tell the evaluators when their edition will be public."""
    _tell_authors(MailKind.SCHEDULED, edition, move)


def tell_of_unscheduling(edition, move):
    """Tell the evaluators that their edition is not public at its time, and the reviewers, who are to see to it."""
    _tell_authors(MailKind.UNSCHEDULED, edition, move)
    # Also who has declared a tie since: it may be what keeps the edition back.
    reviewers = permissions.reviewers_who_did_not_write(edition).exclude(pk=move.by_id)
    _tell_reviewers(reviewers, mail_of_missed_time, MailKind.NOT_PUBLISHED, move)


def _tell_deciders(mail, kind, edition, move):
    """Mail the reviewers who may decide about an edition; never who acts."""
    _tell_reviewers(permissions.reviewers_besides(edition, [move.by_id]), mail, kind, move)


def _tell_reviewers(reviewers, mail, kind, move):
    for person in reviewers.exclude(email="").order_by("pk"):
        later(mail, move.pk, person.pk, kind=kind, to=person, report=move.edition.report_id)


def _tell_authors(kind, edition, move):
    """Mail the evaluators in the bylines who have an account, and whoever submitted the edition; never who acts."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=edition.submission.by_id)
    for person in people(authors, but=[move.by_id]):
        later(mail_author, kind.value, move.pk, person.pk, kind=kind, to=person, report=edition.report_id)


@task
def mail_reviewer(move_id, person_id):
    """Mail one reviewer about the edition that was submitted with this move."""
    move = _move(move_id)
    names = ", ".join(move.edition.bylines.exclude(name="").values_list("name", flat=True))
    _mail_decider("submitted", move, person_id, names=names, is_correction=move.edition.predecessor_id is not None)


@task
def mail_publisher(move_id, person_id):
    """Mail one reviewer about the edition that another one approved with this move."""
    move = _move(move_id)
    _mail_decider("approved", move, person_id, who=name_of(move.by))


@task
def mail_of_missed_time(move_id, person_id):
    """Mail one reviewer that an edition was taken off the schedule with this move, and why."""
    move = _move(move_id)
    _mail_reviewer("not_published", move, person_id, prose=move.reason, who=name_of(move.by) if move.by_id else "")


def _mail_decider(template, move, person_id, **more):
    """Mail one reviewer what waits for her to decide; nothing where she may not by now."""
    if may_still_decide(person_id, move.edition, but=[move.by_id]):
        _mail_reviewer(template, move, person_id, **more)


def _mail_reviewer(template, move, person_id, *, prose="", **more):
    """Mail one reviewer what waits for her; nothing where it went on meanwhile, or she reviews no more."""
    person = get_user_model().objects.get(pk=person_id)
    if not permissions.is_reviewer(person) or _was_overtaken(move):
        return
    context = {
        "title": move.edition.title,
        "member": move.edition.member_title,
        "url": url_of("evaluations:review", move.edition.report_id),
        **more,
    }
    send(template, person.email, context, prose=prose)


@task
def mail_author(template, move_id, person_id):
    """Mail one of the people who wrote an edition what happened to it with this move; nothing once it moved on."""
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    move = _move(move_id)
    if not _may_read(person, move.edition) or _was_overtaken(move):
        return
    _mail_about(template, move, to=person.email, name=own_name(person))


@task
def mail_writer(move_id, person_id):
    """Mail one of those who write a new edition that it was opened with this move; nothing where she may not by now."""
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    move = _move(move_id)
    if not permissions.can_edit(person, move.edition) or _was_overtaken(move):
        return
    by_evaluator = permissions.is_evaluator_on(move.by, move.edition)
    context = {
        "title": move.edition.title,
        "name": own_name(person),
        "who": name_of(move.by) if by_evaluator else "",
        "url": url_of("evaluations:task-list", move.edition.report_id),
    }
    send("reopened", person.email, context, prose=move.reason)


def _may_read(person, edition):
    """Whether an account is open, and sees the edition: since the mail was queued she may have been taken off it."""
    return person.is_active and permissions.can_see_edition(person, edition)


def _mail_about(template, move, *, to, name, prose=""):
    edition = move.edition
    zone = edition.report.member.time_zone
    report_url = settings.SITE_URL + edition.report.get_absolute_url() if edition.is_published else ""
    context = {
        "title": edition.title,
        "name": name,
        "is_correction": edition.predecessor_id is not None,
        "url": report_url or url_of("evaluations:task-list", edition.report_id),
        "discarded_url": f"{url_of('evaluations:discarded', edition.report_id)}?edition={edition.pk}",
        "time": edition.scheduled_for and _time(edition.scheduled_for, zone),
        "zone": zone,
        "remarks": edition.remark_set.open().count(),
        "remarks_url": url_of("evaluations:remarks", edition.report_id),
    }
    # What a command found is for the reviewers: who declared a tie, say.
    send(template, to, context, prose=prose or (move.reason if move.by_id else ""))


@task
def mail_of_redaction(move_id, person_id):
    """Mail one of the evaluators of the edition that was published with this move why it was made."""
    move = _move(move_id)
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    if not _may_read(person, move.edition):
        return
    _mail_about("redacted", move, to=person.email, name=own_name(person), prose=move.edition.change_reason)


@task
def mail_receipt(move_id, person_id):
    """Mail one of the people who wrote an edition the receipt of its submission; nothing where she is off it by now."""
    move = Move.objects.select_related("edition__report__member", "receipt").get(pk=move_id)
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    if not _may_read(person, move.edition):
        return
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


def _was_overtaken(move):
    """Whether an edition has moved on since, so that what a mail would ask for is asked no more."""
    return Move.objects.filter(edition=move.edition_id, pk__gt=move.pk).exists()


def _time(moment, zone):
    return date_format(localtime(moment, ZoneInfo(zone)), "j F Y, H:i")


def _move(pk):
    return Move.objects.select_related("edition__report__member", "by__evaluator").get(pk=pk)
