"""The latest reports, for feed readers."""

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from .models import Report
from .reading import Reading

LATEST = 30


class LatestReportsFeed(Feed):
    """The reports that were published last."""

    feed_type = Atom1Feed
    title = _("Open Government Reports")
    subtitle = _("What independent evaluators found about the promises of governments.")
    link = reverse_lazy("evaluations:report-list")
    feed_url = reverse_lazy("evaluations:report-feed")

    def items(self):
        """Return the latest reports that stand."""
        return Report.objects.standing().with_subjects().order_by("-current__published_at", "-pk")[:LATEST]

    def item_title(self, report):
        return report.current.title

    def item_description(self, report):
        """Say what was found, in the words of the summary strip."""
        found = [f"{item.label}: {item.answer.label}" for item in Reading(report.current).summary if item.answer.label]
        return " · ".join([report.current.member_title, *found])

    def item_pubdate(self, report):
        """Return when it was published here; an imported one was published elsewhere, on a day not recorded."""
        return None if report.current.is_imported else report.current.published_at

    def item_updateddate(self, report):
        return report.current.published_at
