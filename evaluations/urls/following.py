"""Where one follows what is new."""

from django.urls import path
from django.views.decorators.http import require_safe

from ..feeds import MemberFeed, ReportFeed, ThreadFeed
from ..views.public.validity import revalidated

urlpatterns = [
    path("reports/<slug:slug>/feed/", require_safe(revalidated(ReportFeed())), name="feed-of-report"),
    path("reports/<slug:slug>/comments/<key:pk>/feed/", require_safe(revalidated(ThreadFeed())), name="feed-of-thread"),
    path("members/<slug:slug>/feed/", require_safe(MemberFeed()), name="feed-of-member"),
]
