"""Every page of a member, an action plan or a commitment, for search engines."""

from django.contrib.sitemaps import Sitemap

from .models import ActionPlan, Commitment, Member


class MemberSitemap(Sitemap):
    """Pages of members."""

    def items(self):
        """Return what get_absolute_url needs of every member."""
        return Member.objects.order_by("pk").only("slug")


class ActionPlanSitemap(Sitemap):
    """Pages of action plans."""

    def items(self):
        """Return what get_absolute_url needs of every action plan."""
        return ActionPlan.objects.order_by("pk").only("slug")


class CommitmentSitemap(Sitemap):
    """Pages of commitments."""

    def items(self):
        """Return what get_absolute_url needs of every commitment."""
        return Commitment.objects.order_by("pk").only("slug")
