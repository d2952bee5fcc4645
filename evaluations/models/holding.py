"""Which comments wait for a moderator."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import HoldingMode

MOST_WORDS = 20_000  # characters of the list


class HoldingRules(models.Model):
    """How the whole site holds comments: one row, or none while nobody has changed anything."""

    THE_ONLY = 1

    mode = models.CharField(
        _("what is held"),
        max_length=10,
        choices=HoldingMode,
        default=HoldingMode.FIRST,
        help_text=_("A report may say otherwise, on its own page of moderation."),
    )
    most_links = models.PositiveSmallIntegerField(
        _("links"),
        default=2,
        validators=[MaxValueValidator(50)],
        help_text=_("How many a comment may hold; more of them hold it."),
    )
    soonest = models.PositiveSmallIntegerField(
        _("seconds"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("What is sent sooner after its form was opened is held: people type longer."),
    )
    holds_repeats = models.BooleanField(
        _("repeats"),
        default=True,
        help_text=_("Whether a text is held that was sent before within a month, under whatever name and report."),
    )
    words = models.TextField(
        _("words"),
        blank=True,
        max_length=MOST_WORDS,
        help_text=_(
            "One word or phrase a line. A comment with one of them in its text or its name is held; capitals and"
            " accents do not count."
        ),
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_(
            "How long a report takes comments after an edition was published, from now on. Blank: as long as it stands."
        ),
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("rules of holding")
        verbose_name_plural = _("rules of holding")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="holding_rules_are_one_row"),
            models.CheckConstraint(condition=Q(mode__in=HoldingMode.values), name="holding_mode_is_known"),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def of_the_site(cls):
        """Return the row, or what holds while there is none."""
        return cls.objects.filter(pk=cls.THE_ONLY).first() or cls(pk=cls.THE_ONLY)

    @property
    def listed(self):
        """Return the words of the list, one after the other."""
        return [" ".join(line.split()) for line in self.words.splitlines() if line.strip()]
