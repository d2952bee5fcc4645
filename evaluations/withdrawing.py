"""Withdrawing a published report, and letting it stand again: its page stays, with a notice and the reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import notifications, permissions, trail
from .acts import ActKind
from .choices import Standing
from .models import Report, StandingChange
from .saving import storable


def withdraw(report, *, reason, by):
    """Say of a published report that it no longer stands; return the StandingChange.

    It keeps its URL, its editions and its downloads; lists, counts and feeds leave it out, nobody comments on it or
    opens a new edition of it. Raises PermissionDenied where `by` may not, ValidationError where it does not stand (code
    "status") or no reason is given for the public (code "reason").
    """
    return _change(report, Standing.WITHDRAWN, reason=reason, by=by)


def reinstate(report, *, reason, by):
    """Let a withdrawn report stand again; return the StandingChange. Raises what `withdraw` raises."""
    return _change(report, Standing.STANDING, reason=reason, by=by)


@transaction.atomic
def _change(report, standing, *, reason, by):
    stored = Report.objects.select_related("current", "member").select_for_update(of=("self",)).get(pk=report.pk)
    if not permissions.can_withdraw(by, stored):
        raise PermissionDenied
    if stored.standing == standing:
        raise ValidationError(
            _("This cannot be done now: the report is “%(standing)s”."),
            code="status",
            params={"standing": stored.get_standing_display()},
        )
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why, in words that the public will read."), code="reason")
    stored.standing = standing
    stored.save(update_fields=["standing"])
    change = StandingChange.objects.create(report=stored, standing=standing, reason=reason, by=by)
    kind = ActKind.WITHDRAW if change.is_withdrawal else ActKind.REINSTATE
    trail.record(kind, stored.current, by=by, row=change.pk)
    notifications.tell_evaluators_of_standing(change)
    return change
