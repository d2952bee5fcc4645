"""Who may file for which member: requests for it are granted or declined, once."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import notifications, permissions
from .models import Assignment, AssignmentRequest, Evaluator


@transaction.atomic
def grant(request, *, by, reason=""):
    """Assign the person who asked to the member she asked for, as an evaluator, and tell her.

    Raises PermissionDenied where `by` may not, ValidationError (code "decided") where it was decided before.
    """
    request = _decide(request, by=by, granted=True, reason=reason)
    evaluator, _created = Evaluator.objects.get_or_create(
        user=request.user,
        defaults={"name": request.name, "organisation": request.organisation, "email": request.user.email},
    )
    count_among_evaluators(request.user)
    Assignment.objects.get_or_create(evaluator=evaluator, member=request.member)
    notifications.tell_person_of_decision(request)
    return request


def count_among_evaluators(user):
    """Put an account into the group of evaluators, from which the head of every page knows its way to the desk."""
    user.groups.add(Group.objects.get_or_create(name=permissions.EVALUATORS)[0])


@transaction.atomic
def decline(request, *, by, reason):
    """Decline a request, and tell the person why.

    Raises PermissionDenied where `by` may not, ValidationError where it was decided before (code "decided") or there
    is no reason (code "reason").
    """
    if not reason.strip():
        raise ValidationError(_("Say why, in words that the person will read."), code="reason")
    request = _decide(request, by=by, granted=False, reason=reason)
    notifications.tell_person_of_decision(request)
    return request


def _decide(request, *, by, granted, reason):
    if not permissions.can_assign(by):
        raise PermissionDenied
    request = AssignmentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.decided_at:
        raise ValidationError(
            _("The request of %(request)s was decided before."), code="decided", params={"request": request}
        )
    request.granted, request.decided_by, request.decided_at = granted, by, timezone.now()
    request.decision_reason = reason.strip()
    request.save(update_fields=["granted", "decided_by", "decided_at", "decision_reason"])
    return request
