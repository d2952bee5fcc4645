"""The pages that everybody reads."""

from django.urls import path

from evaluations.feeds import LatestReportsFeed, ModerationLogFeed
from evaluations.views import public

urlpatterns = [
    path("forms/<slug:version>/", public.blank_form, name="blank-form"),
    path("reports/", public.ReportListView.as_view(), name="report-list"),
    path("reports/feed/", LatestReportsFeed(), name="report-feed"),
    path("reports/moderation-log/", public.ModerationLogView.as_view(), name="moderation-log"),
    path("reports/moderation-log.csv", public.moderation_log_as_csv, name="moderation-log-csv"),
    path("reports/moderation-log/feed/", ModerationLogFeed(), name="moderation-log-feed"),
    path("reports/files/<uuid:uuid>/<str:name>", public.download_evidence, name="evidence"),
    path("reports/files/<key:pk>/<str:name>", public.find_evidence, name="evidence-by-number"),
    path("reports/<slug:slug>/", public.report_page, name="report"),
    path("reports/<slug:slug>/history/", public.history_page, name="history"),
    path("reports/<slug:slug>/differences/", public.differences_page, name="differences"),
    path("reports/<slug:slug>/report.json", public.report_as_json, name="report-json"),
    path("reports/<slug:slug>/report.csv", public.report_as_csv, name="report-csv"),
    path("reports/<slug:slug>/v<key:number>/", public.report_page, name="edition"),
    path("reports/<slug:slug>/v<key:number>/report.json", public.report_as_json, name="edition-json"),
    path("reports/<slug:slug>/v<key:number>/report.csv", public.report_as_csv, name="edition-csv"),
    path("reports/<slug:slug>/v<key:number>/citation.bib", public.citation_as_bibtex, name="edition-bibtex"),
    path("reports/<slug:slug>/v<key:number>/citation.ris", public.citation_as_ris, name="edition-ris"),
    path("reports/<slug:slug>/v<key:number>/consultation/", public.consultation_page, name="edition-consultation"),
    path("reports/<slug:slug>/response/", public.official_response, name="official-response"),
    path("reports/<slug:slug>/comments/", public.comments_page, name="comments"),
    path("reports/<slug:slug>/comments/<key:pk>/", public.find_comment, name="comment"),
    path("reports/<slug:slug>/comments/<key:pk>/thread/", public.thread_page, name="thread"),
    path("reports/<slug:slug>/comments/<key:pk>/earlier/", public.earlier_texts, name="earlier-texts"),
    path("reports/<slug:slug>/moderation-log/", public.ModerationLogView.as_view(), name="report-moderation-log"),
    path("reports/<slug:slug>/moderation-log.csv", public.moderation_log_as_csv, name="report-moderation-log-csv"),
    path("reports/<slug:slug>/moderation-log/feed/", ModerationLogFeed(), name="report-moderation-log-feed"),
    path("reports/<slug:slug>/write/<key:pk>/", public.WriteToEvaluatorView.as_view(), name="write-to-evaluator"),
]
