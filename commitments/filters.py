"""What the lists of members, action plans and commitments can be narrowed down by."""

import django_filters
from django.db.models import F, Max, Min
from django.utils.translation import gettext_lazy as _

from .lists import ListFilterSet, OptionFilter, SortFilter, WordsFilter
from .models import ActionPlan, Commitment, Level, Member, OgpValue, PolicyArea


def _countries(_filters):
    countries = Member.objects.order_by("country").values_list("country", flat=True).distinct()
    return [(country, country) for country in countries]


def _regions(_filters):
    regions = Member.objects.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
    return [(region, region) for region in regions]


def _members(_filters):
    members = Member.objects.only("slug", "name", "country", "level").order_by("country", "-level", "name")
    return [(member.slug, member.title) for member in members]


def _plans(_filters):
    return ActionPlan.objects.order_by("title").values_list("slug", "title")


def _areas(_filters):
    return PolicyArea.objects.order_by("name").values_list("slug", "name")


def _years(_filters):
    """Return the years that the plans cover, the latest first."""
    covered = ActionPlan.objects.aggregate(first=Min("start_year"), last=Max("end_year"), latest=Max("start_year"))
    last = max(filter(None, (covered["last"], covered["latest"])), default=0)
    return [(str(year), str(year)) for year in range(last, (covered["first"] or last + 1) - 1, -1)]


class MemberFilterSet(ListFilterSet):
    """Members, by place."""

    words = WordsFilter("name", "country", "ogp_code")
    country = OptionFilter(label=_("Country"), options=_countries)
    region = OptionFilter(label=_("Region"), options=_regions)
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=_("Any"))
    sort = SortFilter(
        {
            "country": (_("Country"), ["country", "-level", "name"]),
            "commitments": (_("Most commitments"), ["-commitment_count", "country", "name"]),
            "since": (_("Member since"), [F("member_since").asc(nulls_last=True), "country", "name"]),
        }
    )

    class Meta:
        model = Member
        fields = []


class ActionPlanFilterSet(ListFilterSet):
    """Action plans, by who made them and when."""

    words = WordsFilter("title", "ogp_id", "member__name", "member__country")
    member = OptionFilter(label=_("Member"), field_name="member__slug", options=_members)
    year = OptionFilter(label=_("Year"), method="covering", options=_years)
    sort = SortFilter(
        {
            "newest": (_("Newest"), [F("start_year").desc(nulls_last=True), "title", "pk"]),
            "oldest": (_("Oldest"), [F("start_year").asc(nulls_last=True), "title", "pk"]),
            "member": (_("Member"), ["member__country", "member__name", "start_year", "pk"]),
        }
    )

    class Meta:
        model = ActionPlan
        fields = []

    def covering(self, queryset, name, value):
        """Keep plans that run in a year; one without a last year is known to run in its first only."""
        year = int(value)
        running = queryset.filter(start_year__lte=year, end_year__gte=year)
        return running | queryset.filter(start_year=year)


class CommitmentFilterSet(ListFilterSet):
    """Commitments, by words, who made them and what they are about."""

    words = WordsFilter("title", "short_title", "ogp_id", "member__name", "member__country")
    member = OptionFilter(label=_("Member"), field_name="member__slug", options=_members)
    plan = OptionFilter(label=_("Action plan"), field_name="action_plan__slug", options=_plans)
    area = OptionFilter(label=_("Policy area"), field_name="policy_areas__slug", options=_areas)
    value = django_filters.ChoiceFilter(
        label=_("OGP value"), choices=OgpValue.choices, empty_label=_("Any"), method="serving"
    )
    region = OptionFilter(label=_("Region"), field_name="member__region", options=_regions)
    sort = SortFilter(
        {
            "newest": (_("Newest plan"), [F("action_plan__start_year").desc(nulls_last=True), "title", "pk"]),
            "member": (_("Member"), ["member__country", "member__name", "title", "pk"]),
            "title": (_("Title"), ["title", "pk"]),
        }
    )

    class Meta:
        model = Commitment
        fields = []

    def serving(self, queryset, name, value):
        """Keep commitments that serve an OGP value."""
        return queryset.filter(ogp_values__contains=[value])
