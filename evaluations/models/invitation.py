"""Who was asked to join a report."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import InvitationOutcome
from .link import Link, LinkQuerySet
from .report import Report


def _expiry():
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


class InvitationQuerySet(LinkQuerySet):
    def pending(self):
        """Those that may still be accepted."""
        return self.filter(outcome="", expires_at__gt=timezone.now())

    def expired(self):
        """Those that nobody answered in time."""
        return self.filter(outcome="", expires_at__lte=timezone.now())

    def of_guests(self):
        """Those by which somebody joined who is not assigned to the member."""
        return self.filter(outcome=InvitationOutcome.ACCEPTED, is_guest=True)

    def of_email(self, email):
        """Those to an email, in whatever letters; compared as the constraint does."""
        return self.annotate(low=Lower("email")).filter(low=Lower(models.Value(email)))


class Invitation(Link):
    """Somebody is asked by email to join a report as an evaluator. One a person waits at a time."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="invitations", verbose_name=_("report"))
    email = models.EmailField(_("email"), help_text=_("Private: only whoever typed it, and staff, read it."))
    evaluator = models.ForeignKey(
        "Evaluator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("evaluator"),
        help_text=_("Whom it was written to, or else who accepted it."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), default=_expiry)
    outcome = models.CharField(_("outcome"), max_length=10, choices=InvitationOutcome, blank=True)
    is_guest = models.BooleanField(
        _("guest"), default=False, help_text=_("Whether whoever accepted it was not assigned to the member.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(
                "report", Lower("email"), condition=Q(outcome=""), name="invitation_waits_once_for_a_person"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True)
                | (Q(outcome__in=InvitationOutcome.values) & Q(ended_at__isnull=False)),
                name="invitation_is_ended_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=InvitationOutcome.ACCEPTED) | Q(evaluator__isnull=False),
                name="invitation_is_accepted_by_somebody",
            ),
        ]

    def __str__(self):
        return _("%(invitee)s to report %(number)s") % {"invitee": self.invitee, "number": self.report_id}

    @property
    def invitee(self):
        """Return whom it names to whoever leads the report: a colleague by her name, for her email is private."""
        return self.evaluator.name if self.evaluator else self.email

    @property
    def has_expired(self):
        return not self.outcome and self.expires_at <= timezone.now()

    @property
    def is_pending(self):
        return not self.outcome and not self.has_expired

    @property
    def may_be_taken_back(self):
        """Whether it still lets somebody join the report, or write it."""
        return not self.outcome or (self.outcome == InvitationOutcome.ACCEPTED and self.is_guest)

    @property
    def state(self):
        """Tell in a few words what became of it."""
        if self.outcome == InvitationOutcome.ACCEPTED and self.is_guest:
            return _("Accepted, as a guest")
        return _("Expired") if self.has_expired else self.get_outcome_display() or _("Waits")
