"""Where the pages are."""

from django.urls import path

from . import views

app_name = "commitments"
urlpatterns = [
    path("members/", views.MemberListView.as_view(), name="member-list"),
    path("members/<slug:slug>/", views.MemberView.as_view(), name="member"),
    path("action-plans/", views.ActionPlanListView.as_view(), name="action-plan-list"),
    path("action-plans/<slug:slug>/", views.ActionPlanView.as_view(), name="action-plan"),
    path("commitments/", views.CommitmentListView.as_view(), name="commitment-list"),
    path("commitments/<slug:slug>/", views.CommitmentView.as_view(), name="commitment"),
]
