"""Asking for more: who leads a returned report asks to have other questions opened, and a reviewer decides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import conflicts, notifications, permissions, trail
from .acts import ActKind
from .choices import Status, UnlockOutcome
from .models import UnlockRequest
from .reading import Reading
from .saving import storable
from .under_review import locked
from .unlocking import Locks

_DECISIONS = {
    UnlockOutcome.GRANTED: ActKind.GRANT_UNLOCKING,
    UnlockOutcome.DECLINED: ActKind.DECLINE_UNLOCKING,
}


def locked_questions(reading):
    """Return the questions of an edition that are not open for changes, in the order of the form."""
    locks = Locks(reading)
    return [question for question in reading.form.questions if locks.is_locked(question.key)]


@transaction.atomic
def ask(edition, keys, reason, *, by):
    """Ask to have questions opened, by their keys, that a return left closed; return the UnlockRequest.

    Raises PermissionDenied where `by` does not lead the report, ValidationError where nothing of it is closed that
    could be opened (code "status"), nothing that is closed is named (code "keys"), no reason is given (code "reason"),
    or a request waits already (code "waits").
    """
    stored = locked(edition)
    if not permissions.is_author_of(by, stored):
        raise PermissionDenied
    closed = {question.key for question in locked_questions(Reading(stored))}
    if not closed:
        raise ValidationError(_("Nothing of the report is closed that could be opened now."), code="status")
    if not permissions.can_ask_to_unlock(by, stored):
        raise PermissionDenied
    wanted = [question.key for question in stored.form.questions if question.key in closed & set(keys)]
    if not wanted:
        raise ValidationError(_("Choose what is to be opened."), code="keys")
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why, in words that the reviewers will read."), code="reason")
    if stored.unlock_requests.waiting().exists():
        raise ValidationError(_("You have asked already, and a reviewer has not decided yet."), code="waits")
    request = UnlockRequest.objects.create(edition=stored, keys=wanted, reason=reason, by=by)
    trail.record(ActKind.ASK_TO_UNLOCK, stored, by=by, row=request.pk)
    notifications.tell_reviewers_of_unlock_request(request)
    return request


def grant(request, *, by, answer=""):
    """Open what was asked for. Raises what `_decide` raises."""
    _decide(request, UnlockOutcome.GRANTED, by=by, answer=answer)


def decline(request, *, by, answer):
    """Leave closed what was asked for, and say why (ValidationError, code "answer", without). Raises as `_decide`."""
    if not storable(answer):
        raise ValidationError(_("Say why not, in words that the evaluators will read."), code="answer")
    _decide(request, UnlockOutcome.DECLINED, by=by, answer=answer)


@transaction.atomic
def _decide(request, outcome, *, by, answer):
    """Decide once.

    Raises PermissionDenied where `by` may not review the edition, ValidationError where it is too late (code "status")
    or she has not said whether she has a tie (code "undeclared").
    """
    stored = locked(request.edition)
    if not permissions.can_review(by, stored):
        raise PermissionDenied
    request.refresh_from_db()
    if request.outcome or stored.status != Status.RETURNED:
        raise ValidationError(_("This was decided already, or is over: the report moved on."), code="status")
    conflicts.refuse_undeclared(by, stored)
    request.outcome, request.answer, request.decided_by = outcome, storable(answer), by
    request.decided_at = timezone.now()
    request.save()
    trail.record(_DECISIONS[outcome], stored, by=by, row=request.pk)
    if outcome == UnlockOutcome.GRANTED and stored.unlocked is not None:
        opened = {*stored.unlocked, *request.keys}
        stored.unlocked = [question.key for question in stored.form.questions if question.key in opened]
        stored.save(update_fields=["unlocked"])
    notifications.tell_lead_of_unlock_decision(request)
