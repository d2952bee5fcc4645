"""Where the public answers."""

from django.urls import path

from ..views import commenting

urlpatterns = [
    path("reports/<slug:slug>/reply/", commenting.ReplyView.as_view(), name="reply"),
    path("reports/<slug:slug>/reply/sent/<str:receipt>/", commenting.reply_sent, name="reply-sent"),
]
