"""Which moderator was told, on which day, of what waits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Digest(models.Model):
    """One mail a day to a moderator about all that waits for her; the database holds that it is one."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    day = models.DateField(_("day"), help_text=_("UTC."))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="digest_is_sent_once_a_day")]

    def __str__(self):
        return f"{self.account}: {self.day}"
