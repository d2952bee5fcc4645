"""What reviewers say of the sentences that justify flags."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .edition import AboutAnswer
from .sealing import only_appended, refuse_truncation


class Ruling(AboutAnswer):
    """A reviewer's word on a justification: it holds, or it does not, and why. Rows are only ever added.

    It names the flag as a Justification does, and speaks of the very sentence that stood there: another one is ruled
    upon anew.
    """

    rule = models.PositiveSmallIntegerField(_("rule"))
    mark = models.CharField(_("mark"), max_length=16, help_text=_("Of what the rule found."))
    sentence = models.TextField(_("what was justified with"))
    accepts = models.BooleanField(_("accepted"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepts=True) | ~Q(reason=""), name="ruling_against_a_sentence_has_a_reason"
            ),
        ]
        triggers = [only_appended("ruling_is_only_appended"), refuse_truncation("rulings_are_not_truncated")]

    def __str__(self):
        return self.reason or self.sentence
