"""Comments: how they are posted, held, decided, rendered, and read as a thread."""

from .deciding import approve, decide, mark_spam, reject, state_of
from .posting import adopt, post
from .rendering import render
from .thread import Entry, Thread, around, thread_of

__all__ = [
    "Entry",
    "Thread",
    "adopt",
    "approve",
    "around",
    "decide",
    "mark_spam",
    "post",
    "reject",
    "render",
    "state_of",
    "thread_of",
]
