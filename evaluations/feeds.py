"""What is new, for feed readers: reports, what happens to one, in a thread or with a member, and what was removed."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Member

from . import moderation_log, news
from .choices import TURNED_DOWN
from .models import Comment, Report
from .reading import Reading

LATEST = 30
_SITE = _("Open Government Reports")  # who speaks where no person does: Atom wants an author


class LatestReportsFeed(Feed):
    """The reports that were published last."""

    feed_type = Atom1Feed
    title = author_name = _SITE
    subtitle = _("What independent evaluators found about the promises of governments.")
    link = reverse_lazy("evaluations:report-list")
    feed_url = reverse_lazy("evaluations:report-feed")

    def items(self):
        """Return the latest reports that stand."""
        return Report.objects.standing().with_subjects().order_by("-current__published_at", "-pk")[:LATEST]

    def item_title(self, report):
        return news.plain(report.current.title)

    def item_description(self, report):
        """Say what was found, in the words of the summary strip."""
        found = [f"{item.label}: {item.answer.label}" for item in Reading(report.current).summary if item.answer.label]
        return _as_html(" · ".join([report.current.member_title, *found]))

    def item_pubdate(self, report):
        """Return when it was published here; an imported one was published elsewhere, on a day not recorded."""
        return None if report.current.is_imported else report.current.published_at

    def item_updateddate(self, report):
        return report.current.published_at


class ModerationLogFeed(Feed):
    """The comments that moderators turned down last, under a report or on the whole site: by rule, without words."""

    feed_type = Atom1Feed
    author_name = _SITE

    def get_object(self, request, slug=None):
        """Return the report, None of the whole site; Http404 where none of that slug is published."""
        return get_object_or_404(Report.objects.published().select_related("current"), slug=slug) if slug else None

    def title(self, report):
        """Say whose log it is."""
        of = {"title": news.plain(report.current.title)} if report else {}
        return gettext("Moderation log: %(title)s") % of if report else gettext("Moderation log")

    def link(self, report):
        return _log_url(report)

    def feed_url(self, report):
        return _log_url(report, "-feed")

    def items(self, report):
        """Return the latest decisions that stand."""
        found = moderation_log.decisions(report).filter(status__in=TURNED_DOWN, undone_at=None)
        return found.order_by("-at", "-pk")[:LATEST]

    def item_title(self, decision):
        return moderation_log.what_was_done(decision)

    def item_description(self, decision):
        """Say against which rule, and under which report."""
        told = [decision.get_rule_display(), decision.comment.report.current.title]
        return _as_html(" · ".join(filter(None, told)))

    def item_link(self, decision):
        """Lead to the notice in its place; what was never shown has none."""
        comment = decision.comment
        return comment.get_absolute_url() if comment.shown_at else _log_url(comment.report)

    def item_guid(self, decision):
        """Return what tells it from all others, in whichever feed: an address, as Atom wants it."""
        return f"{settings.SITE_URL}{_log_url(decision.comment.report)}#decision-{decision.pk}"

    def item_pubdate(self, decision):
        return decision.at

    def item_updateddate(self, decision):
        return decision.at


def _as_html(text):
    """Return a text as the summary of an entry, which feed readers take for HTML."""
    return escape(news.plain(text))


def _log_url(report, suffix=""):
    """Return where the log of a report is read, or of the whole site."""
    if report is None:
        return reverse(f"evaluations:moderation-log{suffix}")
    return reverse(f"evaluations:report-moderation-log{suffix}", args=[report.slug])


class _Atom(Atom1Feed):
    """Atom, of which no feed without entries claims to be new each time that it is asked for."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)


class _NewsFeed(Feed):
    """What is new about something, as the public sees it now: nothing that is held, removed or withdrawn.

    An entry keeps its id, in whichever of these feeds it stands, whatever becomes of its words.
    """

    feed_type = _Atom
    author_name = _SITE

    def items(self, subject):
        """Return the Items, the newest first."""
        return news.latest(subject, at_most=LATEST)

    def item_guid(self, item):
        return f"{settings.SITE_URL}{item.report.get_absolute_url()}#{item.key}"

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.html or None

    def item_author_name(self, item):
        return item.author or None

    def item_link(self, item):
        return item.url

    def item_pubdate(self, item):
        return item.at

    def item_updateddate(self, item):
        return max(item.at, item.changed_at or item.at)


class ReportFeed(_NewsFeed):
    """The comments on a report, its editions, what its government says of it, and whether it stands."""

    def get_object(self, request, slug):
        return get_object_or_404(Report.objects.published().select_related("current"), slug=slug)

    def title(self, report):
        return news.plain(report.current.title)

    def subtitle(self, report):
        return gettext("Comments, new editions, official responses, and whether the report stands.")

    def link(self, report):
        return settings.SITE_URL + report.get_absolute_url()

    def feed_url(self, report):
        return settings.SITE_URL + reverse("evaluations:feed-of-report", args=[report.slug])


class ThreadFeed(_NewsFeed):
    """The comments in one thread."""

    def get_object(self, request, slug, pk):
        first = Comment.objects.shown().select_related("report__current")
        return get_object_or_404(first, pk=pk, parent=None, report__slug=slug)

    def title(self, root):
        return news.plain(gettext("Thread under “%(title)s”") % {"title": root.report.current.title})

    def subtitle(self, root):
        return gettext("What is said in one thread.")

    def link(self, root):
        return settings.SITE_URL + reverse("evaluations:thread", args=[root.report.slug, root.pk])

    def feed_url(self, root):
        return settings.SITE_URL + reverse("evaluations:feed-of-thread", args=[root.report.slug, root.pk])


class MemberFeed(_NewsFeed):
    """The reports on a member: published, responded to, withdrawn, opened for comment; not each comment on them."""

    def get_object(self, request, slug):
        return get_object_or_404(Member, slug=slug)

    def title(self, member):
        return news.plain(member.title)

    def subtitle(self, member):
        return gettext("Reports and new editions, official responses, withdrawals, and what is open for comment.")

    def link(self, member):
        return settings.SITE_URL + member.get_absolute_url()

    def feed_url(self, member):
        return settings.SITE_URL + reverse("evaluations:feed-of-member", args=[member.slug])
