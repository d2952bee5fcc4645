"""Where the link leads by which a contact of the government responds to a report."""

from django.urls import path

from ..views import responding

urlpatterns = [
    path("response/<str:token>/", responding.ResponseView.as_view(), name="response"),
    path("response/<str:token>/write/", responding.WritePartView.as_view(), name="write-on-the-whole"),
    path("response/<str:token>/write/<str:key>/", responding.WritePartView.as_view(), name="write-on-answer"),
    path("response/<str:token>/publish/", responding.PublishResponseView.as_view(), name="publish-response"),
]
