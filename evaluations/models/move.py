"""The record of what happened to an edition."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import MoveName, Status
from .edition import Edition
from .sealing import REPORT_OF_EDITION, is_redacted, only_appended, refuse_truncation


class Move(models.Model):
    """One change of an edition's status: who, when, from, to, why. Only ever added; a redaction takes out a reason."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="moves", verbose_name=_("edition"))
    name = models.CharField(_("move"), max_length=30)
    from_status = models.CharField(_("from"), max_length=20, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=20, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Blank where a command did it."),
    )
    at = models.DateTimeField(_("at"), db_default=Now())
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["edition", "id"]
        triggers = [
            only_appended("move_is_only_appended", unless=is_redacted(REPORT_OF_EDITION, "reason")),
            refuse_truncation("moves_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.told}"

    @property
    def told(self):
        """Tell the move in words; one that the workflow no longer has, by where it led."""
        return dict(MoveName.choices).get(self.name, self.get_to_status_display())
