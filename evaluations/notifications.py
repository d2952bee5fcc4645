"""Mails: who is told what. They leave after the change is committed, through the queue of tasks, by id alone."""

from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from . import permissions
from .choices import InvitationOutcome, ReminderKind, Status
from .models import AssignmentRequest, Byline, Edition, Invitation, Move, Reminder, ReminderStop, name_of, own_name
from .overview import title_of

REVIEWERS = Q(groups__name=permissions.REVIEWERS)


def tell_reviewers(edition, move):
    """Tell the reviewers who may decide about an edition that it waits for them."""
    has_evaluated = Q(evaluator__bylines__edition__report=edition.report_id)
    has_evaluated |= Q(evaluator__removed_bylines__edition__report=edition.report_id)
    for person in _people(REVIEWERS, but=[move.by_id]).exclude(has_evaluated):
        _later(mail_reviewer, move.pk, person.pk)


def send_receipts(edition, move):
    """Send the evaluators, and whoever submitted the edition, the receipt of what was sent."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=move.by_id)
    for person in _people(authors):
        _later(mail_receipt, move.pk, person.pk)


def tell_evaluators_of_return(edition, move):
    """Tell the evaluators that their edition came back, and why."""
    _tell_authors("returned", edition, move)


def tell_evaluators_of_publication(edition, move):
    """Tell the evaluators that their edition is public."""
    _tell_authors("published", edition, move)


def tell_evaluator_of_naming(byline, *, by):
    """Tell an evaluator that she was put on a report, and by whom."""
    if email_of(byline.evaluator):
        _later(mail_named_evaluator, byline.pk, by.pk)


def tell_invited(invitation):
    """Tell whoever is invited to a report, with the link by which she joins it."""
    _later(mail_invited, invitation.pk)


def tell_inviter(invitation):
    """Tell whoever invited somebody what became of it."""
    _later(mail_inviter, invitation.pk)


def remind(reminder):
    """Tell an evaluator of a report that falls due."""
    _later(mail_reminder, reminder.pk)


def tell_staff_of_request(request):
    """Tell those who may grant it, which they do in the admin, that a person asks to be assigned to a member."""
    for person in _people(REVIEWERS | Q(is_superuser=True)).filter(is_staff=True):
        _later(mail_staff_of_request, request.pk, person.pk)


def tell_person_of_decision(request):
    """Tell the person who asked to be assigned whether she was, and why not."""
    _later(mail_person_of_decision, request.pk)


def forward(byline, *, name, email, message):
    """Send a reader's message to an evaluator, without showing the one's e-mail to the other but by her answering.

    The words are in no queue and in no table: they go out at once, or the mailer's error is raised.
    """
    context = {
        "title": byline.edition.title,
        "evaluator": byline.name,
        "name": name,
        "url": settings.SITE_URL + byline.edition.report.get_absolute_url(),
    }
    _mail("forwarded_message", email_of(byline.evaluator), context, prose=message, reply_to=[email])


def can_be_written_to(byline):
    """Whether a message to the person behind this byline has somewhere to go."""
    return bool(email_of(byline.evaluator))


def _tell_authors(template, edition, move):
    """Mail the evaluators in the bylines who have an account, and whoever submitted the edition; never who acts."""
    authors = Q(evaluator__bylines__edition=edition) | Q(pk=edition.submission.by_id)
    for person in _people(authors, but=[move.by_id]):
        _later(mail_author, template, move.pk, person.pk)


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
        "url": _url("evaluations:review", edition.report_id),
    }
    _mail("submitted", _email(person_id), context)


@task
def mail_author(template, move_id, person_id):
    """Mail one of the people who wrote an edition about what happened to it with this move."""
    person = get_user_model().objects.select_related("evaluator").get(pk=person_id)
    evaluator = getattr(person, "evaluator", None)
    name = evaluator.name if evaluator else person.get_full_name()
    _mail_about(template, _move(move_id), to=person.email, name=name)


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
        "time": date_format(localtime(move.at, ZoneInfo(zone)), "j F Y, H:i"),
        "zone": zone,
        "digest": move.receipt.digest,
        "url": _url("evaluations:task-list", move.edition.report_id) + "#receipts",
    }
    _mail("receipt", person.email, context)


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
        "url": _url("evaluations:task-list", report.pk),
    }
    _mail("named", email_of(byline.evaluator), context)


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
            "url": _url("evaluations:invitation", waiting.token),
        }
        _mail("invited", waiting.email, context)


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
        "url": _url("evaluations:evaluators", invitation.report_id),
    }
    _mail("invitation_answered", invitation.invited_by.email, context)


@task
def mail_reminder(reminder_id):
    """Mail one reminder; mail programs offer to stop it by themselves (RFC 8058)."""
    reminder = Reminder.objects.select_related("evaluator__user", "commitment__member").get(pk=reminder_id)
    commitment, evaluator = reminder.commitment, reminder.evaluator
    if ReminderStop.objects.filter(commitment=commitment, evaluator=evaluator).exists():
        return
    editions = Edition.objects.filter(report__commitment=commitment)
    draft = editions.filter(bylines__evaluator=evaluator, status__in=[Status.DRAFT, Status.RETURNED]).first()
    if editions.exists() and draft is None:
        return  # somebody has begun it, or filed it, since this was queued
    stop_url = _url("evaluations:stop-reminders", reminder.token)
    context = {
        "title": commitment.heading,
        "name": evaluator.name,
        "member": commitment.member.title,
        "day": date_format(reminder.due_on, "j F Y"),
        "is_overdue": reminder.kind == ReminderKind.ONE_WEEK_AFTER,
        "is_begun": draft is not None,
        "url": _url("evaluations:task-list", draft.report_id) if draft else _start_url(commitment),
        "stop_url": stop_url,
    }
    headers = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if address := email_of(evaluator):
        _mail("reminder", address, context, headers=headers)


def _start_url(commitment):
    return f"{_url('evaluations:start')}?commitment={commitment.pk}"


def _mail_about(template, move, *, to, name):
    edition = move.edition
    report_url = settings.SITE_URL + edition.report.get_absolute_url() if edition.is_published else ""
    context = {
        "title": edition.title,
        "name": name,
        "is_correction": edition.predecessor_id is not None,
        "url": report_url or _url("evaluations:task-list", edition.report_id),
    }
    _mail(template, to, context, prose=move.reason)


@task
def mail_staff_of_request(request_id, person_id):
    """Mail one person who may grant assignments about this request for one."""
    request = _request(request_id)
    context = {
        "name": request.name,
        "organisation": request.organisation,
        "member": request.member.title,
        "url": _url("admin:evaluations_assignmentrequest_change", request.pk),
    }
    _mail("assignment_request", _email(person_id), context, prose=request.message)


@task
def mail_person_of_decision(request_id):
    """Mail the person who asked to be assigned what was decided."""
    request = _request(request_id)
    template, page = ("assignment_granted", "desk") if request.granted else ("assignment_declined", "ask")
    context = {"name": request.name, "member": request.member.title, "url": _url(f"evaluations:{page}")}
    _mail(template, request.user.email, context, prose=request.decision_reason)


def _later(mail, *ids):
    """Queue one mail once the change is committed: a change that is rolled back tells nobody."""
    transaction.on_commit(partial(mail.enqueue, *ids))


def _people(who, but=()):
    people = get_user_model().objects.filter(who, is_active=True).exclude(email="").exclude(pk__in=but)
    return people.distinct().order_by("pk")


def _move(pk):
    return Move.objects.select_related("edition__report").get(pk=pk)


def _request(pk):
    return AssignmentRequest.objects.select_related("member", "user").get(pk=pk)


def _email(person_id):
    return get_user_model().objects.values_list("email", flat=True).get(pk=person_id)


def email_of(evaluator):
    """Return where an evaluator gets mail, or ""; it is shown to nobody."""
    if evaluator is None:
        return ""
    if evaluator.user_id and not evaluator.user.is_active:
        return ""
    return evaluator.user.email if evaluator.user_id and evaluator.user.email else evaluator.email


def _mail(template, to, context, *, prose="", **headers):
    """Send one plain mail to one person: the first line of the template is its subject.

    Plain text needs no escaping; what stands in the context is brought to one line, so that no name can begin a new
    one. `prose` is what a person wrote, as she wrote it.
    """
    lines = {name: _one_line(value) if isinstance(value, str) else value for name, value in context.items()}
    lines |= {"prose": prose.strip(), "site_url": settings.SITE_URL}
    text = get_template(f"evaluations/emails/{template}.txt").template.render(Context(lines, autoescape=False))
    subject, _blank, body = text.strip().partition("\n")
    EmailMessage(_one_line(subject), body.strip() + "\n", to=[to], **headers).send()


def _one_line(text):
    return " ".join(text.split())


def _url(name, *args):
    return settings.SITE_URL + reverse(name, args=args)
