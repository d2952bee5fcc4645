"""Reminding evaluators of reports that fall due: two weeks and two days before, and one week after."""

from django.core import signing
from django.db import transaction
from django.db.models.functions import Now

from . import notifications
from .choices import ReminderKind
from .due import evaluators_of, today_of, wanted_reports
from .models import Reminder, ReminderStop
from .models.reminder import SALT

# From which day to which one each is sent, counted from the due date: where the command did not run for some days, what
# is late is sent while it still says something, and what is long past never.
_DAYS = {
    ReminderKind.TWO_WEEKS_BEFORE: range(-14, -2),
    ReminderKind.TWO_DAYS_BEFORE: range(-2, 1),
    ReminderKind.ONE_WEEK_AFTER: range(7, 31),
}


def send():
    """Queue the reminders that are to be sent today where each member is, and return how many were queued.

    Each is sent once for one due date, however often and on however many machines this runs.
    """
    return sum(
        _remind(wanted, evaluator, kind)
        for wanted in wanted_reports()
        if (kind := _kind_for(wanted))
        for evaluator in _evaluators_to_remind(wanted)
    )


def stop(token):
    """Stop the reminders of one report to one evaluator, and return both; None where the token names none."""
    if (named := whom(token)) is None:
        return None
    evaluator, commitment = named
    ReminderStop.objects.get_or_create(evaluator=evaluator, commitment=commitment)
    return named


def whom(token):
    """Return the evaluator and the commitment that a link to stop names, or None."""
    try:
        evaluator, commitment = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    reminder = Reminder.objects.filter(evaluator=evaluator, commitment=commitment)
    found = reminder.select_related("evaluator", "commitment").first()
    return (found.evaluator, found.commitment) if found else None


def _kind_for(wanted):
    days = (today_of(wanted.commitment.member) - wanted.on).days
    return next((kind for kind, window in _DAYS.items() if days in window), None)


def _evaluators_to_remind(wanted):
    stopped = set(ReminderStop.objects.filter(commitment=wanted.commitment).values_list("evaluator", flat=True))
    return [person for person in evaluators_of(wanted) if person.pk not in stopped]


def _remind(wanted, evaluator, kind):
    with transaction.atomic():
        reminder, is_new = Reminder.objects.get_or_create(
            commitment=wanted.commitment, evaluator=evaluator, kind=kind, defaults={"due_on": wanted.on}
        )
        # Where the day has moved since it was told, it is told once more; of two machines one changes the row.
        moved = Reminder.objects.filter(pk=reminder.pk).exclude(due_on=wanted.on)
        is_wanted = is_new or moved.update(due_on=wanted.on, sent_at=Now()) == 1
        if is_wanted:
            notifications.remind(reminder)
    return is_wanted
