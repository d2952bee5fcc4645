"""What moderators do, beside the admin."""

from .queue import DecideView, ModerationView, UndoView
from .report import CommentsOfReportView

__all__ = ["CommentsOfReportView", "DecideView", "ModerationView", "UndoView"]
