"""Days, as the clocks show them where a member is; and how long ago something was, wherever it is read."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _


def today_at(member):
    """Return the day that it is there."""
    return timezone.localdate(timezone=ZoneInfo(member.time_zone))


def shown_at(member, moment):
    """Return a moment as the clocks show it there; None of None."""
    return moment and timezone.localtime(moment, ZoneInfo(member.time_zone))


def end_of(day, member):
    """Return the moment at which a day ends there: the midnight after it."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(member.time_zone))


def age_of(moment):
    """Return in words how long ago it was, to go before “ago”: Django says “0 minutes” of the first one."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(moment)
