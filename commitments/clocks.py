"""Days, as the clocks show them where a member is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_at(member):
    """Return the day that it is there."""
    return timezone.localdate(timezone=ZoneInfo(member.time_zone))


def shown_at(member, moment):
    """Return a moment as the clocks show it there; None of None."""
    return moment and timezone.localtime(moment, ZoneInfo(member.time_zone))


def end_of(day, member):
    """Return the moment at which a day ends there: the midnight after it."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(member.time_zone))
