"""Following a thread, a report or a member by mail: who asks for it, confirms it, stops it, and is told."""

from .asking import ask, change_pace, confirm, follow, follow_thread, send_link_again, stop
from .locking import hold_followers_back
from .sending import send

__all__ = [
    "ask",
    "change_pace",
    "confirm",
    "follow",
    "follow_thread",
    "hold_followers_back",
    "send",
    "send_link_again",
    "stop",
]
