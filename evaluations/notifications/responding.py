"""Mails about the official response to a report: the link by which it is given, that it was published or redacted."""

from django.db.models import Q
from django_tasks import task

from ..choices import MailKind
from ..models import Redaction, Respondent, Response, own_name
from .sending import later, people, send, url_of


def tell_respondent(respondent):
    """Send a contact of the government the link by which she responds."""
    if respondent.email:
        later(
            mail_respondent,
            respondent.pk,
            kind=MailKind.ASKED_TO_RESPOND,
            to=respondent.email,
            report=respondent.report_id,
        )


def tell_evaluators_of_response(response):
    """Tell the evaluators of the public edition that the government has responded to it."""
    for person in people(Q(evaluator__bylines__edition=response.edition_id)):
        later(mail_response, response.pk, person.pk, kind=MailKind.RESPONDED, to=person, report=response.report_id)


def tell_respondents_of_redaction(redaction):
    """Tell those who may respond for the government that something of what it said was taken out, and why."""
    for respondent in redaction.report.respondents.standing().select_related("contact").order_by("pk"):
        if respondent.email:
            later(
                mail_respondent_of_redaction,
                redaction.pk,
                respondent.pk,
                kind=MailKind.REDACTED,
                to=respondent.email,
                report=redaction.report_id,
            )


@task
def mail_respondent(respondent_id):
    """Mail a contact her link; nothing where it opens nothing by then. Its token is in no table and no queue."""
    respondent = _who_responds(respondent_id)
    if respondent is None:
        return
    report = respondent.report
    context = {"member": report.member.title, "report_url": url_of("evaluations:report", report.slug)}
    send("asked_to_respond", respondent.email, _told(respondent) | context)


@task
def mail_respondent_of_redaction(redaction_id, respondent_id):
    """Mail a contact that words of her government were taken out, and why; nothing where her link opens nothing."""
    respondent = _who_responds(respondent_id)
    if respondent is None:
        return
    context = _told(respondent) | {"of_response": True}
    send("redacted", respondent.email, context, prose=Redaction.objects.get(pk=redaction_id).reason)


def _told(respondent):
    """Return what each mail to a respondent tells: her name, the report's title, and her link."""
    return {
        "name": respondent.name,
        "title": respondent.report.current.title,
        "url": url_of("evaluations:response", respondent.token),
    }


def _who_responds(respondent_id):
    """Return a respondent whom her link leads to the response, or None where it opens nothing by now."""
    respondent = Respondent.objects.select_related("contact", "report__current", "report__member").get(pk=respondent_id)
    if respondent.revoked_at or not respondent.still_speaks or respondent.report.is_withdrawn:
        return None
    return respondent


@task
def mail_response(response_id, person_id):
    """Mail one of the evaluators that the government has responded, and where it is read."""
    response = Response.objects.select_related("report", "edition", "respondent").get(pk=response_id)
    person = people(Q(pk=person_id)).select_related("evaluator").first()
    if person is None:
        return
    context = {
        "title": response.edition.title,
        "name": own_name(person),
        "who": str(response.respondent),
        "is_first": response.number == 1,
        "url": url_of("evaluations:official-response", response.report.slug),
    }
    send("responded", person.email, context)
