"""The list of all published reports."""

from django.utils.translation import gettext_lazy as _

from commitments.lists import FilteredListView

from ...filters import ReportFilter
from ...models import Report


class ReportListView(FilteredListView):
    """Every report that stands, as far as the URL narrows them down."""

    queryset = Report.objects.standing().with_subjects().with_comment_count()
    filterset_class = ReportFilter
    paginate_by = 20
    nothing_recorded = _("No report has been published yet.")
    nothing_found = _("No report matches these filters.")
