"""Lists that a reader narrows down: the filters, the sort and the page all stand in the URL."""

from dataclasses import dataclass
from http import HTTPStatus

import django_filters
from django import forms
from django.db.models import CharField, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

LONGEST_WORDS = 200  # characters of a search
# A search looks at so many of its words: every further one costs the database as much as all of a plain search.
MOST_WORDS = 12


@dataclass(frozen=True)
class Link:
    """Another state of the list, and whether it is the one that is shown."""

    label: str
    url: str
    current: bool = False


def words_of(text):
    """Return the different words of a search that are looked for, in their order."""
    return list(dict.fromkeys(text.split()))[:MOST_WORDS]


class WordsFilter(django_filters.CharFilter):
    """Rows in which every word stands in one of the columns, whatever its accents and capitals.

    A word that is spelt nearly like one in the first column finds it as well. The first dozen words count.
    """

    def __init__(self, *columns):
        """Search these columns."""
        self.columns = columns
        widget = forms.TextInput(attrs={"type": "search"})
        super().__init__(label=gettext_lazy("Words"), max_length=LONGEST_WORDS, widget=widget)

    def filter(self, queryset, value):
        """Narrow the rows down by one word after the other."""
        for word in words_of(value):
            matches = Q(**{f"{self.columns[0]}__unaccent__trigram_word_similar": word})
            for column in self.columns:
                matches |= Q(**{f"{column}__unaccent__icontains": word})
            queryset = queryset.filter(matches)
        return queryset


class OptionFilter(django_filters.ChoiceFilter):
    """Rows with one of the values that there are: `options` returns the pairs of value and label for a filter set."""

    def __init__(self, *, options, **kwargs):
        """Ask for the options once, when the form is made."""
        self.options = options
        super().__init__(empty_label=gettext_lazy("Any"), **kwargs)

    @property
    def field(self):
        """Return the form's field, its options in memory: checking and drawing them costs no further query."""
        if "choices" not in self.extra:
            self.extra["choices"] = list(self.options(self.parent))
        return super().field


class SortFilter(django_filters.ChoiceFilter):
    """The order of the rows. `orders` gives each a label and the columns; the first is the usual one."""

    def __init__(self, orders):
        """Offer these orders."""
        self.orders = orders
        choices = [(key, label) for key, (label, _columns) in orders.items()]
        super().__init__(label=gettext_lazy("Sort by"), choices=choices, empty_label=None, widget=forms.HiddenInput)

    def filter(self, queryset, value):
        """Put the rows in order."""
        _label, columns = self.orders[value or next(iter(self.orders))]
        return queryset.order_by(*columns)


class ListFilterSet(django_filters.FilterSet):
    """Filters that know which of them are in use; `sort` is not one of them."""

    # The names of those that fewer readers want: they are offered in a fold.
    folded = ()

    def filter_queryset(self, queryset):
        """Narrow the rows down by every filter in use and put them in order."""
        return self._narrowed(queryset, self.form.cleaned_data)

    @cached_property
    def active(self):
        """The names of the filters in use, as far as their values can be understood."""
        found = getattr(self.form, "cleaned_data", {})
        return [name for name in self.filters if name != "sort" and found.get(name)]

    @property
    def in_sight(self):
        """The fields that every reader is offered."""
        return [field for field in self.form.visible_fields() if field.name not in self.folded]

    @property
    def in_fold(self):
        """The fields that the fold holds."""
        return [field for field in self.form.visible_fields() if field.name in self.folded]

    @property
    def fold_is_open(self):
        """Whether the fold must not hide what it holds: a filter in use, or one that was not understood."""
        return any(name in self.active or name in self.form.errors for name in self.folded)

    @cached_property
    def hindering(self):
        """The names of the filters in use without which there would be rows, by one query."""
        if not self.active:
            return []
        without = [
            self._narrowed(self.queryset, {n: v for n, v in self.form.cleaned_data.items() if n not in (name, "sort")})
            .order_by()
            .annotate(hinders=Value(name, output_field=CharField()))
            .values_list("hinders", flat=True)[:1]
            for name in self.active
        ]
        first, *others = without
        found = set(first.union(*others, all=True) if others else first)
        return [name for name in self.active if name in found]

    def label(self, name):
        """Return a filter in use as words: "Region: Europe"."""
        field, value = self.form.fields[name], self.form.cleaned_data[name]
        words = {"filter": field.label, "value": dict(getattr(field, "choices", ())).get(value, value)}
        return _("%(filter)s: %(value)s") % words

    def _narrowed(self, queryset, values):
        for name, value in values.items():
            if value or name == "sort":
                queryset = self.filters[name].filter(queryset, value)
        return queryset


class FilteredListView(ListView):
    """A list with a ListFilterSet. Values that make no sense are told (400) and find nothing."""

    paginate_by = 25
    filterset_class = None
    nothing_recorded = gettext_lazy("Nothing is recorded yet.")
    nothing_found = gettext_lazy("Nothing matches these filters.")

    def get(self, request, *args, **kwargs):
        """Show the page of the list that the URL names."""
        queryset = self.get_queryset()
        self.filterset = self.filterset_class(request.GET, queryset=queryset, request=request)
        understood = self.filterset.is_valid()
        self.object_list = self.filterset.qs if understood else queryset.none()
        return self.render_to_response(
            self.get_context_data(), status=HTTPStatus.OK if understood else HTTPStatus.BAD_REQUEST
        )

    def get_context_data(self, **kwargs):
        """Add what lets a reader change the state of the list."""
        context = super().get_context_data(**kwargs)
        return context | {
            "filterset": self.filterset,
            "chips": [Link(self.filterset.label(name), self._url(name)) for name in self.filterset.active],
            "clear_url": self.request.path,
            "sorts": self._sorts(),
            "query": self._query("page"),
            "found": context["paginator"].count,
            "empty": self._empty() if not context["paginator"].count and self.filterset.is_valid() else None,
        }

    def _query(self, *dropped, **changed):
        """Return the parameters of the URL, encoded: some dropped, some changed, blank ones left out."""
        parameters = self.request.GET.copy()
        for name in list(parameters):
            if name in dropped or not parameters[name]:
                del parameters[name]
        for name, value in changed.items():
            parameters[name] = value
        return parameters.urlencode()

    def _url(self, *dropped, **changed):
        query = self._query("page", *dropped, **changed)
        return f"{self.request.path}?{query}" if query else self.request.path

    def _sorts(self):
        orders = self.filterset.filters["sort"].orders
        usual = next(iter(orders))
        current = getattr(self.filterset.form, "cleaned_data", {}).get("sort") or usual
        return [
            Link(label, self._url("sort", **({} if key == usual else {"sort": key})), key == current)
            for key, (label, _columns) in orders.items()
        ]

    def _empty(self):
        """Return why the list is empty, and the filter to loosen."""
        if not self.filterset.active:
            return {"text": self.nothing_recorded}
        if not self.filterset.hindering:
            hint = _("Taking away one filter is not enough.") if len(self.filterset.active) > 1 else ""
            return {"text": self.nothing_found, "hint": hint, "url": self.request.path, "link": _("Clear all filters")}
        name = self.filterset.hindering[0]
        words = {"filter": self.filterset.label(name)}
        return {
            "text": self.nothing_found,
            "hint": _("Without “%(filter)s” some would.") % words,
            "url": self._url(name),
            "link": _("Remove “%(filter)s”") % words,
        }
