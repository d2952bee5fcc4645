"""That a published report was withdrawn, or stands again."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import Standing
from .report import Report
from .sealing import is_redacted, only_appended, refuse, refuse_truncation


class StandingChange(models.Model):
    """A published report was withdrawn, or stands again: when, by whom, and why, as the public reads. Only added."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="standing_changes", verbose_name=_("report"))
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    reason = models.TextField(_("reason"), help_text=_("The public reads it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("change of standing")
        verbose_name_plural = _("changes of standing")
        ordering = ["report", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_change_is_known"),
        ]
        triggers = [
            only_appended("standing_change_is_only_appended", unless=is_redacted("OLD.report_id", "reason")),
            # Not a constraint: of a reason that a redaction took out none is left.
            refuse(
                "standing_change_says_why",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reason=""),
                message="% of a change of standing without a reason",
            ),
            refuse_truncation("standing_changes_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.get_standing_display()}: {self.reason}"

    @property
    def is_withdrawal(self):
        return self.standing == Standing.WITHDRAWN
