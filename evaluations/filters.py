"""What lists and downloads of reports can be narrowed down by; the names are the same in every URL."""

from datetime import UTC, datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commitments.lists import LONGEST_WORDS, ListFilterSet, OptionFilter, SortFilter
from commitments.models import ActionPlan, Member

from .choices import CommentStatus, Degree, Language, RemovalRule, ReportKind
from .models import Decision, Edition, Report, search_query
from .questionnaire import NEWEST

STRONG = (Degree.MAJOR, Degree.OUTSTANDING)
# The prompts that lists can be filtered by, and those of them that say how far government was opened.
PROMPTS = [prompt for form in NEWEST.values() for prompt in form.prompts if prompt.filter]
DEGREES = [prompt for prompt in PROMPTS if prompt.figure == "degree"]
_DECIDED = (CommentStatus.APPROVED, CommentStatus.REJECTED, CommentStatus.SPAM)
_COLUMNS = {prompt.key: f"current__{prompt.column}" for form in NEWEST.values() for prompt in form.prompts}
# Ranking reads every row that was found; beyond so many a reader is better served by the newest.
RANKED_AT_MOST = 1_000
# Stands for a year in the URL: an imported page does not say when it was published.
NOT_RECORDED = "not-recorded"


def opened_strongly():
    """Return the condition for reports with a strong early result: a major or outstanding degree in one dimension."""
    condition = Q()
    for prompt in DEGREES:
        condition |= _shows(prompt, STRONG)
    return condition


def openness_is_recorded():
    """Return the condition for reports that say of at least one dimension whether government was opened."""
    condition = Q()
    for prompt in DEGREES:
        condition |= ~Q(**{_COLUMNS[prompt.parent_key]: ""}) | ~Q(**{_COLUMNS[prompt.key]: ""})
    return condition


def _shows(prompt, codes):
    """Return the condition for reports whose page answers a prompt by one of these codes.

    A code that is no longer asked for stays stored and is not read; reading.Answer.is_asked says the same of one.
    """
    shown = Q(**{f"{_COLUMNS[prompt.key]}__in": codes})
    if prompt.asked_when:
        shown &= Q(**{f"{_COLUMNS[prompt.parent_key]}__in": ("", *prompt.asked_when.codes)})
    return shown


def _standing(*columns):
    return Report.objects.standing().order_by().values(*columns)


def _members(filters):
    return [(member.slug, member.title) for member in filters.evaluated_members]


def _countries(filters):
    return [(country, country) for country in dict.fromkeys(member.country for member in filters.evaluated_members)]


def _plans(_filters):
    evaluated = Q(pk__in=_standing("action_plan")) | Q(pk__in=_standing("commitment__action_plan"))
    return ActionPlan.objects.filter(evaluated).order_by("title").values_list("slug", "title")


# The year in which a report was published goes by the clocks of its member, as its page tells; an imported one has
# none. The clocks are Python's: a zone that PostgreSQL does not know would be an error for every reader of the list.
_IN_UTC = {
    "year": ExtractYear("current__published_at", tzinfo=UTC),
    "month": ExtractMonth("current__published_at", tzinfo=UTC),
    "day": ExtractDay("current__published_at", tzinfo=UTC),
}
_TURNING = Case(When(Q(month=1, day=1) | Q(month=12, day=31), then="current__published_at"))
_FACTS = ("current__source", "member__time_zone", "year", "turning")


def _years(_filters):
    """Return the years in which reports were published here, the latest first; an imported one has none."""
    facts = Report.objects.standing().order_by().annotate(**_IN_UTC).annotate(turning=_TURNING)
    years = {_year_there(*told) for told in facts.values_list(*_FACTS).distinct()}
    options = [(str(year), str(year)) for year in sorted(years - {None}, reverse=True)]
    return [*options, (NOT_RECORDED, _("Not recorded (imported)"))] if None in years else options


def _year_there(source, zone, year, turning):
    """Return the year in UTC, but for a moment at its turn, which other clocks tell as of another year."""
    if source:
        return None
    return turning.astimezone(ZoneInfo(zone)).year if turning else year


def _lasts(year, zone):
    """Return the condition for reports of members in a zone that were published in a year."""
    begins, ends = (datetime(one, 1, 1, tzinfo=ZoneInfo(zone)) for one in (year, year + 1))
    return Q(member__time_zone=zone, current__published_at__gte=begins, current__published_at__lt=ends)


class AnswerFilter(django_filters.ChoiceFilter):
    """Reports by the code that their page shows as one answer, worded for all versions of its question."""

    def __init__(self, prompt):
        """Offer every code of the prompt's column."""
        self.prompt = prompt
        codes = Edition._meta.get_field(prompt.column).codes
        super().__init__(label=prompt.in_summary, choices=codes.choices, empty_label=_("Any"))

    def filter(self, queryset, value):
        """Keep the reports that show the code."""
        return queryset.filter(_shows(self.prompt, [value]))


