"""What reviewers say of their own ties to what they review, and the exemptions that are given."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import EXEMPT_FROM, ReviewRule, Tie
from .edition import Edition
from .move import Move
from .sealing import REPORT_OF_EDITION, is_redacted, only_appended, refuse, refuse_truncation


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

    It is for what stood against her when it was given (`declaration`, `organisations` or `approval`, as its rule wants
    it), and counts while that does. Rows are only ever added.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="exemptions", verbose_name=_("edition"))
    rule = models.CharField(_("rule"), max_length=20, choices=ReviewRule)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer"), help_text=_("Who may.")
    )
    declaration = models.ForeignKey(
        Declaration,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in spite of what she said"),
    )
    organisations = ArrayField(
        models.TextField(),
        verbose_name=_("in spite of where she works"),
        default=list,
        blank=True,
        help_text=_("Organisations of evaluators, as they are compared: letters and digits alone, in order."),
    )
    approval = models.ForeignKey(
        Move, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in spite of her approval")
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
            # Of what was given before this was noted, a part may be unknown: then it counts for nothing.
            models.CheckConstraint(
                condition=Q(rule=ReviewRule.TIE, organisations=[], approval=None)
                | Q(rule=ReviewRule.ORGANISATION, declaration=None, approval=None)
                | Q(rule=ReviewRule.SAME_PERSON, declaration=None, organisations=[]),
                name="exemption_is_for_what_its_rule_wants",
            ),
            models.UniqueConstraint(
                fields=["edition", "rule", "reviewer", "declaration", "organisations", "approval"],
                nulls_distinct=False,
                name="exemption_is_given_once",
            ),
        ]
        triggers = [
            only_appended("exemption_is_only_appended", unless=is_redacted(REPORT_OF_EDITION, "reason")),
            # Not a constraint: of a reason that a redaction took out none is left.
            refuse(
                "exemption_says_why",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reason=""),
                message="% of an exemption without a reason",
            ),
            refuse_truncation("exemptions_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.told}: {self.reason}"

    @property
    def told(self):
        """Tell what it lets her do, whether she does it or not; the public reads the words of its rule once she did."""
        return EXEMPT_FROM[self.rule]

    def is_for(self, ground):
        """Whether it was given for this: column and value, as `conflicts.grounds_of` tells it."""
        column, value = ground
        return getattr(self, column) == value
