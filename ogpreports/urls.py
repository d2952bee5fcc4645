"""Where everything is."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("commitments.urls")),
    path("", include("evaluations.urls")),
]
