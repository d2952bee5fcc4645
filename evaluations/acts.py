"""What is done to a report, in the words of the audit trail. Codes are for ever, as those of choices.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .choices import MoveName


class ActKind(TextChoices):
    """What is done to a report, in the words of the audit trail. Each move (MoveName) is an act besides."""

    NAME_EVALUATOR = "name-evaluator", _("Named an evaluator")
    REMOVE_EVALUATOR = "remove-evaluator", _("Took an evaluator off")
    SHIFT_EVALUATOR = "shift-evaluator", _("Changed the order of the evaluators")
    INVITE = "invite", _("Invited an evaluator")
    REVOKE_INVITATION = "revoke-invitation", _("Revoked an invitation")
    ACCEPT_INVITATION = "accept-invitation", _("Accepted an invitation")
    DECLINE_INVITATION = "decline-invitation", _("Declined an invitation")
    TAKE_BACK_INVITATION = "take-back-invitation", _("Took an invitation back")
    ADD_EVIDENCE = "add-evidence", _("Added evidence")
    REMOVE_EVIDENCE = "remove-evidence", _("Removed evidence")
    SAY_NO_EVIDENCE = "say-no-evidence", _("Said that there is no evidence")
    JUSTIFY = "justify", _("Justified an answer")
    TAKE_BACK_JUSTIFICATION = "take-back-justification", _("Took a justification back")
    SIGN = "sign", _("Signed")
    ASK_TO_UNLOCK = "ask-to-unlock", _("Asked to open more")
    GRANT_UNLOCKING = "grant-unlocking", _("Opened what was asked for")
    DECLINE_UNLOCKING = "decline-unlocking", _("Declined to open more")
    REMARK = "remark", _("Remarked")
    REPLY = "reply", _("Replied to a remark")
    RESOLVE = "resolve", _("Resolved a remark")
    ACCEPT_SUGGESTION = "accept-suggestion", _("Accepted a suggested wording")
    DECLINE_SUGGESTION = "decline-suggestion", _("Declined a suggested wording")
    ACCEPT_JUSTIFICATION = "accept-justification", _("Accepted a justification")
    REFUSE_JUSTIFICATION = "refuse-justification", _("Did not accept a justification")
    DECLARE = "declare", _("Declared whether there is a tie")
    EXEMPT = "exempt", _("Exempted a reviewer")
    OPEN_CONSULTATION = "open-consultation", _("Asked contacts to read it")
    ASK_CONTACTS = "ask-contacts", _("Asked more contacts")
    REVOKE_LINK = "revoke-link", _("Revoked the link of a contact")
    END_CONSULTATION = "end-consultation", _("Ended the consultation before its time")
    SKIP_CONSULTATION = "skip-consultation", _("Said why nobody is asked")
    REACT = "react", _("Reacted")
    TAKE_BACK_REACTION = "take-back-reaction", _("Took a reaction back")
    DISPOSE = "dispose", _("Said what became of a reaction")
    WITHDRAW = "withdraw", _("Withdrew the report")
    REINSTATE = "reinstate", _("Let the report stand again")
    ASK_TO_RESPOND = "ask-to-respond", _("Asked the government to respond")
    REVOKE_RESPONDENT = "revoke-respondent", _("Revoked the link of a respondent")
    RESPOND = "respond", _("Published the government’s response")
    REDACT = "redact", _("Removed values from what was published")
    OPEN_COMMENTS = "open-comments", _("Opened for public comment")
    SET_HOLDING = "set-holding", _("Said which comments wait")
    SET_LAST_DAY = "set-last-day", _("Set the last day for comments")
    APPROVE_COMMENT = "approve-comment", _("Approved a comment")
    REJECT_COMMENT = "reject-comment", _("Rejected a comment")
    MARK_SPAM = "mark-spam", _("Marked a comment as spam")
    UNDO_DECISION = "undo-decision", _("Took back a decision about a comment")
    PIN_COMMENT = "pin-comment", _("Pinned a comment of the government")
    UNPIN_COMMENT = "unpin-comment", _("Took down a pinned comment")
    RECORD_OUTCOME = "record-outcome", _("Recorded what a comment led to")
    TAKE_BACK_OUTCOME = "take-back-outcome", _("Took back what a comment led to")
    EDIT_COMMENT = "edit-comment", _("Changed a comment that was shown")
    WITHDRAW_COMMENT = "withdraw-comment", _("Withdrew a comment")
    APPEAL = "appeal", _("Appealed against a decision about a comment")
    COMPLAIN = "complain", _("Complained of a comment")
    ERASE_COMMENTER = "erase-commenter", _("Took the name off a comment")


# What those hear of who follow a report, or its member.
PUBLICATIONS = [MoveName.PUBLISH, MoveName.PUBLISH_SCHEDULED, MoveName.PUBLISH_IMPORT, MoveName.PUBLISH_REDACTION]
OPENINGS = [ActKind.OPEN_COMMENTS, ActKind.SET_LAST_DAY]
STANDING_CHANGES = [ActKind.WITHDRAW, ActKind.REINSTATE]
NEWS = [*PUBLICATIONS, ActKind.RESPOND, *OPENINGS, *STANDING_CHANGES]


class ActRole(TextChoices):
    """In which role somebody did something to a report."""

    EVALUATOR = "evaluator", _("Evaluator")
    REVIEWER = "reviewer", _("Reviewer")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")
    INVITED = "invited", _("Invited")
    CONTACT = "contact", _("Contact of the member")
    COMMENTER = "commenter", _("Author of the comment")
    READER = "reader", _("Reader")
    SITE = "site", _("The site itself")
    NOT_RECORDED = "not-recorded", _("Not recorded")  # of acts from before there was a trail


# What a report's public history tells of the acts with a published edition, without saying who. All others, those of
# the desk and of the talk between evaluators and reviewers, are for staff.
PUBLIC_ACTS = (
    MoveName.START,
    MoveName.CORRECT,
    MoveName.SUBMIT,
    MoveName.RETURN,
    MoveName.APPROVE,
    MoveName.SCHEDULE,
    MoveName.UNSCHEDULE,
    MoveName.PUBLISH,
    MoveName.PUBLISH_SCHEDULED,
    MoveName.PUBLISH_IMPORT,
    MoveName.PUBLISH_REDACTION,
    ActKind.OPEN_CONSULTATION,
    ActKind.END_CONSULTATION,
    ActKind.SKIP_CONSULTATION,
    ActKind.WITHDRAW,
    ActKind.REINSTATE,
    ActKind.RESPOND,
    ActKind.OPEN_COMMENTS,
)
