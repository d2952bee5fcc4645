"""Mails about what is open for changes: the lead asks for more, a reviewer decides."""

from django_tasks import task

from .. import permissions
from ..choices import MailKind, Status, UnlockOutcome
from ..models import UnlockRequest, name_of
from ..overview import title_of
from .sending import email_by_id, later, may_still_decide, send, url_of


def tell_reviewers_of_unlock_request(request):
    """Tell the reviewers who may decide about it that somebody asks to open more."""
    for person in permissions.reviewers_besides(request.edition, [request.by_id]).exclude(email="").order_by("pk"):
        known = {"kind": MailKind.UNLOCK_REQUEST, "to": person, "report": request.edition.report_id}
        later(mail_unlock_request, request.pk, person.pk, **known)


def tell_lead_of_unlock_decision(request):
    """Tell who asked what was decided."""
    if request.by.is_active and request.by.email:
        known = {"kind": MailKind.UNLOCK_DECISION, "to": request.by, "report": request.edition.report_id}
        later(mail_unlock_decision, request.pk, **known)


@task
def mail_unlock_request(request_id, person_id):
    """Mail one reviewer about a request to open more; nothing where it was decided, or the report moved on.

    Nor where she may not decide about it by now.
    """
    request = UnlockRequest.objects.select_related("edition__report", "by__evaluator").get(pk=request_id)
    if request.outcome or not may_still_decide(person_id, request.edition, but=[request.by_id]):
        return
    context = {
        "title": title_of(request.edition.report),
        "who": name_of(request.by),
        "questions": ", ".join(request.keys),
        "url": url_of("evaluations:review", request.edition.report_id) + "#unlocking",
    }
    send("unlock_request", email_by_id(person_id), context, prose=request.reason)


@task
def mail_unlock_decision(request_id):
    """Mail who asked to open more about the decision; nothing where she writes the report no more, or it moved on.

    It has moved on, too, where it came back once more since: what was opened then may be closed again.
    """
    request = UnlockRequest.objects.select_related("edition__report", "by__evaluator").get(pk=request_id)
    if request.edition.status != Status.RETURNED or not permissions.can_edit(request.by, request.edition):
        return
    if request.edition.moves.filter(at__gt=request.decided_at).exists():
        return
    context = {
        "title": title_of(request.edition.report),
        "name": name_of(request.by),
        "is_granted": request.outcome == UnlockOutcome.GRANTED,
        "questions": ", ".join(request.keys),
        "url": url_of("evaluations:task-list", request.edition.report_id),
    }
    send("unlock_decision", request.by.email, context, prose=request.answer)
