"""Whose word a comment is: what staff have verified of who writes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from commitments.models import Member

from ..choices import BadgeKind
from .sealing import refuse, refuse_truncation

# What was given, which nothing changes.
_GIVEN = ("account_id", "kind", "member_id", "name", "reason", "given_at", "given_by_id")


class BadgeQuerySet(models.QuerySet):
    def worn(self):
        """Those that were given and not taken back."""
        return self.filter(taken_at=None)

    def under(self, report):
        """Those that count under the report: of its member, or of none in particular."""
        return self.filter(Q(member=None) | Q(member=report.member_id))


class Badge(models.Model):
    """An account speaks for a government, for civil society, as an evaluator or as staff.

    The rows are their own log: none is ever changed but by being taken back, once.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="badges", verbose_name=_("account")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=BadgeKind)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="badges",
        verbose_name=_("member"),
        help_text=_("Under whose reports it is worn; blank: under all. A government’s has one."),
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("As you verified it: with the badge she writes under this name alone.")
    )
    reason = models.TextField(_("reason"), help_text=_("How you know that it is she. Staff read it."))
    given_at = models.DateTimeField(_("given"), db_default=Now())
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    taken_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    taken_because = models.TextField(_("why it was taken back"), blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BadgeKind.values), name="badge_kind_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="badge_has_a_name_and_a_reason"),
            models.CheckConstraint(
                condition=~Q(kind=BadgeKind.GOVERNMENT) | Q(member__isnull=False), name="badge_of_a_government_has_one"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None, taken_because="")
                | Q(taken_at__isnull=False, taken_by__isnull=False) & ~Q(taken_because=""),
                name="badge_is_taken_back_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["account", "kind", "member"],
                condition=Q(taken_at=None),
                nulls_distinct=False,
                name="badge_is_worn_once",
            ),
        ]
        triggers = [
            refuse(
                "badge_is_only_taken_back",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="% of a badge, which is only taken back",
                unless=f"""TG_OP = 'UPDATE' AND OLD.taken_at IS NULL AND NOT (
                    {" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _GIVEN)}
                )""",
            ),
            refuse_truncation("badges_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.name}: {self.label}"

    @property
    def label(self):
        """Return what readers see beside the name."""
        return self.get_kind_display()
