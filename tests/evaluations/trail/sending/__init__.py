"""What people send to do something to a report, by route, and what the audit trail is to say of it."""

from . import around, commenting, reviewing, writing
from .made import lead_of

__all__ = ["LEAVES_NO_TRACE", "SENDINGS", "lead_of"]

SENDINGS = writing.SENDINGS | reviewing.SENDINGS | around.SENDINGS | commenting.SENDINGS

# Where something can be sent that is no act of the trail. Patterns as of a shell.
LEAVES_NO_TRACE = {
    "saving answers is told by the submissions, and happens with every few words": [
        "evaluations:autosave",
        "evaluations:overview",
    ],
    "it asks, or says where she is, and changes nothing of a report": [
        "evaluations:compare",
        "evaluations:write-on-*",  # a draft, of which nobody is told
        "evaluations:kept-words",
        "evaluations:kept-request",
        "evaluations:presence",
        "evaluations:raised-flags",
        "evaluations:report-feed",
        "evaluations:moderation-log-feed",
        "evaluations:report-moderation-log-feed",
    ],
    "it is about herself, or about what she may do for a member, and about no report": [
        "evaluations:me",
        "evaluations:ask",
        "evaluations:stop-reminders",
        "admin:evaluations_evaluator_*",
        "admin:evaluations_assignment_*",
        "admin:evaluations_assignmentrequest_*",
        "admin:evaluations_badge_*",
        "admin:evaluations_holdingrules_*",
    ],
    "what a reader writes under a report, or to an evaluator, or follows, is not done to the report": [
        "evaluations:reply",
        "evaluations:reply-waiting",
        "evaluations:confirm-comment",
        "evaluations:your-comments",
        "evaluations:show-comments",
        "evaluations:follow-*",
        "evaluations:following",
        "evaluations:following-by-link",
        "evaluations:confirm-follow",
        "evaluations:stop-following",
        "evaluations:write-to-evaluator",
    ],
    "a mail that is sent again is the outbox's": ["admin:evaluations_mail_*"],
    "it shows, and changes nothing": [
        "admin:evaluations_*_history",
        "admin:evaluations_act_*",
        "admin:evaluations_comment_changelist",  # it leads to the page of the decision
        "admin:evaluations_evidence_changelist",
        "admin:evaluations_move_changelist",
        "admin:evaluations_redaction_changelist",
        "admin:evaluations_report_changelist",
        "admin:evaluations_seal_changelist",
        "admin:evaluations_storedfile_changelist",
    ],
}
