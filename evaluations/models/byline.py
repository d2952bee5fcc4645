"""Who stands on an edition as its evaluator, and who was taken off it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .sealing import (
    REPORT_OF_EDITION,
    is_redacted,
    only_appended,
    refuse_change_under_sealed_edition,
    refuse_truncation,
)

NAME_REMOVED = _("Name removed")  # by a redaction


class Byline(models.Model):
    """An evaluator's line on an edition: her name and organisation as published there."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bylines", verbose_name=_("edition"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    evaluator = models.ForeignKey(
        "Evaluator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
        verbose_name=_("evaluator"),
    )
    signed_at = models.DateTimeField(
        _("signed"), null=True, blank=True, help_text=_("When she signed the text as it was submitted.")
    )
    lacks_signature = models.BooleanField(
        _("signature missing"), default=False, help_text=_("It was submitted without hers, with a reason.")
    )

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="byline_position_is_unique_in_its_edition",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["edition", "evaluator"], name="byline_names_an_evaluator_once"),
        ]
        triggers = [
            refuse_change_under_sealed_edition(
                "byline_is_sealed",
                unless=is_redacted(
                    REPORT_OF_EDITION, "name", "organisation", "evaluator_id", "signed_at", "lacks_signature"
                ),
            ),
            refuse_truncation("bylines_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})" if self.organisation else self.shown_name

    @property
    def shown_name(self):
        """Return her name, or in words that it was removed by a redaction."""
        return self.name or str(NAME_REMOVED)


class RemovedByline(models.Model):
    """A trace of an evaluator who was taken off an edition, for who wrote a report never reviews it. Only added."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="removed_bylines", verbose_name=_("edition"))
    evaluator = models.ForeignKey(
        "Evaluator", models.PROTECT, related_name="removed_bylines", verbose_name=_("evaluator")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("removed byline")
        verbose_name_plural = _("removed bylines")
        ordering = ["edition", "id"]
        triggers = [
            only_appended("removed_byline_is_only_appended"),
            refuse_truncation("removed_bylines_are_not_truncated"),
        ]

    def __str__(self):
        return str(self.evaluator)
