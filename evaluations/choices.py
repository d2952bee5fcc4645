"""Every stored code. A code is for ever; its label here serves filters, the admin and statistics only.

What a page says beside a code is worded by the version of the questionnaire that asked for it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    """Which of OGP's two evaluations a report is."""

    END_OF_COMMITMENT = "end-of-commitment", _("End of Commitment Report")
    RESULTS = "results", _("Results Report")


# Under what a report is filed on its page, as OGP files them: Results Reports under their Mechanism's name.
FILED_UNDER = {
    ReportKind.END_OF_COMMITMENT: _("End of Commitment Report"),
    ReportKind.RESULTS: _("IRM Report"),
}


class Standing(TextChoices):
    """Whether a report still stands for what it says."""

    STANDING = "standing", _("Standing")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Status(TextChoices):
    """How far an edition has come. Only workflow.py assigns one."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


class MoveName(TextChoices):
    """Each move, in the words in which a history tells it."""

    START = "start", _("Started")
    CORRECT = "correct", _("Opened for a new edition")
    DISCARD = "discard", _("Discarded")
    SUBMIT = "submit", _("Submitted")
    RETURN = "return", _("Returned for changes")
    APPROVE = "approve", _("Approved")
    SCHEDULE = "schedule", _("Scheduled for publication")
    UNSCHEDULE = "unschedule", _("Taken off the schedule")
    PUBLISH = "publish", _("Published")
    PUBLISH_SCHEDULED = "publish-scheduled", _("Published as scheduled")
    PUBLISH_IMPORT = "publish-import", _("Published as imported")
    PUBLISH_REDACTION = "publish-redaction", _("Published to tell of a redaction")


class Tie(TextChoices):
    """To whom a reviewer may have a tie that stands between her and a report."""

    MEMBER = "member", _("To the member")
    GOVERNMENT = "government", _("To its government")
    EVALUATOR = "evaluator", _("To an evaluator")


class ReviewRule(TextChoices):
    """A rule on who decides about an edition, in the words that tell the public of an exemption from it."""

    TIE = "tie", _("A reviewer with a tie decided about this edition.")
    ORGANISATION = "organisation", _("A reviewer from the organisation of an evaluator decided about this edition.")
    SAME_PERSON = "same-person", _("One person both approved and published this edition.")


# The same rules in the words that tell reviewers of an exemption, which nobody need have used.
EXEMPT_FROM = {
    ReviewRule.TIE: _("She may decide in spite of her tie"),
    ReviewRule.ORGANISATION: _("She may decide although she works where an evaluator does"),
    ReviewRule.SAME_PERSON: _("She may publish what she approved"),
}


class DispositionKind(TextChoices):
    """What became of a reaction to a report that was read before it was published."""

    CHANGED = "changed", _("Changed")
    KEPT = "kept", _("Kept as it was")
    OUT_OF_SCOPE = "out-of-scope", _("Out of scope")


class SuggestionOutcome(TextChoices):
    """What an evaluator did with a wording that a reviewer suggested; blank while she has not decided."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class UnlockOutcome(TextChoices):
    """What became of a request to open more of a returned report; blank while it waits."""

    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    OVER = "over", _("Over: the report was submitted again")


class ChangeClass(TextChoices):
    """What an edition is to the one before it."""

    FIRST = "first", _("First edition")
    CORRECTION = "correction", _("Correction")
    UPDATE = "update", _("Update")
    REDACTION = "redaction", _("Redaction")
    TRANSLATION = "translation", _("Translation")


class LevelOfProgress(TextChoices):
    """Question 1.1."""

    NO_EVIDENCE = "no-evidence", _("No evidence available")
    NOT_STARTED = "not-started", _("Not started")
    LIMITED = "limited", _("Limited")
    SUBSTANTIAL = "substantial", _("Substantial")
    COMPLETE = "complete", _("Complete")


class AsPlanned(TextChoices):
    """Question 1.3: how many of the milestones were implemented as planned."""

    ALL = "all", _("All milestones")
    MOST = "most", _("Most milestones")
    SOME = "some", _("Some milestones")
    NONE = "none", _("No milestone")


