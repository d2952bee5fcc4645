"""What we know: reports, their editions, who wrote them, what backs them, what happened to them."""

from .act import Act
from .answers import ANSWERS, NARRATIVES
from .appeal import Appeal
from .badge import Badge
from .byline import Byline, RemovedByline
from .comment import Comment
from .comment_queryset import APPEALED, COMPLAINED_OF, WAITS, IsAmong
from .complaint import Complaint
from .conflict import Declaration, Exemption
from .consultation import Consultation, Consulted, Disposition, Reaction
from .decision import UNDONE_WITHIN, Decision
from .digest import Digest
from .earlier_text import EarlierText
from .edition import Edition, Overview
from .edition_queryset import ENDED, WITH_REVIEWERS
from .evaluator import Assignment, AssignmentRequest, Evaluator, VerifiedEmail, name_of, own_name
from .evidence import Evidence, StoredFile
from .follow import NOBODY, Follow
from .holding import HoldingRules
from .invitation import Invitation
from .justification import Justification
from .mail import Mail
from .mailboxes import mailbox_of, of_person
from .move import Move
from .outcome import Outcome
from .page_validity import (
    AccountOnPage,
    ActionPlanOnPage,
    ActOnPage,
    CommentOnPage,
    CommitmentOnPage,
    EditionOnPage,
    EvaluatorOnPage,
    MemberOnPage,
    OutcomeOnPage,
)
from .presence import Presence
from .receipt import Receipt
from .redaction import Redaction
from .remark import Remark, RemarkReply
from .reminder import Reminder, ReminderStop
from .report import Report
from .response import Respondent, Response, ResponsePart
from .ruling import Ruling
from .seal import Seal
from .searching import search_query
from .signature import Signature
from .standing_change import StandingChange
from .unconfirmed import UnconfirmedComment
from .unlock_request import UnlockRequest

__all__ = [
    "ANSWERS",
    "APPEALED",
    "COMPLAINED_OF",
    "ENDED",
    "NARRATIVES",
    "NOBODY",
    "UNDONE_WITHIN",
    "WAITS",
    "WITH_REVIEWERS",
    "AccountOnPage",
    "Act",
    "ActOnPage",
    "ActionPlanOnPage",
    "Appeal",
    "Assignment",
    "AssignmentRequest",
    "Badge",
    "Byline",
    "Comment",
    "CommentOnPage",
    "CommitmentOnPage",
    "Complaint",
    "Consultation",
    "Consulted",
    "Decision",
    "Declaration",
    "Digest",
    "Disposition",
    "EarlierText",
    "Edition",
    "EditionOnPage",
    "Evaluator",
    "EvaluatorOnPage",
    "Evidence",
    "Exemption",
    "Follow",
    "HoldingRules",
    "Invitation",
    "IsAmong",
    "Justification",
    "Mail",
    "MemberOnPage",
    "Move",
    "Outcome",
    "OutcomeOnPage",
    "Overview",
    "Presence",
    "Reaction",
    "Receipt",
    "Redaction",
    "Remark",
    "RemarkReply",
    "Reminder",
    "ReminderStop",
    "RemovedByline",
    "Report",
    "Respondent",
    "Response",
    "ResponsePart",
    "Ruling",
    "Seal",
    "Signature",
    "StandingChange",
    "StoredFile",
    "UnconfirmedComment",
    "UnlockRequest",
    "VerifiedEmail",
    "mailbox_of",
    "name_of",
    "of_person",
    "own_name",
    "search_query",
]
