"""Until when a report takes comments, and which of them wait."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.clocks import end_of, today_at

from .. import permissions, trail
from ..acts import ActKind
from ..models import HoldingRules, Report

_LONGEST = 3650  # days
_PERIOD = ["comments_opened_at", "comments_opened_by", "comments_close_at"]


@transaction.atomic
def open_period(report, *, by):
    """Open a published report for public comment, from now for COMMENT_PERIOD_DAYS days; return it as it is stored.

    It ends at the end of a day where its member is. Once it is over the report takes no comments, until it is opened
    again. Two weeks are OGP's own practice for reports "for public comment". Raises PermissionDenied where `by` may
    not, ValidationError (code "status") where the report is withdrawn, or open already.
    """
    stored = _locked(report)
    if not permissions.can_open_for_comment(by, stored):
        raise PermissionDenied
    if stored.is_withdrawn:
        raise ValidationError(_("The report is withdrawn. Let it stand again first, and say why."), code="status")
    if stored.is_open_for_public_comment:
        raise ValidationError(_("The report is open for public comment already."), code="status")
    _open(stored, last_day=_in_days(stored, settings.COMMENT_PERIOD_DAYS), by=by)
    trail.record(ActKind.OPEN_COMMENTS, stored.current, by=by)
    return stored


def rules_of(report):
    """Return what holds under a report, as a moderator sees it: to be handed in with what she changes."""
    return f"{report.holding or 'site'} {report.last_day_for_comment or '-'}"


@transaction.atomic
def set_rules(report, *, last_day, holding, by, seen):
    """Say both at once, as `set_last_day` and `set_holding` do, where it still is the `rules_of` that she has seen.

    Raises what they raise, and ValidationError (code "changed") where somebody has changed it since.
    """
    stored = _locked_for_moderator(report, by)
    if rules_of(stored) != seen:
        words = _("Somebody has changed this since you opened the page. What holds now: %(day)s; %(mode)s.")
        day = stored.last_day_for_comment or _("no last day")
        mode = stored.get_holding_display() or _("those that wait on the whole site")
        raise ValidationError(words % {"day": day, "mode": mode}, code="changed")
    set_last_day(stored, last_day, by=by)
    return set_holding(stored, holding, by=by)


@transaction.atomic
def set_last_day(report, last_day, *, by):
    """Let a published report take comments until the end of a day where its member is, and return it as it is stored.

    With None it takes them for as long as it stands. A period that runs goes on from when it began. Raises
    PermissionDenied where `by` may not, ValidationError (code "day") for a day that is over, or ten years away.
    """
    stored = _locked_for_moderator(report, by)
    if last_day == stored.last_day_for_comment:
        return stored
    if last_day is None:
        stored.comments_opened_at = stored.comments_opened_by = stored.comments_close_at = None
        stored.save(update_fields=_PERIOD)
    elif last_day < today_at(stored.member):
        raise ValidationError(_("This day is over where the member is. Choose today, or a day to come."), code="day")
    elif last_day > _in_days(stored, _LONGEST):
        raise ValidationError(_("Choose a day within ten years, or none."), code="day")
    else:
        _open(stored, last_day=last_day, by=by)
    trail.record(ActKind.SET_LAST_DAY, stored.current, by=by, words=last_day.isoformat() if last_day else "")
    return stored


@transaction.atomic
def set_holding(report, mode, *, by):
    """Say which comments wait under a published report, a HoldingMode or "" for those of the site; return it as stored.

    Raises PermissionDenied where `by` may not.
    """
    stored = _locked_for_moderator(report, by)
    if stored.holding != mode:
        stored.holding = mode
        stored.save(update_fields=["holding"])
        trail.record(ActKind.SET_HOLDING, stored.current, by=by, words=mode)
    return stored


def close_by_rule(report):
    """Give a report that has just published an edition the last day that the rule of the site sets, if it sets one.

    To be called in the transaction that publishes it. A later day that somebody has set stays.
    """
    days = HoldingRules.of_the_site().closes_after_days
    if not days:
        return
    last_day, is_now = _in_days(report, days), report.last_day_for_comment
    if report.is_closed_for_comment or is_now is None or is_now < last_day:
        _open(report, last_day=last_day, by=None)
        trail.record(ActKind.SET_LAST_DAY, report.current, by=None, words=last_day.isoformat())


def _locked(report):
    return Report.objects.select_related("current", "member").select_for_update(of=("self",)).get(pk=report.pk)


def _locked_for_moderator(report, by):
    stored = _locked(report)
    if not permissions.can_set_comments(by, stored):
        raise PermissionDenied
    return stored


def _in_days(report, days):
    return today_at(report.member) + timedelta(days=days)


def _open(report, *, last_day, by):
    """Open it now until the end of a day, or let a period that runs end on that one."""
    if not report.is_open_for_public_comment:
        report.comments_opened_at, report.comments_opened_by = timezone.now(), by
    report.comments_close_at = end_of(last_day, report.member)
    report.save(update_fields=_PERIOD)
