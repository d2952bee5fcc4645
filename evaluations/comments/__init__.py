"""Comments: how they are posted or adopted, held, decided, rendered, and read as a thread."""

from .adopting import adopt
from .deciding import NEEDS_REASON, approve, decide, mark_spam, reject, state_of, what_happened_to
from .period import open_period
from .posting import post
from .rendering import render
from .thread import Entry, Thread, around, thread_of

__all__ = [
    "NEEDS_REASON",
    "Entry",
    "Thread",
    "adopt",
    "approve",
    "around",
    "decide",
    "mark_spam",
    "open_period",
    "post",
    "reject",
    "render",
    "state_of",
    "thread_of",
    "what_happened_to",
]
