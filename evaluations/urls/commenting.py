"""Where the public answers."""

from django.urls import path

from ..views import commenting, complaining, confirming, own, replied

urlpatterns = [
    path("reports/comments/yours/", own.YourCommentsView.as_view(), name="your-comments"),
    path("reports/comments/yours/download/", own.download_comments, name="download-comments"),
    path("reports/comments/yours/erase/", own.EraseView.as_view(), name="erase-commenter"),
    path("reports/comments/decision/<str:token>/", own.AppealView.as_view(), name="appeal"),
    path("reports/comments/complaint/<str:token>/", complaining.complaint_page, name="complaint"),
    path("reports/comments/yours/<str:token>/", own.ShowCommentsView.as_view(), name="show-comments"),
    path("reports/<slug:slug>/comments/<key:pk>/edit/", own.EditCommentView.as_view(), name="edit-comment"),
    path("reports/<slug:slug>/comments/<key:pk>/withdraw/", own.WithdrawCommentView.as_view(), name="withdraw-comment"),
    path("reports/<slug:slug>/comments/<key:pk>/complain/", complaining.ComplainView.as_view(), name="complain"),
    path("reports/<slug:slug>/reply/", commenting.ReplyView.as_view(), name="reply"),
    path("reports/<slug:slug>/reply/sent/<str:receipt>/", replied.reply_sent, name="reply-sent"),
    path("reports/<slug:slug>/reply/waiting/<str:key>/", confirming.WaitingCommentView.as_view(), name="reply-waiting"),
    path(
        "reports/<slug:slug>/reply/confirm/<str:key>/", confirming.ConfirmCommentView.as_view(), name="confirm-comment"
    ),
]
