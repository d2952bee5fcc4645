"""What reviewers look at: the queue, one report as the public will read it, and what they decide and say of it."""

from .commenting import CommentPeriodView
from .consulting import (
    AskMoreView,
    ConsultationView,
    DisposeView,
    EndConsultationView,
    OpenConsultationView,
    RevokeLinkView,
    SkipConsultationView,
)
from .deciding import ApproveView, PublishView, ReturnView, ScheduleView, UnscheduleView
from .declaring import DeclareView, ExemptView
from .page import ReviewView, SubmissionsView
from .queue import QueueView
from .remarking import OnRemarkView, RemarkView, RulingView
from .responding import AskToRespondView, RevokeRespondentView
from .starting import StartResultsView
from .unlocking import DecideUnlockingView
from .withdrawing import StandingView

__all__ = [
    "ApproveView",
    "AskMoreView",
    "AskToRespondView",
    "CommentPeriodView",
    "ConsultationView",
    "DecideUnlockingView",
    "DeclareView",
    "DisposeView",
    "EndConsultationView",
    "ExemptView",
    "OnRemarkView",
    "OpenConsultationView",
    "PublishView",
    "QueueView",
    "RemarkView",
    "ReturnView",
    "ReviewView",
    "RevokeLinkView",
    "RevokeRespondentView",
    "RulingView",
    "ScheduleView",
    "SkipConsultationView",
    "StandingView",
    "StartResultsView",
    "SubmissionsView",
    "UnscheduleView",
]
