"""Who declared, of which very text, that it is hers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .sealing import only_appended, refuse_truncation


class Signature(models.Model):
    """An evaluator's declaration about the text with one digest. Rows are only ever added: an edit takes none away.

    It holds while the edition's digest is the signed one, and holds again when the text is restored.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="signatures", verbose_name=_("edition"))
    evaluator = models.ForeignKey("Evaluator", models.PROTECT, related_name="signatures", verbose_name=_("evaluator"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    evidence = models.JSONField(
        _("evidence in its order"), default=dict, editable=False, help_text=_("By answer, a mark of each piece.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "evaluator", "digest"], name="signature_is_given_once_for_a_text"
            ),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="signature_has_a_sha256"),
        ]
        triggers = [
            only_appended("signature_is_only_appended"),
            refuse_truncation("signatures_are_not_truncated"),
        ]

    def __str__(self):
        return str(self.evaluator)
