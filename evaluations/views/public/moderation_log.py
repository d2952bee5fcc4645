"""What moderators decided, as everybody reads it."""

from http import HTTPStatus

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commitments.lists import FilteredListView

from ... import moderation_log
from ...exports.moderation_log import log_lines
from ...filters import ModerationLogFilter
from ..replied import published


class ModerationLogView(FilteredListView):
    """Each decision about comments, and how many there are for each reason: of the site, or of the report `slug`."""

    template_name = "evaluations/moderation_log.html"
    filterset_class = ModerationLogFilter
    paginate_by = 50
    nothing_recorded = gettext_lazy("No moderator has decided about any comment yet.")
    nothing_found = gettext_lazy("No decision matches these filters.")

    def get_queryset(self):
        self.report = published(self.kwargs["slug"]) if "slug" in self.kwargs else None
        return moderation_log.decisions(self.report)

    def get_context_data(self, **kwargs):
        """Add the numbers, and the ways to the downloads."""
        context = super().get_context_data(**kwargs)
        return context | {
            "report": self.report,
            "rows": [(decision, moderation_log.what_was_done(decision)) for decision in context["page_obj"]],
            "tallies": moderation_log.tallies(self.report),
            "published": moderation_log.published(self.report),
            "csv_url": _url(self.report, "-csv") + (f"?{context['query']}" if context["query"] else ""),
            "feed_url": _url(self.report, "-feed"),
        }


@require_safe
def moderation_log_as_csv(request, slug=None):
    """Return the log as CSV, as far as the filters of its page narrow it down; 400 where one makes no sense."""
    report = published(slug) if slug else None
    filterset = ModerationLogFilter(request.GET, queryset=moderation_log.decisions(report), request=request)
    if not filterset.is_valid():
        told = "\n".join(_("%(filter)s: %(errors)s") % {"filter": name, "errors": " ".join(errors)}
                         for name, errors in filterset.errors.items())  # fmt: skip
        return HttpResponse(told, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")
    response = StreamingHttpResponse(log_lines(filterset.qs), content_type="text/csv; charset=utf-8")
    name = f"moderation-log-{report.slug}" if report else "moderation-log"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _url(report, suffix):
    if report is None:
        return reverse(f"evaluations:moderation-log{suffix}")
    return reverse(f"evaluations:report-moderation-log{suffix}", args=[report.slug])
