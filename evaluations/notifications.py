"""Mails: who is told what. They leave after the change is committed, through the queue of tasks, by id alone."""

from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from .models import AssignmentRequest, Edition, Move
from .permissions import REVIEWERS


def tell_reviewers(edition, move):
    """Tell the reviewers that an edition waits for them."""
    transaction.on_commit(partial(mail_reviewers.enqueue, move.pk))


def tell_evaluators_of_return(edition, move):
    """Tell the evaluators that their edition came back, and why."""
    transaction.on_commit(partial(mail_evaluators.enqueue, move.pk, "returned"))


def tell_evaluators_of_publication(edition, move):
    """Tell the evaluators that their edition is public."""
    transaction.on_commit(partial(mail_evaluators.enqueue, move.pk, "published"))


def tell_staff_of_request(request):
    """Tell those who may grant it that a person asks to be assigned to a member."""
    transaction.on_commit(partial(mail_request.enqueue, request.pk))


def forward(byline, *, name, email, message):
    """Send a reader's message to an evaluator, without showing the one's e-mail to the other but by her answering.

    The words are in no queue and in no table: they go out at once, or the mailer's error is raised.
    """
    context = {"byline": byline, "name": name, "message": message, "url": _report_url(byline.edition)}
    _mail("forwarded_message", [_email_of(byline)], context, reply_to=[email])


@task
def mail_reviewers(move_id):
    """Mail every reviewer about the edition that was submitted with this move."""
    move = Move.objects.select_related("edition__report").get(pk=move_id)
    context = {"edition": move.edition, "url": _url("evaluations:review", move.edition.report_id)}
    for email in _emails(groups__name=REVIEWERS):
        _mail("submitted", [email], context)


@task
def mail_evaluators(move_id, what):
    """Mail everybody in the edition's bylines about what happened to it with this move."""
    move = Move.objects.select_related("edition__report").get(pk=move_id)
    edition = move.edition
    url = _report_url(edition) if what == "published" else _url("evaluations:task-list", edition.report_id)
    for byline in edition.bylines.select_related("evaluator__user"):
        if email := _email_of(byline):
            _mail(what, [email], {"edition": edition, "byline": byline, "reason": move.reason, "url": url})


@task
def mail_request(request_id):
    """Mail the people who may grant assignments about this request for one."""
    request = AssignmentRequest.objects.select_related("member").get(pk=request_id)
    context = {"request": request, "url": _url("admin:evaluations_assignmentrequest_change", request.pk)}
    for email in _emails(is_superuser=True):
        _mail("assignment_request", [email], context)


def can_be_written_to(byline):
    """Whether a message to the person behind this byline has somewhere to go."""
    return bool(_email_of(byline))


def _email_of(byline):
    evaluator = byline.evaluator
    if evaluator is None:
        return ""
    return evaluator.user.email if evaluator.user_id and evaluator.user.email else evaluator.email


def _emails(**who):
    people = get_user_model().objects.filter(Q(**who), is_active=True).exclude(email="")
    return list(people.order_by("pk").distinct().values_list("email", flat=True))


def _mail(template, to, context, **headers):
    """Send one plain mail: the first line of the template is its subject."""
    text = render_to_string(f"evaluations/emails/{template}.txt", context)
    subject, _blank, body = text.strip().partition("\n")
    EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=to, **headers).send()


def _url(name, *args):
    return settings.SITE_URL + reverse(name, args=args)


def _report_url(edition: Edition):
    return settings.SITE_URL + edition.report.get_absolute_url()
