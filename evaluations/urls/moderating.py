"""Where moderators work, beside the admin."""

from django.urls import path

from ..views import moderating

urlpatterns = [
    path("moderation/<key:number>/", moderating.CommentsOfReportView.as_view(), name="comments-of-report"),
]
