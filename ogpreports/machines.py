"""What machines ask a site for: whether it is well, where robots may go, its icon."""

from http import HTTPStatus

from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

DAY = 60 * 60 * 24


@require_safe
@never_cache
def health(request):
    """Answer 200 where the database answers, else 503; say no more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable\n", content_type="text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request):
    """Tell robots to leave the rooms for work alone, and where the map of the rest is."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "robots.txt", {"sitemap": sitemap}, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request):
    """Lead whoever asks by habit to the icon."""
    return HttpResponseRedirect(static("favicon.svg"))