class FullTextFilter(django_filters.CharFilter):
    """Reports in which all the words stand, in any of their forms."""

    def __init__(self):
        """Offer a field for words."""
        widget = forms.TextInput(attrs={"type": "search"})
        super().__init__(label=_("Words"), max_length=LONGEST_WORDS, widget=widget)

    def filter(self, queryset, value):
        """Keep the reports whose current edition holds the words."""
        query = search_query(value)
        return queryset.none() if query is None else queryset.filter(current__search=query)


class ReportFilter(ListFilterSet):
    """Published reports, by subject, by what they found, by words."""

    words = FullTextFilter()
    member = OptionFilter(label=_("Member"), field_name="member__slug", options=_members)
    country = OptionFilter(label=_("Country"), field_name="member__country", options=_countries)
    plan = OptionFilter(label=_("Action plan"), method="on_plan", options=_plans)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ReportKind.choices, empty_label=_("Any"))
    opened = django_filters.ChoiceFilter(
        label=_("Opened government"),
        choices=[("strongly", _("Major or outstanding in at least one dimension"))],
        empty_label=_("Any"),
        method="opened_government",
    )
    year = OptionFilter(label=_("Year of publication"), method="published_in", options=_years)
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="current__language", choices=Language.choices, empty_label=_("Any")
    )
    sort = SortFilter(
        {
            "best": (_("Best match"), ["-rank", "-current__published_at", "-pk"]),
            "newest": (_("Newest"), ["-current__published_at", "-pk"]),
            "oldest": (_("Oldest"), ["current__published_at", "pk"]),
            "member": (_("Member"), ["member__country", "member__name", "-current__published_at", "-pk"]),
        }
    )

    # In sight stays what sums the others up: the first answer, and whether government was opened at all.
    folded = (*(prompt.filter for prompt in PROMPTS[1:]), "language")

    class Meta:
        model = Report
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        """Put the newest first where no words say what would match best."""
        super().__init__(data, *args, **kwargs)
        if search_query((data or {}).get("words", "")) is None:
            del self.filters["sort"].orders["best"]

    @cached_property
    def evaluated_members(self):
        """The members that there are reports on: two filters offer them, by one query."""
        members = Member.objects.filter(pk__in=_standing("member")).order_by("country", "-level", "name")
        return list(members.only("slug", "name", "country", "level", "time_zone"))

    @classmethod
    def get_filters(cls):
        """Add a filter for each prompt of the questionnaires that declares one, after the kind of report."""
        filters = super().get_filters()
        names = list(filters)
        place = names.index("kind") + 1
        asked = {prompt.filter: AnswerFilter(prompt) for prompt in PROMPTS}
        return {name: asked.get(name) or filters[name] for name in [*names[:place], *asked, *names[place:]]}

    def filter_queryset(self, queryset):
        """Narrow the reports down, then put them in order.

        Which match is found first, without an order, which the index does in milliseconds; then only these are ranked.
        """
        values = self.form.cleaned_data
        found = self._narrowed(queryset, {name: value for name, value in values.items() if name != "sort"})
        query = search_query(values["words"])
        if query is not None:
            matching = list(found.order_by().values_list("pk", flat=True)[: RANKED_AT_MOST + 1])
            if len(matching) <= RANKED_AT_MOST:
                found = queryset.filter(pk__in=matching).annotate(rank=SearchRank(F("current__search"), query))
            else:
                found = found.annotate(rank=Value(0, output_field=FloatField()))
        sort = self.filters["sort"]
        return sort.filter(found, values["sort"] if values["sort"] in sort.orders else "")

    def on_plan(self, queryset, name, value):
        """Keep the report on a plan, and those on its commitments."""
        return queryset.filter(Q(action_plan__slug=value) | Q(commitment__action_plan__slug=value))

    def published_in(self, queryset, name, value):
        """Keep the reports published here in a year, or those imported, whose day of publication is not recorded."""
        if value == NOT_RECORDED:
            return queryset.exclude(current__source="")
        zones = sorted({member.time_zone for member in self.evaluated_members})
        in_year = reduce(or_, (_lasts(int(value), zone) for zone in zones), Q(pk__in=[]))
        return queryset.filter(in_year, current__source="")

    def opened_government(self, queryset, name, value):
        """Keep reports with a strong early result."""
        return queryset.filter(opened_strongly())


class ModerationLogFilter(ListFilterSet):
    """What the log of the moderators can be narrowed down by."""

    decision = django_filters.ChoiceFilter(
        label=_("Decision"),
        field_name="status",
        choices=[(status.value, status.label) for status in _DECIDED],
        empty_label=_("Any"),
    )
    rule = django_filters.ChoiceFilter(label=_("Against which rule"), choices=RemovalRule.choices, empty_label=_("Any"))
    sort = SortFilter({"newest": (_("Newest first"), ["-at", "-pk"]), "oldest": (_("Oldest first"), ["at", "pk"])})

    class Meta:
        model = Decision
        fields = []
