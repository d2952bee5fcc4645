"""Inviting somebody to a report: by whoever leads it, by email; accepted by the press of a button, once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import assignments, bylines, notifications, permissions, trail
from .acts import ActKind
from .choices import InvitationOutcome
from .models import Edition, Evaluator, Invitation, RemovedByline, Report, name_of


@transaction.atomic
def invite(edition, *, by, email="", evaluator=None):
    """Invite an evaluator who has an account, or whoever reads this email, and return the Invitation; it is mailed.

    One that waits for the same person already gives way to it: its link is dead, and only the newer one counts. Raises
    PermissionDenied where `by` does not lead an open report, ValidationError where the evaluator stands on it already
    (code "named") or cannot be written to (code "email").
    """
    edition = _locked(edition.report_id)
    if edition is None or not permissions.can_name_evaluators(by, edition):
        raise PermissionDenied
    waiting = edition.report.invitations.filter(outcome="")
    if evaluator:
        email = notifications.email_of(evaluator)
        _refuse_unreachable(edition, evaluator, email)
        _revoke_all(waiting.filter(evaluator=evaluator), edition, by=by)
    _revoke_all(waiting.of_email(email), edition, by=by)
    invitation = Invitation.objects.create(report=edition.report, email=email, evaluator=evaluator, invited_by=by)
    _note(ActKind.INVITE, invitation, edition, by=by)
    notifications.tell_invited(invitation)
    return invitation


@transaction.atomic
def revoke(edition, pk, *, by):
    """Take an invitation back, which kills its link; one that has ended stays as it ended. Raises PermissionDenied."""
    edition = _locked(edition.report_id)
    if edition is None or not permissions.can_name_evaluators(by, edition):
        raise PermissionDenied
    _revoke_all(edition.report.invitations.filter(pk=pk, outcome=""), edition, by=by)


@transaction.atomic
def take_back(invitation, *, by, reason=""):
    """End for good, whoever leads the report, what lets somebody join it, or write it as a guest.

    Her name stays in the byline, as does that of who loses an assignment; it is the lead's to take off. The reason is
    kept in the audit trail. Raises PermissionDenied, ValidationError where she writes by an assignment (code
    "assigned") or nothing is left to take back (code "ended").
    """
    if not permissions.can_take_back_invitations(by):
        raise PermissionDenied
    edition = _locked(invitation.report_id)
    stored = _stored(invitation)
    if not stored.outcome:
        _end(stored, InvitationOutcome.REVOKED)
        _note(ActKind.TAKE_BACK_INVITATION, stored, edition, by=by, words=reason)
        return
    _refuse_assigned(stored)
    rights = stored.report.invitations.of_guests().filter(evaluator=stored.evaluator_id)
    if stored not in rights:
        raise ValidationError(
            _("Nothing is left to take back: %(invitation)s."), code="ended", params={"invitation": stored}
        )
    for right in rights:  # she may have joined, been taken off and joined again
        _end(right, InvitationOutcome.REVOKED)
        _note(ActKind.TAKE_BACK_INVITATION, right, edition, by=by, words=reason)


@transaction.atomic
def accept(invitation, *, by, name, organisation=""):
    """Put the account that accepts last on the report, and return her byline; whoever invited her is told.

    `name` and `organisation` say how she is published where she is no evaluator yet. Raises PermissionDenied where it
    was written to another evaluator, ValidationError where it no longer holds (code "ended"), the report is not open
    (code "status") or she stands on it already (code "named").
    """
    edition = _locked(invitation.report_id)
    invitation = _waiting(invitation)
    if invitation.evaluator and invitation.evaluator.user_id != by.pk:
        raise PermissionDenied
    if edition is None or not edition.is_open:
        raise ValidationError(
            _("The report is with its reviewers, or published: nobody can join it now."), code="status"
        )
    if not permissions.can_name_evaluators(invitation.invited_by, edition) or _was_removed(by, invitation):
        raise _ended()
    defaults = {"name": name, "organisation": organisation, "email": by.email}
    evaluator, _is_new = Evaluator.objects.get_or_create(user=by, defaults=defaults)
    assignments.count_among_evaluators(by)
    invitation.evaluator, invitation.is_guest = evaluator, not permissions.is_assigned(by, edition.report.member)
    _end(invitation, InvitationOutcome.ACCEPTED)
    byline = bylines.admit(edition, evaluator)
    _note(ActKind.ACCEPT_INVITATION, invitation, edition, by=by)
    notifications.tell_inviter(invitation)
    return byline


@transaction.atomic
def decline(invitation, *, by):
    """Decline, and tell whoever invited; `by` may be anonymous.

    Raises PermissionDenied where it was written to an evaluator and `by` is signed in as somebody else, ValidationError
    where it no longer holds (code "ended").
    """
    edition = _locked(invitation.report_id)
    invitation = _waiting(invitation)
    if is_of_another(invitation, by):
        raise PermissionDenied
    _end(invitation, InvitationOutcome.DECLINED)
    _note(ActKind.DECLINE_INVITATION, invitation, edition, by=by)
    notifications.tell_inviter(invitation)


def is_of_another(invitation, user):
    """Whether an invitation was written to somebody else than who is signed in."""
    return bool(invitation.evaluator) and user.is_authenticated and invitation.evaluator.user_id != user.pk


def found(token):
    """Return the Invitation that a link's token names, or None where it names none."""
    invitations = Invitation.objects.select_related("report__member", "evaluator__user", "invited_by__evaluator")
    return invitations.of_token(token).first()


