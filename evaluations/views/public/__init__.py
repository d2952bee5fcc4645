"""The pages that everybody reads."""

from .blank import blank_form
from .evidence import download_evidence, find_evidence
from .lists import ReportListView
from .report import report_as_csv, report_as_json, report_page
from .writing import WriteToEvaluatorView

__all__ = [
    "ReportListView",
    "WriteToEvaluatorView",
    "blank_form",
    "download_evidence",
    "find_evidence",
    "report_as_csv",
    "report_as_json",
    "report_page",
]
