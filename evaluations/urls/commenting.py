"""Where the public answers."""

from django.urls import path

from ..views import commenting, confirming, replied

urlpatterns = [
    path("reports/<slug:slug>/reply/", commenting.ReplyView.as_view(), name="reply"),
    path("reports/<slug:slug>/reply/sent/<str:receipt>/", replied.reply_sent, name="reply-sent"),
    path("reports/<slug:slug>/reply/waiting/<str:key>/", confirming.WaitingCommentView.as_view(), name="reply-waiting"),
    path(
        "reports/<slug:slug>/reply/confirm/<str:key>/", confirming.ConfirmCommentView.as_view(), name="confirm-comment"
    ),
]
