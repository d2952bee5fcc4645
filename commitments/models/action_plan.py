"""Action plans: what a member promised for a period."""

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .fields import OgpIdField
from .member import Member, refuse_to_leave_its_member

# Between two years, which belong on one line.
NO_BREAK_DASH = "\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}"


class ActionPlanQuerySet(models.QuerySet):
    """What is asked of action plans."""

    def with_counts(self):
        """Tell each how many commitments it holds: commitment_count."""
        return self.annotate(commitment_count=Count("commitments"))

    def oldest_first(self):
        """Order by the first year; plans that have none come last."""
        return self.order_by(F("start_year").asc(nulls_last=True), "title")


class ActionPlan(models.Model):
    """What a member promised for a period: a plan that holds commitments."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="action_plans", verbose_name=_("member"))
    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("As OGP writes it: Action plan – Mexico State, Mexico, 2021 – 2022"),
    )
    slug = models.SlugField(_("slug"), max_length=255, unique=True)
    ogp_id = OgpIdField(
        _("OGP id"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("As in OGP's dataset: AP_MAR01."),
    )
    start_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    lead_institutions = models.TextField(_("lead institutions"), blank=True)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = [F("start_year").desc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "title"],
                name="action_plan_title_is_unique_for_its_member",
                violation_error_message=_("This member has an action plan with this title already."),
            ),
            # What lets a commitment's plan be checked, in the database, to be of the commitment's member.
            models.UniqueConstraint(fields=["id", "member"], name="action_plan_and_member"),
            models.CheckConstraint(condition=~Q(title=""), name="action_plan_has_a_title"),
            models.CheckConstraint(
                condition=Q(ogp_id__regex=r"^[A-Z0-9_-]+$"),
                name="action_plan_ogp_id_is_well_formed",
                violation_error_message=_("An OGP id is capitals, digits and underscores: AP_MAR01."),
            ),
            models.CheckConstraint(
                condition=Q(end_year__gte=F("start_year")),
                name="action_plan_years_are_in_order",
                violation_error_message=_("The last year is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="action_plan_dates_are_in_order",
                violation_error_message=_("The action plan ends before it starts."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return its public page."""
        return reverse("commitments:action-plan", args=[self.slug])

    def clean(self):
        """Refuse another member for a plan that has commitments or a report: they are of the plan's member."""
        refuse_to_leave_its_member(self)

    @staticmethod
    def usual_title(member, start_year, end_year):
        """Return the title that OGP gives a plan: "Action plan – Mexico State, Mexico, 2021 – 2022"."""
        years = " – ".join(str(year) for year in (start_year, end_year) if year)
        return ", ".join(part for part in (f"Action plan – {member.title}", years) if part)

    @property
    def period(self):
        """The years as printed, on one line: "2021 – 2022", "2021", or "" where they are not known."""
        years = [str(year) for year in (self.start_year, self.end_year) if year]
        return NO_BREAK_DASH.join(dict.fromkeys(years))

    @property
    def untold_period(self):
        """The period, or "" where the title tells it already."""
        return "" if self.period.replace(NO_BREAK_DASH, " – ") in self.title else self.period
