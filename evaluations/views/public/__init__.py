"""The pages that everybody reads."""

from .blank import blank_form
from .citing import citation_as_bibtex, citation_as_ris
from .consultation import consultation_page
from .earlier import earlier_texts
from .evidence import download_evidence, find_evidence
from .history import differences_page, history_page
from .lists import ReportListView
from .moderation_log import ModerationLogView, moderation_log_as_csv
from .report import report_as_csv, report_as_json, report_page
from .responses import official_response
from .threads import comments_page, find_comment, thread_page
from .writing import WriteToEvaluatorView

__all__ = [
    "ModerationLogView",
    "ReportListView",
    "WriteToEvaluatorView",
    "blank_form",
    "citation_as_bibtex",
    "citation_as_ris",
    "comments_page",
    "consultation_page",
    "differences_page",
    "download_evidence",
    "earlier_texts",
    "find_comment",
    "find_evidence",
    "history_page",
    "moderation_log_as_csv",
    "official_response",
    "report_as_csv",
    "report_as_json",
    "report_page",
    "thread_page",
]
