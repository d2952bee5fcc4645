"""What moderators do, beside the admin."""

from .report import CommentsOfReportView

__all__ = ["CommentsOfReportView"]
