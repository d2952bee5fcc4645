"""Where one follows what is new, by mail and by feed."""

from django.urls import path
from django.views.decorators.http import require_safe

from ..feeds import MemberFeed, ReportFeed, ThreadFeed
from ..views import following
from ..views.public.validity import revalidated

urlpatterns = [
    path("reports/<slug:slug>/follow/", following.FollowReportView.as_view(), name="follow-report"),
    path("reports/<slug:slug>/feed/", require_safe(revalidated(ReportFeed())), name="feed-of-report"),
    path("reports/<slug:slug>/comments/<key:pk>/follow/", following.FollowThreadView.as_view(), name="follow-thread"),
    path("reports/<slug:slug>/comments/<key:pk>/feed/", require_safe(revalidated(ThreadFeed())), name="feed-of-thread"),
    path("members/<slug:slug>/follow/", following.FollowMemberView.as_view(), name="follow-member"),
    path("members/<slug:slug>/feed/", require_safe(MemberFeed()), name="feed-of-member"),
    path("following/", following.FollowingView.as_view(), name="following"),
    path("following/<str:token>/", following.FollowingByLinkView.as_view(), name="following-by-link"),
    path("following/<str:token>/confirm/", following.ConfirmFollowView.as_view(), name="confirm-follow"),
    path("following/<str:token>/stop/", following.StopFollowingView.as_view(), name="stop-following"),
]
