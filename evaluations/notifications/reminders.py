"""Mails about reports that fall due, each with the way to stop them."""

from django.utils.formats import date_format
from django_tasks import task

from ..choices import MailKind, ReminderKind, Status
from ..models import Edition, Reminder, ReminderStop
from .sending import email_of, later, send, url_of


def remind(reminder):
    """Tell an evaluator of a report that falls due."""
    later(mail_reminder, reminder.pk, kind=MailKind.REMINDER, to=reminder.evaluator)


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
    stop_url = url_of("evaluations:stop-reminders", reminder.token)
    context = {
        "title": commitment.heading,
        "name": evaluator.name,
        "member": commitment.member.title,
        "day": date_format(reminder.due_on, "j F Y"),
        "is_overdue": reminder.kind == ReminderKind.ONE_WEEK_AFTER,
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
