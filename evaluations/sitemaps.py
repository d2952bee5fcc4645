"""Every report, for search engines."""

from django.contrib.sitemaps import Sitemap

from .models import Report


class ReportSitemap(Sitemap):
    """Pages of the reports that stand."""

    def items(self):
        """Return what get_absolute_url needs of every report, and when its page changed."""
        return Report.objects.standing().order_by("pk").only("slug", "page_changed_at")

    def lastmod(self, report):
        return report.page_changed_at
