"""Commitments, and what each is made of: milestones, policy areas, OGP values."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .action_plan import ActionPlan
from .fields import OgpIdField
from .member import Level, Member, refuse_to_leave_its_member

HEADING_LENGTH = 160  # a title can be a paragraph


class OgpValue(models.TextChoices):
    """The values of OGP that a commitment may serve (OGP's dataset, columns "OGP Value …")."""

    ACCESS = "access-to-information", _("Access to information")
    PARTICIPATION = "civic-participation", _("Civic participation")
    ACCOUNTABILITY = "public-accountability", _("Public accountability")
    TECHNOLOGY = "technology-and-innovation", _("Technology and innovation")


class PolicyArea(models.Model):
    """A subject that commitments are tagged with in OGP's dataset, such as Open Contracting."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("policy area")
        verbose_name_plural = _("policy areas")
        ordering = ["name"]

    def __str__(self):
        return self.name


class CommitmentQuerySet(models.QuerySet):
    """What is asked of commitments."""

    def of_local_members(self):
        """Keep those that an evaluator reports on; national ones are assessed by OGP's IRM."""
        return self.filter(member__level=Level.LOCAL)

    def newest_first(self):
        """Order by the first year of the plan; commitments of no plan come last."""
        return self.order_by(F("action_plan__start_year").desc(nulls_last=True), "title", "pk")


class Commitment(models.Model):
    """One promise for reform: a problem, what will be done about it, by whom and until when."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="commitments", verbose_name=_("member"))
    # Not every commitment is attached to a plan. A composite foreign key, made in a migration, refuses the
    # plan of another member.
    action_plan = models.ForeignKey(
        ActionPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("action plan"),
    )
    ogp_id = OgpIdField(
        _("OGP id"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Z]{2,5}[0-9]{4}$", _("An OGP id is two to five capitals and four digits: MEX0123."))
        ],
    )
    title = models.CharField(_("title"), max_length=1000)
    short_title = models.CharField(_("short title"), max_length=1000, blank=True)
    slug = models.SlugField(_("slug"), max_length=255, unique=True)
    problem = models.TextField(_("problem"), blank=True)
    status_quo = models.TextField(_("status quo"), blank=True)
    action = models.TextField(_("action"), blank=True)
    # When the problem or the action last changed here; null: never. The database moves it, whoever changes them.
    described_at = models.DateTimeField(_("described"), null=True, blank=True, editable=False)
    full_text = models.TextField(_("full text"), blank=True, help_text=_("As in OGP's dataset, unsplit."))
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    start_as_written = models.CharField(
        _("start as written"),
        max_length=500,
        blank=True,
        help_text=_("Where the source gives no date that can be read."),
    )
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    end_as_written = models.CharField(
        _("end as written"),
        max_length=500,
        blank=True,
        help_text=_("Where the source gives no date that can be read."),
    )
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    lead_institutions = models.TextField(_("lead institutions"), blank=True)
    supporting_institutions = models.TextField(_("supporting institutions"), blank=True)
    policy_areas = models.ManyToManyField(
        PolicyArea, blank=True, related_name="commitments", verbose_name=_("policy areas")
    )
    ogp_values = ArrayField(
        models.CharField(max_length=30, choices=OgpValue),
        default=list,
        blank=True,
        verbose_name=_("OGP values"),
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["member__country", "member__name", "title", "id"]
        triggers = [
            pgtrigger.Trigger(
                name="commitment_is_described_anew",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    NEW.described_at = CASE
                        WHEN (NEW.problem, NEW.action) = (OLD.problem, OLD.action) THEN OLD.described_at
                        ELSE clock_timestamp()
                    END;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            # What lets a report's member be checked, in the database, to be its commitment's.
            models.UniqueConstraint(fields=["id", "member"], name="commitment_and_member"),
            models.CheckConstraint(condition=~Q(title=""), name="commitment_has_a_title"),
            models.CheckConstraint(
                condition=Q(ogp_id__regex=r"^[A-Z]{2,5}[0-9]{4}$"), name="commitment_ogp_id_is_well_formed"
            ),
            models.CheckConstraint(
                condition=Q(ogp_values__contained_by=OgpValue.values), name="commitment_ogp_values_are_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(start_as_written=""),
                name="commitment_start_is_told_once",
                violation_error_message=_("Give the start as a date or as written, not both."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(end_as_written=""),
                name="commitment_end_is_told_once",
                violation_error_message=_("Give the end as a date or as written, not both."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return its public page."""
        return reverse("commitments:commitment", args=[self.slug])

    def clean(self):
        """Refuse the plan of another member, and another member where there are reports of this one."""
        refuse_to_leave_its_member(self)
        if self.action_plan and self.action_plan.member_id != self.member_id:
            raise ValidationError({"action_plan": _("This action plan is of another member.")})

    @property
    def heading(self):
        """What to call it where there is little room: OGP's short title if it has one, at most 160 characters."""
        return Truncator(self.short_title or self.title).chars(HEADING_LENGTH)

    @property
    def heading_tells_all(self):
        """Whether the title says no more than the heading, capitals aside."""
        return self.heading.casefold() == self.title.casefold()

    @property
    def is_described(self):
        """Whether both its problem and its action are recorded."""
        return bool(self.problem and self.action)

    @property
    def ogp_value_labels(self):
        """The values in words, in OGP's order."""
        return [value.label for value in OgpValue if value in self.ogp_values]


class Milestone(models.Model):
    """A step that a commitment names, in its order."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones", verbose_name=_("commitment"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.TextField(_("milestone"))
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["commitment", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "position"],
                name="milestone_position_is_unique_in_its_commitment",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_dated(self):
        """Whether it says when it starts or ends."""
        return bool(self.starts_on or self.ends_on)
