"""The audit trail: who did what to which report, to look into, to narrow down and to take along as CSV."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..exports.acts import act_lines
from ..models import Act
from ..models.act import KINDS
from .read_only import ReadOnlyAdmin


class KindFilter(admin.SimpleListFilter):
    """What was done."""

    title = _("act")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Return every kind that there is, in words."""
        return list(KINDS.items())

    def queryset(self, request, queryset):
        """Return the acts of the kind chosen."""
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    """The audit trail, for reviewers, who all see the inside of every report. Nobody is told by an email."""

    list_display = ["at", "told", "who", "role", "which", "number", "answer_key", "beginning"]
    list_filter = ["role", "at", KindFilter]
    list_select_related = ["report__commitment", "report__action_plan", "report__member", "edition", "by__evaluator"]
    search_fields = [
        "=report__id",
        "report__commitment__title",
        "report__action_plan__title",
        "report__member__name",
        "report__member__country",
        "by__evaluator__name",
        "by__first_name",
        "by__last_name",
    ]
    search_help_text = _("A report's number, words of its title, a member, or the name of who did it.")
    show_full_result_count = False
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    fields = ["at", "told", "report", "edition", "who", "role", "answer_key", "row", "said"]
    readonly_fields = ["told", "who", "said"]

    def get_queryset(self, request):
        """Read with each act what was said, where it stands."""
        return super().get_queryset(request).with_said()

    def get_urls(self):
        """Add the download of what the list shows."""
        download = self.admin_site.admin_view(require_safe(self.download))
        return [path("acts.csv", download, name="evaluations_act_csv"), *super().get_urls()]

    def download(self, request):
        """Send the acts that the filters and the search of the URL leave, in the order of the list, as CSV.

        What no filter knows leads to the list, which says so.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            acts = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(f"{reverse('admin:evaluations_act_changelist')}?{ERROR_FLAG}=1")
        response = StreamingHttpResponse(act_lines(acts), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="acts.csv"'
        return response

    @admin.display(description=_("act"), ordering="kind")
    def told(self, act):
        """Tell it in words."""
        return act.told

    @admin.display(description=_("by"), ordering="by")
    def who(self, act):
        """Name who did it: the name of an account says nothing."""
        return act.who

    @admin.display(description=_("words"))
    def said(self, act):
        """Tell what was said with it."""
        return act.said

    @admin.display(description=_("report"), ordering="report")
    def which(self, act):
        """Tell the report by its number and how its title begins."""
        return Truncator(str(act.report)).chars(30)

    @admin.display(description=_("edition"), ordering="edition__number")
    def number(self, act):
        """Tell the edition by its number, and how far it has come while it has none."""
        return act.edition and (act.edition.number or act.edition.get_status_display())

    @admin.display(description=_("words"))
    def beginning(self, act):
        """Tell how it begins."""
        return Truncator(act.said).chars(120)
