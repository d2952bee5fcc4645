"""Why an answer stands although a rule of coherence speaks against it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .edition import AboutAnswer
from .sealing import refuse_change_under_sealed_edition, refuse_truncation


class Justification(AboutAnswer):
    """A sentence about one flag: a rule, an answer, and what exactly the rule found there.

    It keeps the rule's sentence as it was read. When the edition is submitted, `stands` says of which flags it was.
    """

    rule = models.PositiveSmallIntegerField(_("rule"))
    mark = models.CharField(
        _("mark"), max_length=16, help_text=_("Of what the rule found: something else is justified anew.")
    )
    sentence = models.TextField(_("what the rule says"))
    text = models.TextField(_("why it is so"))
    stands = models.BooleanField(_("raised"), default=False, help_text=_("When the edition was submitted last."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("justification")
        verbose_name_plural = _("justifications")
        ordering = ["edition", "rule", "answer_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "answer_key", "rule", "mark"], name="justification_is_given_once_for_a_flag"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="justification_is_not_blank"),
        ]
        triggers = [
            refuse_change_under_sealed_edition("justification_is_sealed"),
            refuse_truncation("justifications_are_not_truncated"),
        ]

    def __str__(self):
        return self.text
