"""Inviting somebody to a report: by whoever leads it, by email; accepted by the press of a button, once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import assignments, bylines, notifications, permissions
from .choices import InvitationOutcome
from .models import Edition, Evaluator, Invitation, name_of


@transaction.atomic
def invite(edition, *, by, email="", evaluator=None):
    """Invite an evaluator who has an account, or whoever reads this email, and return the Invitation; it is mailed.

    One that waits for the same person already gives way to it: its link is dead, and only the newer one counts. Raises
    PermissionDenied where `by` does not lead an open report, ValidationError where the person stands on it already
    (code "named").
    """
    stored = Edition.objects.select_for_update(of=("self",)).select_related("report__member").get(pk=edition.pk)
    if not permissions.can_name_evaluators(by, stored):
        raise PermissionDenied
    email = notifications.email_of(evaluator) if evaluator else email
    if stored.bylines.filter(evaluator__user__email__iexact=email).exists():
        raise ValidationError(_("Whoever has this email is named on this report already."), code="named")
    for older in stored.report.invitations.filter(outcome="", email__iexact=email):
        _end(older, InvitationOutcome.REVOKED)
    invitation = Invitation.objects.create(report=stored.report, email=email, evaluator=evaluator, invited_by=by)
    notifications.tell_invited(invitation)
    return invitation


@transaction.atomic
def revoke(edition, pk, *, by):
    """Take an invitation back, which kills its link; one that has ended stays as it ended. Raises PermissionDenied."""
    if not permissions.can_name_evaluators(by, edition):
        raise PermissionDenied
    invitation = Invitation.objects.select_for_update().filter(report=edition.report_id, pk=pk, outcome="").first()
    if invitation:
        _end(invitation, InvitationOutcome.REVOKED)


@transaction.atomic
def accept(invitation, *, by, name, organisation=""):
    """Put the account that accepts last on the report, and return her byline; whoever invited her is told.

    `name` and `organisation` say how she is published where she is no evaluator yet. Raises PermissionDenied where it
    was written to another evaluator, ValidationError where it no longer waits (code "ended"), the report is not open
    (code "status") or she stands on it already (code "named").
    """
    invitation = _waiting(invitation)
    if invitation.evaluator and invitation.evaluator.user_id != by.pk:
        raise PermissionDenied
    edition = invitation.report.unpublished
    if edition is None or not edition.is_open:
        raise ValidationError(
            _("The report is with its reviewers, or published: nobody can join it now."), code="status"
        )
    defaults = {"name": name, "organisation": organisation, "email": by.email}
    evaluator, _is_new = Evaluator.objects.get_or_create(user=by, defaults=defaults)
    assignments.count_among_evaluators(by)
    invitation.evaluator = evaluator
    _end(invitation, InvitationOutcome.ACCEPTED)
    byline = bylines.admit(edition, evaluator)
    notifications.tell_inviter(invitation)
    return byline


@transaction.atomic
def decline(invitation):
    """Decline, and tell whoever invited. Raises ValidationError where it no longer waits (code "ended")."""
    invitation = _waiting(invitation)
    _end(invitation, InvitationOutcome.DECLINED)
    notifications.tell_inviter(invitation)


def found(token):
    """Return the Invitation that a link's token names, or None where it names none."""
    invitations = Invitation.objects.select_related("report__member", "evaluator__user", "invited_by__evaluator")
    return invitations.of_token(token).first()


def inviter_of(invitation):
    """Return the name under which whoever invited is known."""
    return name_of(invitation.invited_by)


def _waiting(invitation):
    stored = Invitation.objects.select_for_update(of=("self",)).select_related("report").get(pk=invitation.pk)
    if not stored.is_pending:
        raise ValidationError(_("This invitation no longer holds."), code="ended")
    return stored


def _end(invitation, outcome):
    invitation.outcome, invitation.ended_at = outcome, timezone.now()
    invitation.save(update_fields=["outcome", "ended_at", "evaluator"])
