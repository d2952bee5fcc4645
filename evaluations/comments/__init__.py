"""Comments: how they are posted or adopted, held, decided, rendered, and read as a thread."""

from .adopting import adopt
from .asked import appeal, appealable, complain, is_asked
from .badges import account_of, badges_of, give_badge, take_badge
from .checking import Said, objection_to
from .commenter import Commenter
from .confirming import confirm, discard, keep_unconfirmed, may_be_confirmed, send_link_again
from .deciding import NEEDS_REASON, approve, case_of, decide, mark_spam, reject, state_of, what_happened_to
from .editing import edit, stays_readable, withdraw
from .entries import Entry, alone
from .erasing import erase
from .guests import has_confirmed
from .holding import as_compared
from .many import cases_in, decide_each, how_many
from .outcomes import may_have_led_to, record_outcome, take_back_outcome
from .period import close_by_rule, open_period, rules_of, set_holding, set_last_day, set_rules
from .pinning import may_be_pinned, pin, unpin
from .places import place_of
from .posting import post
from .queue import Queue, QueueName, comments_in, queues_for
from .rendering import in_lines, render
from .surroundings import around
from .thread import NEWEST, Branch, Thread, branch_of, thread_of
from .undoing import Press, presses_to_undo, undo

__all__ = [
    "NEEDS_REASON",
    "NEWEST",
    "Branch",
    "Commenter",
    "Entry",
    "Press",
    "Queue",
    "QueueName",
    "Said",
    "Thread",
    "account_of",
    "adopt",
    "alone",
    "appeal",
    "appealable",
    "approve",
    "around",
    "as_compared",
    "badges_of",
    "branch_of",
    "case_of",
    "cases_in",
    "close_by_rule",
    "comments_in",
    "complain",
    "confirm",
    "decide",
    "decide_each",
    "discard",
    "edit",
    "erase",
    "give_badge",
    "has_confirmed",
    "how_many",
    "in_lines",
    "is_asked",
    "keep_unconfirmed",
    "mark_spam",
    "may_be_confirmed",
    "may_be_pinned",
    "may_have_led_to",
    "objection_to",
    "open_period",
    "pin",
    "place_of",
    "post",
    "presses_to_undo",
    "queues_for",
    "record_outcome",
    "reject",
    "render",
    "rules_of",
    "send_link_again",
    "set_holding",
    "set_last_day",
    "set_rules",
    "state_of",
    "stays_readable",
    "take_back_outcome",
    "take_badge",
    "thread_of",
    "undo",
    "unpin",
    "what_happened_to",
    "withdraw",
]
