"""Where the link of a contact leads who is asked to read a draft."""

from django.urls import path

from ..views import consulted

urlpatterns = [
    path("consultation/<str:token>/", consulted.DraftView.as_view(), name="consultation"),
    path("consultation/<str:token>/react/", consulted.ReactView.as_view(), name="react-to-all"),
    path("consultation/<str:token>/react/<str:key>/", consulted.ReactView.as_view(), name="react"),
    path("consultation/<str:token>/reactions/<key:pk>/take-back/", consulted.TakeBackView.as_view(), name="take-back"),
    path(
        "consultation/<str:token>/files/<uuid:uuid>/<str:name>", consulted.FileView.as_view(), name="consultation-file"
    ),
]