class Result(TextChoices):
    """Questions 2.1.1 to 2.1.3 and 2.2."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")


class Degree(TextChoices):
    """How far a result under 2.1 went (OGP's glossary)."""

    WORSENED = "worsened", _("Worsened")
    DID_NOT_CHANGE = "did-not-change", _("Did not change")
    MARGINAL = "marginal", _("Marginal")
    MAJOR = "major", _("Major")
    OUTSTANDING = "outstanding", _("Outstanding")


class EvidenceKind(TextChoices):
    """What backs an answer, or says, with a reason, that nothing does; what a redaction took out is none of them."""

    FILE = "file", _("File")
    LINK = "link", _("Link")
    QUOTATION = "quotation", _("Quotation")
    NONE = "none", _("No evidence")
    REMOVED = "removed", _("Removed by a redaction")


class MailKind(TextChoices):
    """Which mail it is, by the name of its template."""

    SUBMITTED = "submitted", _("A report waits for review")
    APPROVED = "approved", _("A report waits to be published")
    SCHEDULED = "scheduled", _("A report is to be published at a time")
    UNSCHEDULED = "unscheduled", _("A report is not published at its time")
    NOT_PUBLISHED = "not_published", _("A report could not be published at its time")
    RETURNED = "returned", _("A report came back")
    REOPENED = "reopened", _("A new edition of a report is to be written")
    DISCARDED = "discarded", _("A new edition of a report was discarded")
    PUBLISHED = "published", _("A report was published")
    REDACTED = "redacted", _("Parts of a published report were removed")
    STANDING = "standing", _("A report was withdrawn, or stands again")
    RECEIPT = "receipt", _("Receipt")
    NAMED = "named", _("Named as an evaluator")
    INVITED = "invited", _("Invitation")
    INVITATION_ANSWERED = "invitation_answered", _("Answer to an invitation")
    REMINDER = "reminder", _("Reminder")
    UNLOCK_REQUEST = "unlock_request", _("Request to open more")
    UNLOCK_DECISION = "unlock_decision", _("Decision about opening more")
    ASSIGNMENT_REQUEST = "assignment_request", _("Request for an assignment")
    ASSIGNMENT_GRANTED = "assignment_granted", _("Assignment granted")
    ASSIGNMENT_DECLINED = "assignment_declined", _("Assignment declined")
    CONSULTED = "consulted", _("Asked to read a report before it is published")
    CONSULTATION_OVER = "consultation_over", _("A consultation is over")
    CONSULTED_PUBLISHED = "consulted_published", _("A report that contacts were asked to read was published")
    CONSULTED_DISCARDED = "consulted_discarded", _("What contacts were asked to read was discarded")
    ASKED_TO_RESPOND = "asked_to_respond", _("Asked to respond to a report")
    RESPONDED = "responded", _("The government has responded")
    MODERATION_DIGEST = "moderation_digest", _("What waits for moderators")
    CONFIRM_COMMENT = "confirm_comment", _("Confirm a comment")
    COMMENT_DECIDED = "comment_decided", _("What was decided about a comment")
    COMPLAINT_ANSWERED = "complaint_answered", _("What came of a complaint")
    OWN_COMMENTS = "own_comments", _("Way to one’s own comments")
    CONFIRM_FOLLOW = "confirm_follow", _("Confirm that news are wanted")
    FOLLOWS_ALREADY = "follows_already", _("News are wanted already")
    NEWS = "news", _("News of what somebody follows")
    FORWARDED_MESSAGE = "forwarded_message", _("Message of a reader")


class MailState(TextChoices):
    """How far a mail has come."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    NEEDLESS = "needless", _("Not needed any more")


class CommentStatus(TextChoices):
    """What a moderator decided about a comment, or its author."""

    HELD = "held", _("Held")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


# What moderators turned down: where the public had read it, a notice stands in its place.
TURNED_DOWN = (CommentStatus.REJECTED, CommentStatus.SPAM)


class RemovalRule(TextChoices):
    """Against which of the comment rules a comment was, in the words of the notice in its place."""

    INSULT = "insult", _("insults, threats or contempt")
    ACCUSATION = "accusation", _("an accusation against a person without support")
    PRIVATE = "private", _("private data of other people")
    ADVERTISING = "advertising", _("advertising, or the same text in many places")
    OTHER = "other", _("off the subject, or against the law")


class HoldingMode(TextChoices):
    """Which comments wait for a moderator before the public reads them."""

    ALL = "all", _("All: each one waits")
    FIRST = "first", _("First: the first of everybody, and what the rules hold")
    RULES = "rules", _("By rule: what the rules hold, whoever wrote it")
    NONE = "none", _("None: only what looks like a machine, or borrows the name of a badge")


class BadgeKind(TextChoices):
    """For whom somebody speaks whom staff have verified."""

    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    EVALUATOR = "evaluator", _("Evaluator")
    STAFF = "staff", _("Staff")


class FollowPace(TextChoices):
    """How soon a follower is told of what is new."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day at most")
    WEEKLY = "weekly", _("Once a week at most")


class Language(TextChoices):
    """A language that a report may be written in (BCP 47), by its own name."""

    AR = "ar", "العربية"
    DE = "de", "Deutsch"
    EL = "el", "Ελληνικά"
    EN = "en", "English"
    ES = "es", "Español"
    FR = "fr", "Français"
    HY = "hy", "Հայերեն"
    ID = "id", "Bahasa Indonesia"
    IT = "it", "Italiano"
    KA = "ka", "ქართული"
    PT = "pt", "Português"
    RO = "ro", "Română"
    RU = "ru", "Русский"
    SR = "sr", "Srpski"
    TL = "tl", "Tagalog"
    UK = "uk", "Українська"


class InvitationOutcome(TextChoices):
    """How an invitation ended; blank while it waits."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Revoked")


class ReminderKind(TextChoices):
    """When, from the day on which a report is due, somebody is reminded of it."""

    TWO_WEEKS_BEFORE = "two-weeks-before", _("Two weeks before")
    TWO_DAYS_BEFORE = "two-days-before", _("Two days before")
    ONE_WEEK_AFTER = "one-week-after", _("One week after")
