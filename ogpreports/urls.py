"""Where everything is."""

from django.contrib import admin
from django.urls import include, path

from ogpreports import machines

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("", include("commitments.urls")),
    path("", include("evaluations.urls")),
]