def inviter_of(invitation):
    """Return the name under which whoever invited is known."""
    return name_of(invitation.invited_by)


def _locked(number):
    """Return the unpublished edition of a report, or None; report and edition are locked, in the order of the moves."""
    report = Report.objects.select_for_update(of=("self",)).select_related("member", "lead").get(pk=number)
    edition = Edition.objects.unpublished().select_for_update(of=("self",)).filter(report=report).first()
    if edition:
        edition.report = report
    return edition


def _refuse_unreachable(edition, evaluator, email):
    if edition.bylines.filter(evaluator=evaluator).exists():
        message, code = _("%(name)s is named on this report already."), "named"
    elif not email:
        message, code = _("%(name)s has no email to which an invitation could be sent."), "email"
    else:
        return
    raise ValidationError(message, code=code, params={"name": evaluator.name})


def _was_removed(user, invitation):
    """Whether she was taken off the report since she was invited: another link does not let her back in."""
    removed = RemovedByline.objects.filter(edition__report=invitation.report_id, evaluator__user=user)
    return removed.filter(at__gte=invitation.invited_at).exists()


def _stored(invitation):
    """Return the invitation as it stands; nobody else ends it until the transaction does."""
    stored = Invitation.objects.select_for_update(of=("self",))
    return stored.select_related("report__member", "evaluator__user", "invited_by").get(pk=invitation.pk)


def _waiting(invitation):
    stored = _stored(invitation)
    if not stored.is_pending:
        raise _ended()
    return stored


def _refuse_assigned(invitation):
    """Refuse to take back from who writes by her assignment: she would write on."""
    evaluator, member = invitation.evaluator, invitation.report.member
    has_accepted = invitation.outcome == InvitationOutcome.ACCEPTED
    if has_accepted and evaluator.assignments.filter(member=member).exists():
        raise ValidationError(
            _("%(name)s is assigned to %(member)s, and writes by that: take back the assignment instead."),
            code="assigned",
            params={"name": evaluator.name, "member": member.title},
        )


def _ended():
    return ValidationError(
        _("This invitation no longer holds. If you are still to join the report, ask for another."), code="ended"
    )


def _revoke_all(waiting, edition, *, by):
    for invitation in waiting:
        _end(invitation, InvitationOutcome.REVOKED)
        _note(ActKind.REVOKE_INVITATION, invitation, edition, by=by)


def _note(kind, invitation, edition, *, by, words=""):
    """Keep in the audit trail what was done with an invitation, and with which edition, if one is being made."""
    trail.record(kind, edition, report=invitation.report_id, by=by, row=invitation.pk, words=words)


def _end(invitation, outcome):
    invitation.outcome, invitation.ended_at = outcome, timezone.now()
    invitation.save(update_fields=["outcome", "ended_at", "evaluator", "is_guest"])
