"""Mails about reports that fall due, each with the way to stop them."""

from django.utils.formats import date_format
from django_tasks import task

from ..choices import MailKind, Status
from ..due import evaluators_of, today_of, wanted_report_on
from ..models import Reminder, ReminderStop
from .sending import email_of, later, send, url_of


def remind(reminder):
    """Tell an evaluator of a report that falls due."""
    later(mail_reminder, reminder.pk, kind=MailKind.REMINDER, to=reminder.evaluator)


@task
def mail_reminder(reminder_id):
    """Mail one reminder, as things stand by now; mail programs offer to stop it by themselves (RFC 8058)."""
    reminder = Reminder.objects.select_related("evaluator__user", "commitment__member").get(pk=reminder_id)
    commitment, evaluator = reminder.commitment, reminder.evaluator
    if ReminderStop.objects.filter(commitment=commitment, evaluator=evaluator).exists():
        return
    wanted = wanted_report_on(commitment)
    if wanted is None or evaluator not in evaluators_of(wanted):
        return  # since this was queued it was filed, or begun by others, or it is not asked of her any more
    draft = wanted.draft
    stop_url = url_of("evaluations:stop-reminders", reminder.token)
    context = {
        "title": commitment.heading,
        "name": evaluator.name,
        "member": commitment.member.title,
        "day": date_format(wanted.on, "j F Y"),
        "is_overdue": wanted.on < today_of(commitment.member),
        "is_begun": draft is not None,
        "came_back": draft is not None and draft.status == Status.RETURNED,
        "url": url_of("evaluations:task-list", draft.report_id) if draft else _start_url(commitment),
        "stop_url": stop_url,
    }
    headers = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if address := email_of(evaluator):
        send("reminder", address, context, report=draft and draft.report_id, headers=headers)


def _start_url(commitment):
    return f"{url_of('evaluations:start')}?commitment={commitment.pk}"
