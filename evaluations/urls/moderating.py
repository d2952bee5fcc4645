"""Where moderators work, beside the admin."""

from django.urls import path

from ..views import moderating

urlpatterns = [
    path("moderation/", moderating.ModerationView.as_view(), name="moderation"),
    path("moderation/decide/", moderating.DecideView.as_view(), name="decide-comments"),
    path("moderation/undo/", moderating.UndoView.as_view(), name="undo-decision"),
    path("moderation/<key:number>/", moderating.CommentsOfReportView.as_view(), name="comments-of-report"),
]
