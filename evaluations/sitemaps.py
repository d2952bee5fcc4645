"""Every report and every blank form, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Report
from .questionnaire import QUESTIONNAIRES


class ReportSitemap(Sitemap):
    """Pages of the reports that stand."""

    def items(self):
        """Return what get_absolute_url needs of every report, and when its page changed."""
        return Report.objects.standing().order_by("pk").only("slug", "page_changed_at")

    def lastmod(self, report):
        return report.page_changed_at


class BlankFormSitemap(Sitemap):
    """Every version of every form, without answers."""

    def items(self):
        return list(QUESTIONNAIRES)

    def location(self, version):
        return reverse("evaluations:blank-form", args=[version])
