"""Mails about requests to be assigned to a member: to those who may grant them, and to whoever asked."""

from django.db.models import Q
from django_tasks import task

from ..choices import MailKind
from ..models import AssignmentRequest
from .sending import REVIEWERS, email_by_id, later, people, send, url_of


def tell_staff_of_request(request):
    """Tell those who may grant it, which they do in the admin, that a person asks to be assigned to a member."""
    for person in people(REVIEWERS | Q(is_superuser=True)).filter(is_staff=True):
        later(mail_staff_of_request, request.pk, person.pk, kind=MailKind.ASSIGNMENT_REQUEST, to=person)


def tell_person_of_decision(request):
    """Tell the person who asked to be assigned whether she was, and why not."""
    kind = MailKind.ASSIGNMENT_GRANTED if request.granted else MailKind.ASSIGNMENT_DECLINED
    later(mail_person_of_decision, request.pk, kind=kind, to=request.user)


@task
def mail_staff_of_request(request_id, person_id):
    """Mail one person who may grant assignments about this request for one."""
    request = _request(request_id)
    context = {
        "name": request.name,
        "organisation": request.organisation,
        "member": request.member.title,
        "url": url_of("admin:evaluations_assignmentrequest_change", request.pk),
    }
    send("assignment_request", email_by_id(person_id), context, prose=request.message)


@task
def mail_person_of_decision(request_id):
    """Mail the person who asked to be assigned what was decided."""
    request = _request(request_id)
    template, page = ("assignment_granted", "desk") if request.granted else ("assignment_declined", "ask")
    context = {"name": request.name, "member": request.member.title, "url": url_of(f"evaluations:{page}")}
    send(template, request.user.email, context, prose=request.decision_reason)


def _request(pk):
    return AssignmentRequest.objects.select_related("member", "user").get(pk=pk)
