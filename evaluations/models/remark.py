"""What reviewers say of single answers before a report is published, and what is said back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import SuggestionOutcome
from .edition import AboutAnswer
from .sealing import differs, only_appended, refuse, refuse_change_under_sealed_edition, refuse_truncation


class RemarkQuerySet(models.QuerySet):
    def open(self):
        """Remarks that no reviewer has resolved yet: they hold back the publication."""
        return self.filter(resolved_at=None)


class Remark(AboutAnswer):
    """A reviewer's words about one answer of an edition, or about the whole where no answer is named.

    It may suggest a wording, which only an evaluator puts in the place of hers. What a remark says never changes; it
    is replied to, and resolved once.
    """

    answer_key = models.CharField(_("answer"), max_length=40, blank=True, help_text=_("Blank: the whole report."))
    round = models.PositiveSmallIntegerField(_("round"), help_text=_("How often it had been submitted by then."))
    text = models.TextField(_("remark"))
    suggestion = models.TextField(_("suggested wording"), blank=True)
    suggestion_outcome = models.CharField(
        _("what became of the suggestion"), max_length=10, choices=SuggestionOutcome, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_is_not_blank"),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="remark_resolved_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(suggestion="") | ~Q(answer_key=""), name="remark_suggests_a_wording_of_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(suggestion_outcome="")
                | (Q(suggestion_outcome__in=SuggestionOutcome.values) & ~Q(suggestion="")),
                name="remark_outcome_is_of_a_suggestion",
            ),
        ]
        triggers = [
            refuse_change_under_sealed_edition("remark_is_sealed"),
            refuse(
                "remark_says_what_it_said",
                operation=pgtrigger.Update,
                condition=differs("edition", "answer_key", "round", "text", "suggestion", "by", "at"),
                message="% of what a remark says",
            ),
            refuse_truncation("remarks_are_not_truncated"),
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.resolved_at is None

    @property
    def awaits_answer(self):
        """Whether the wording that it suggests was neither accepted nor declined."""
        return bool(self.suggestion) and not self.suggestion_outcome


class RemarkReply(models.Model):
    """What an evaluator or a reviewer says back to a remark. Rows are only ever added."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="replies", verbose_name=_("remark"))
    text = models.TextField(_("reply"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("reply to a remark")
        verbose_name_plural = _("replies to remarks")
        ordering = ["remark", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_reply_is_not_blank")]
        triggers = [
            only_appended("remark_reply_is_only_appended"),
            refuse_truncation("remark_replies_are_not_truncated"),
        ]

    def __str__(self):
        return self.text
