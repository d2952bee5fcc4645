"""Who was seen last at which place of a report."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .report import Report


class Presence(models.Model):
    """Where one person was seen last in one report, by the database's clock.

    Her next place takes the row of the one before. So there is at most one row a person and report, and nothing to
    clean up.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="presences", verbose_name=_("report"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    place = models.CharField(
        _("place"), max_length=100, blank=True, help_text=_("A page's name, a section's slug or an answer's anchor.")
    )
    seen_at = models.DateTimeField(_("seen"), db_default=Now())

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="presence_is_one_place_a_person_and_report"),
        ]

    def __str__(self):
        return self.place
