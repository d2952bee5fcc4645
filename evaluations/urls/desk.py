"""The evaluator's desk."""

from django.urls import path

from ..views import desk

urlpatterns = [
    path("desk/", desk.DeskView.as_view(), name="desk"),
    path("desk/start/", desk.StartView.as_view(), name="start"),
    path("desk/ask/", desk.AskView.as_view(), name="ask"),
    path("desk/ask/kept/", desk.KeptRequestView.as_view(), name="kept-request"),
    path("desk/me/", desk.MeView.as_view(), name="me"),
    path("reminders/<str:token>/stop/", desk.StopRemindersView.as_view(), name="stop-reminders"),
    path("invitations/<str:token>/", desk.InvitationView.as_view(), name="invitation"),
    path("desk/<key:number>/", desk.TaskListView.as_view(), name="task-list"),
    path("desk/<key:number>/autosave/", desk.AutosaveView.as_view(), name="autosave"),
    path("desk/<key:number>/compare/", desk.CompareView.as_view(), name="compare"),
    path("desk/<key:number>/kept/", desk.KeptWordsView.as_view(), name="kept-words"),
    path("desk/<key:number>/presence/", desk.PresenceView.as_view(), name="presence"),
    path("desk/<key:number>/overview/", desk.OverviewView.as_view(), name="overview"),
    path("desk/<key:number>/section/<slug:slug>/", desk.SectionView.as_view(), name="edit-section"),
    path("desk/<key:number>/evidence/<str:key>/", desk.EvidenceView.as_view(), name="evidence-of"),
    path("desk/<key:number>/files/<str:key>/", desk.UploadView.as_view(), name="upload"),
    path("desk/<key:number>/evaluators/", desk.EvaluatorsView.as_view(), name="evaluators"),
    path("desk/<key:number>/flags/", desk.FlagsView.as_view(), name="flags"),
    path("desk/<key:number>/flags/raised/", desk.RaisedView.as_view(), name="raised-flags"),
    path("desk/<key:number>/unlocking/", desk.UnlockView.as_view(), name="unlock"),
    path("desk/<key:number>/remarks/", desk.RemarksView.as_view(), name="remarks"),
    path("desk/<key:number>/consultation/", desk.ConsultationView.as_view(), name="desk-consultation"),
    path("desk/<key:number>/check/", desk.CheckView.as_view(), name="check"),
    path("desk/<key:number>/sign/", desk.SignView.as_view(), name="sign"),
    path("desk/<key:number>/submit/", desk.SubmitView.as_view(), name="submit"),
    path("desk/<key:number>/submissions/", desk.SubmissionsView.as_view(), name="submissions"),
    path("desk/<key:number>/receipts/<key:pk>/report.<str:ending>", desk.ReceiptView.as_view(), name="receipt"),
    path("desk/<key:number>/discard/", desk.DiscardView.as_view(), name="discard"),
    path("desk/<key:number>/discarded/", desk.DiscardedView.as_view(), name="discarded"),
    path("desk/<key:number>/correct/", desk.CorrectView.as_view(), name="correct"),
]
