"""Mails about accounts, on their way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One mail that waits to be sent. Its row, with the e-mail and the code in it, is gone once it is."""

    to = models.EmailField(_("to"), blank=True, help_text=_("Blank where nobody is to get it."))
    subject = models.CharField(_("subject"), max_length=998)
    body = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["id"]

    def __str__(self):
        return _("letter %(number)s") % {"number": self.pk}
