"""Where everything is."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import TemplateView

from commitments.sitemaps import ActionPlanSitemap, CommitmentSitemap, MemberSitemap
from evaluations.sitemaps import BlankFormSitemap, ReportSitemap
from ogpreports import machines, views

SITEMAPS = {
    "reports": ReportSitemap,
    "members": MemberSitemap,
    "action-plans": ActionPlanSitemap,
    "commitments": CommitmentSitemap,
    "forms": BlankFormSitemap,
}

handler403 = "ogpreports.errors.permission_denied"
handler404 = "ogpreports.errors.not_found"

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("about/", TemplateView.as_view(template_name="pages/about.html"), name="about"),
    path("accessibility/", TemplateView.as_view(template_name="pages/accessibility.html"), name="accessibility"),
    path("comment-rules/", TemplateView.as_view(template_name="pages/comment_rules.html"), name="comment-rules"),
    path("data/", TemplateView.as_view(template_name="pages/data.html"), name="data"),
    path("privacy/", TemplateView.as_view(template_name="pages/privacy.html"), name="privacy"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("commitments.urls")),
    path("", include("evaluations.urls")),
]
