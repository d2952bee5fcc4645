"""That who leads a returned report asks to have more of it opened for changes."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import UnlockOutcome
from .edition import Edition
from .sealing import differs, refuse, refuse_truncation


class UnlockRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those about which nobody has decided."""
        return self.filter(outcome="")


class UnlockRequest(models.Model):
    """The lead asks for questions that a return left closed, and why; a reviewer grants or declines it. One waits.

    What was asked never changes, and a decision is taken once.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="unlock_requests", verbose_name=_("edition"))
    keys = ArrayField(models.CharField(max_length=40), verbose_name=_("questions"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=UnlockOutcome, blank=True, help_text=_("Blank: it waits.")
    )
    answer = models.TextField(_("what the reviewer said"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = UnlockRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to open more")
        verbose_name_plural = _("requests to open more")
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(outcome=""), name="unlock_request_waits_alone"),
            models.CheckConstraint(condition=~Q(keys=[]) & ~Q(reason=""), name="unlock_request_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=UnlockOutcome.values), name="unlock_request_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", UnlockOutcome.OVER], decided_by=None, decided_at=None)
                | Q(
                    outcome__in=[UnlockOutcome.GRANTED, UnlockOutcome.DECLINED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="unlock_request_decided_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=UnlockOutcome.DECLINED) | ~Q(answer=""), name="unlock_request_declined_says_why"
            ),
        ]
        triggers = [
            refuse(
                "unlock_request_says_what_it_said",
                operation=pgtrigger.Update,
                condition=differs("edition", "keys", "reason", "by", "at"),
                message="% of what was asked",
            ),
            refuse(
                "unlock_request_is_decided_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__outcome=""),
                message="% of a request that was decided",
            ),
            refuse("unlock_request_is_kept", operation=pgtrigger.Delete, message="% of a request"),
            refuse_truncation("unlock_requests_are_not_truncated"),
        ]

    def __str__(self):
        return f"{', '.join(self.keys)}: {self.reason}"
