"""Mails: who is told what. They leave after the change is committed, through the queue of tasks, by id alone."""

from .commenting import tell_guest_of_own_comments, tell_guest_to_confirm
from .consulting import (
    tell_consulted,
    tell_consulted_of_discarding,
    tell_consulted_of_publication,
    tell_reviewers_of_consultation,
)
from .deciding import tell_author_of_decisions, tell_complainant, tell_complainants, what_came_of
from .following import tell_follower, tell_guest_that_she_follows, tell_guest_to_confirm_follow
from .forwarding import can_be_written_to, forward
from .joining import tell_evaluator_of_naming, tell_invited, tell_inviter
from .moderating import tell_moderator
from .outbox import send_again, send_unsent
from .reminders import remind
from .reports import (
    send_receipts,
    tell_evaluators_of_discarding,
    tell_evaluators_of_new_edition,
    tell_evaluators_of_publication,
    tell_evaluators_of_redaction,
    tell_evaluators_of_return,
    tell_evaluators_of_schedule,
    tell_of_unscheduling,
    tell_reviewers,
    tell_reviewers_of_approval,
)
from .requests import tell_person_of_decision, tell_staff_of_request
from .responding import tell_evaluators_of_response, tell_respondent, tell_respondents_of_redaction
from .sending import email_of, nobody_told
from .standing import tell_evaluators_of_standing
from .unlocking import tell_lead_of_unlock_decision, tell_reviewers_of_unlock_request

__all__ = [
    "can_be_written_to",
    "email_of",
    "forward",
    "nobody_told",
    "remind",
    "send_again",
    "send_receipts",
    "send_unsent",
    "tell_author_of_decisions",
    "tell_complainant",
    "tell_complainants",
    "tell_consulted",
    "tell_consulted_of_discarding",
    "tell_consulted_of_publication",
    "tell_evaluator_of_naming",
    "tell_evaluators_of_discarding",
    "tell_evaluators_of_new_edition",
    "tell_evaluators_of_publication",
    "tell_evaluators_of_redaction",
    "tell_evaluators_of_response",
    "tell_evaluators_of_return",
    "tell_evaluators_of_schedule",
    "tell_evaluators_of_standing",
    "tell_follower",
    "tell_guest_of_own_comments",
    "tell_guest_that_she_follows",
    "tell_guest_to_confirm",
    "tell_guest_to_confirm_follow",
    "tell_invited",
    "tell_inviter",
    "tell_lead_of_unlock_decision",
    "tell_moderator",
    "tell_of_unscheduling",
    "tell_person_of_decision",
    "tell_respondent",
    "tell_respondents_of_redaction",
    "tell_reviewers",
    "tell_reviewers_of_approval",
    "tell_reviewers_of_consultation",
    "tell_reviewers_of_unlock_request",
    "tell_staff_of_request",
    "what_came_of",
]
