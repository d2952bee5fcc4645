"""What reviewers say of their own ties to what they review, and the exemptions that are given."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import ReviewRule, Tie
from .edition import Edition
from .sealing import only_appended, refuse_truncation


class Declaration(models.Model):
    """A reviewer says of one edition to whom she has a tie, or that she has none. The last one counts; only added."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="declarations", verbose_name=_("edition"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())
    ties = ArrayField(
        models.CharField(max_length=20, choices=Tie),
        verbose_name=_("ties"),
        default=list,
        blank=True,
        help_text=_("Blank: she has none."),
    )
    words = models.TextField(_("which tie"), blank=True)
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, help_text=_("For which she works. Blank: for none.")
    )

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ties__contained_by=Tie.values), name="declaration_names_known_ties"),
            models.CheckConstraint(condition=Q(ties=[]) | ~Q(words=""), name="declaration_of_a_tie_says_which"),
        ]
        triggers = [
            only_appended("declaration_is_only_appended"),
            refuse_truncation("declarations_are_not_truncated"),
        ]

    def __str__(self):
        return ", ".join(str(Tie(tie).label) for tie in self.ties) or str(_("No tie"))


class Exemption(models.Model):
    """A reviewer may decide about an edition in spite of a rule that stands against it, and the public reads why.

    Rows are only ever added.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="exemptions", verbose_name=_("edition"))
    rule = models.CharField(_("rule"), max_length=20, choices=ReviewRule)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer"), help_text=_("Who may.")
    )
    reason = models.TextField(_("reason"), help_text=_("The public reads it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(rule__in=ReviewRule.values), name="exemption_rule_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
            models.UniqueConstraint(fields=["edition", "rule", "reviewer"], name="exemption_is_given_once"),
        ]
        triggers = [
            only_appended("exemption_is_only_appended"),
            refuse_truncation("exemptions_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.get_rule_display()}: {self.reason}"
