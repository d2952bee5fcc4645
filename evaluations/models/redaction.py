"""That values were taken out of what was published, by whom, and why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import CharField, Func
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _

from .report import Report
from .sealing import hold_redaction_told, is_redacted, only_appended, refuse, refuse_truncation

_NEWEST = "SELECT max(id) FROM evaluations_redaction WHERE report_id = OLD.report_id"
_BY_LATER = f"OLD.id < ({_NEWEST}) AND {is_redacted('OLD.report_id', 'reason')}"


class Redaction(models.Model):
    """Values of published editions were destroyed: which, by whom, and why, as the public reads.

    Only ever added; a later redaction takes out a reason that says too much.

    It is the one thing that opens sealed rows, to lose values and no more, while the transaction lasts in which it is
    made (sealing.is_redacted). The edition made with it names the same leaves, and is sealed;
    without one there is no redaction.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="redactions", verbose_name=_("report"))
    leaves = models.JSONField(_("what was removed"), help_text=_("Edition and place in its data, never the value."))
    reason = models.TextField(_("reason"), help_text=_("The public reads it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())
    transaction_id = models.CharField(
        max_length=20,
        editable=False,
        db_default=Cast(Func(function="pg_current_xact_id"), CharField(max_length=20)),
    )

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["report", "id"]
        triggers = [
            only_appended("redaction_is_only_appended", unless=_BY_LATER),
            # Not a constraint: of one whose reason was taken out no reason is left.
            refuse(
                "redaction_says_why",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reason=""),
                message="% of a redaction without a reason",
            ),
            hold_redaction_told("redaction_is_told_by_an_edition"),
            refuse_truncation("redactions_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.reason}"
