"""The hash of a published edition, and all that is needed to compute it anew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .sealing import REPORT_OF_EDITION, hold_to_published_edition, is_redacted, only_appended, refuse_truncation


class Seal(models.Model):
    """What was sealed of one edition: a salt and a hash for each value, and one hash over all.

    Only ever added; a redaction takes salts away, and nothing else.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="seal", verbose_name=_("edition"))
    hash = models.CharField(_("SHA-256"), max_length=64, unique=True)
    before = models.CharField(
        _("SHA-256 of the edition before"), max_length=64, blank=True, help_text=_("Blank of the first.")
    )
    leaves = models.JSONField(_("hashes of the values"), help_text=_("By where each stands in the data."))
    salts = models.JSONField(_("salts of the values"), help_text=_("By where each stands in the data."))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["edition"]
        constraints = [
            models.CheckConstraint(condition=Q(hash__regex="^[0-9a-f]{64}$"), name="seal_has_a_sha256"),
            models.CheckConstraint(
                condition=Q(before="") | Q(before__regex="^[0-9a-f]{64}$"), name="seal_follows_a_sha256"
            ),
            models.UniqueConstraint(fields=["before"], condition=~Q(before=""), name="seal_follows_another_alone"),
        ]
        triggers = [
            only_appended(
                "seal_is_only_appended",
                unless=is_redacted(REPORT_OF_EDITION, "salts", becomes=()) + " AND OLD.salts @> NEW.salts",
            ),
            refuse_truncation("seals_are_not_truncated"),
            hold_to_published_edition("seal_is_of_a_published_edition", "edition"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.short}"

    @property
    def short(self):
        """Return the beginning of the hash, by which people compare."""
        return self.hash[:12]
