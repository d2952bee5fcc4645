"""What people do with the comments that they wrote themselves."""

from .appealing import AppealView
from .changing import EditCommentView, WithdrawCommentView
from .erasing import EraseView
from .yours import ShowCommentsView, YourCommentsView, download_comments

__all__ = [
    "AppealView",
    "EditCommentView",
    "EraseView",
    "ShowCommentsView",
    "WithdrawCommentView",
    "YourCommentsView",
    "download_comments",
]
