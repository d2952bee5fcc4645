"""What was sent, each time that a report was submitted."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ..choices import Status
from .edition import Edition
from .evidence import StoredFile
from .move import Move
from .sealing import REPORT_OF_EDITION, is_redacted, loses, only_appended, refuse_truncation


class ReceiptQuerySet(models.QuerySet):
    def of_evaluator(self, evaluator):
        """What was sent of editions on which she stands."""
        return self.filter(edition__bylines__evaluator=evaluator)

    def left_to(self, evaluator):
        """What was sent of editions on which she stands, where she stands no more on the newest of the report."""
        # What is being written has no number, and is the newest; nor has what was discarded, which never counts.
        editions = Edition.objects.filter(report=OuterRef("edition__report")).exclude(status=Status.DISCARDED)
        newest = editions.order_by(F("number").desc(nulls_first=True), "-pk").values("pk")[:1]
        hers = Edition.objects.by_evaluator(evaluator).values("pk")
        return self.of_evaluator(evaluator).annotate(newest=Subquery(newest)).exclude(newest__in=hers)


class Receipt(models.Model):
    """A copy of what an edition said when it was submitted, which no later change touches.

    Only ever added; a redaction takes out of it what it takes out of the editions.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="receipts", verbose_name=_("edition"))
    move = models.OneToOneField(Move, models.PROTECT, related_name="receipt", verbose_name=_("move"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    document = models.JSONField(_("what was sent"))
    files = models.ManyToManyField(StoredFile, related_name="receipts", blank=True, verbose_name=_("files"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="receipt_has_a_sha256"),
        ]
        triggers = [
            only_appended(
                "receipt_is_only_appended",
                unless=f"{is_redacted(REPORT_OF_EDITION, 'document', becomes=())} AND {loses('document')}",
            ),
            refuse_truncation("receipts_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.digest[:12]}"
