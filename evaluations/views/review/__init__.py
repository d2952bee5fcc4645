"""What reviewers look at: the queue, one report as the public will read it, and what they decide and say of it."""

from .commenting import CommentPeriodView
from .deciding import ApproveView, PublishView, ReturnView, ScheduleView, UnscheduleView
from .declaring import DeclareView, ExemptView
from .page import ReviewView, SubmissionsView
from .queue import QueueView
from .remarking import OnRemarkView, RemarkView, RulingView
from .starting import StartResultsView
from .unlocking import DecideUnlockingView
from .withdrawing import StandingView

__all__ = [
    "ApproveView",
    "CommentPeriodView",
    "DecideUnlockingView",
    "DeclareView",
    "ExemptView",
    "OnRemarkView",
    "PublishView",
    "QueueView",
    "RemarkView",
    "ReturnView",
    "ReviewView",
    "RulingView",
    "ScheduleView",
    "StandingView",
    "StartResultsView",
    "SubmissionsView",
    "UnscheduleView",
]
