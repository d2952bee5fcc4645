"""The latest reports, and what moderators removed last, for feed readers."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import moderation_log
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


class ModerationLogFeed(Feed):
    """The comments that moderators turned down last, under a report or on the whole site: by rule, without words."""

    feed_type = Atom1Feed

    def get_object(self, request, slug=None):
        """Return the report, None of the whole site; Http404 where none of that slug is published."""
        return get_object_or_404(Report.objects.published().select_related("current"), slug=slug) if slug else None

    def title(self, report):
        """Say whose log it is."""
        of = {"title": report.current.title} if report else {}
        return gettext("Moderation log: %(title)s") % of if report else gettext("Moderation log")

    def link(self, report):
        return _log_url(report)

    def feed_url(self, report):
        return _log_url(report, "-feed")

    def items(self, report):
        """Return the latest decisions that stand."""
        found = moderation_log.decisions(report).filter(moderation_log.TURNED_DOWN, undone_at=None)
        return found.order_by("-at", "-pk")[:LATEST]

    def item_title(self, decision):
        return moderation_log.what_was_done(decision)

    def item_description(self, decision):
        """Say against which rule, and under which report."""
        return " · ".join(filter(None, [decision.get_rule_display(), decision.comment.report.current.title]))

    def item_link(self, decision):
        """Lead to the notice in its place; what was never shown has none."""
        comment = decision.comment
        return comment.get_absolute_url() if comment.shown_at else _log_url(comment.report)

    def item_guid(self, decision):
        return f"decision-{decision.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, decision):
        return decision.at

    def item_updateddate(self, decision):
        return decision.at


def _log_url(report, suffix=""):
    """Return where the log of a report is read, or of the whole site."""
    if report is None:
        return reverse(f"evaluations:moderation-log{suffix}")
    return reverse(f"evaluations:report-moderation-log{suffix}", args=[report.slug])
