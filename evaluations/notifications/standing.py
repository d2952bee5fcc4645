"""Mails about a published report that is withdrawn, or stands again."""

from django.db.models import Q
from django_tasks import task

from ..choices import MailKind
from ..models import StandingChange, own_name
from .sending import later, people, send, url_of


def tell_evaluators_of_standing(change):
    """Tell the evaluators of the public edition, except who acts, that it was withdrawn or stands again, and why."""
    for person in people(Q(evaluator__bylines__edition=change.report.current_id), but=[change.by_id]):
        later(mail_standing, change.pk, person.pk, kind=MailKind.STANDING, to=person, report=change.report_id)


@task
def mail_standing(change_id, person_id):
    """Mail one of its evaluators about a change of a report's standing; nothing where it has changed again."""
    change = StandingChange.objects.select_related("report__current").get(pk=change_id)
    person = people(Q(pk=person_id)).select_related("evaluator").first()
    if person is None or change.report.standing_changes.filter(pk__gt=change.pk).exists():
        return
    context = {
        "title": change.report.current.title,
        "name": own_name(person),
        "is_withdrawal": change.is_withdrawal,
        "url": url_of("evaluations:report", change.report.slug),
    }
    send("standing", person.email, context, prose=change.reason)
