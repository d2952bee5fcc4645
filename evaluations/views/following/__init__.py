"""Following by mail: what one asks for, confirms, changes and stops."""

from .asking import FollowMemberView, FollowReportView, FollowThreadView
from .by_link import ConfirmFollowView, FollowingByLinkView, StopFollowingView
from .yours import FollowingView

__all__ = [
    "ConfirmFollowView",
    "FollowMemberView",
    "FollowReportView",
    "FollowThreadView",
    "FollowingByLinkView",
    "FollowingView",
    "StopFollowingView",
]
