"""Where reviewers check and publish."""

from django.urls import path

from ..views import review

urlpatterns = [
    path("review/", review.QueueView.as_view(), name="review-queue"),
    path("review/start/", review.StartResultsView.as_view(), name="start-results"),
    path("review/<key:number>/", review.ReviewView.as_view(), name="review"),
    path("review/<key:number>/submissions/", review.SubmissionsView.as_view(), name="review-submissions"),
    path("review/<key:number>/return/", review.ReturnView.as_view(), name="return"),
    path("review/<key:number>/remarks/", review.RemarkView.as_view(), name="remark"),
    path("review/<key:number>/remarks/<key:pk>/", review.OnRemarkView.as_view(), name="on-remark"),
    path("review/<key:number>/rulings/", review.RulingView.as_view(), name="ruling"),
    path("review/<key:number>/unlocking/<key:pk>/", review.DecideUnlockingView.as_view(), name="decide-unlocking"),
    path("review/<key:number>/ties/", review.DeclareView.as_view(), name="declare"),
    path("review/<key:number>/exemptions/", review.ExemptView.as_view(), name="exempt"),
    path("review/<key:number>/standing/", review.StandingView.as_view(), name="standing"),
    path("review/<key:number>/comment-period/", review.CommentPeriodView.as_view(), name="comment-period"),
    path("review/<key:number>/response/ask/", review.AskToRespondView.as_view(), name="ask-to-respond"),
    path(
        "review/<key:number>/response/<key:pk>/revoke/",
        review.RevokeRespondentView.as_view(),
        name="revoke-respondent",
    ),
    path("review/<key:number>/consultation/", review.ConsultationView.as_view(), name="review-consultation"),
    path("review/<key:number>/consultation/open/", review.OpenConsultationView.as_view(), name="open-consultation"),
    path("review/<key:number>/consultation/skip/", review.SkipConsultationView.as_view(), name="skip-consultation"),
    path("review/<key:number>/consultation/end/", review.EndConsultationView.as_view(), name="end-consultation"),
    path("review/<key:number>/consultation/contacts/", review.AskMoreView.as_view(), name="ask-more"),
    path("review/<key:number>/consultation/contacts/<key:pk>/", review.RevokeLinkView.as_view(), name="revoke-link"),
    path("review/<key:number>/consultation/reactions/<key:pk>/", review.DisposeView.as_view(), name="dispose"),
    path("review/<key:number>/approve/", review.ApproveView.as_view(), name="approve"),
    path("review/<key:number>/schedule/", review.ScheduleView.as_view(), name="schedule"),
    path("review/<key:number>/unschedule/", review.UnscheduleView.as_view(), name="unschedule"),
    path("review/<key:number>/publish/", review.PublishView.as_view(), name="publish"),
]
