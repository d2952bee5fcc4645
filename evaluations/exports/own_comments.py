"""All that is kept of what somebody wrote under reports, and of what she follows, for herself."""

from django.db.models import Prefetch

from ..choices import CommentStatus
from ..models import Complaint, Decision, Follow, UnconfirmedComment, mailbox_of
from .document import absolute

# What was taken back within the hour was told to nobody.
_DECISIONS = Prefetch("decisions", Decision.objects.standing().select_related("appeal__answer"))


def own_comments(commenter):
    """Return as plain data, the oldest first, what a Commenter wrote; times are UTC, in ISO 8601.

    With what it said earlier, what moderators decided about it and how she appealed, with the words that she has not
    confirmed yet, with what she complained of and with what she follows by mail.
    """
    hers = commenter.comments().in_time().select_related("report", "edition", "badge")
    mailboxes = sorted({mailbox_of(email) for email in commenter.emails})
    return {
        "comments": [_comment(comment) for comment in hers.prefetch_related("earlier_texts", _DECISIONS)],
        "not_confirmed": [_unconfirmed(words) for email in mailboxes for words in _waiting(email)],
        "complaints": [_complaint(complaint) for complaint in _complaints(commenter)],
        "following": [_follow(follow) for follow in _follows(commenter)],
    }


def _waiting(email):
    return UnconfirmedComment.objects.waiting().filter(email__mailbox=email).select_related("report", "edition")


def _complaints(commenter):
    hers = Complaint.objects.of(account=commenter.account, emails=commenter.emails)
    return hers.select_related("comment__report", "answer").order_by("pk")


def _complaint(complaint):
    return {
        "comment_url": absolute(complaint.comment.get_absolute_url()),
        "rule": complaint.rule,
        "text": complaint.text,
        "email": complaint.email or None,
        "made_at": _time(complaint.made_at),
        "answer": _answer(complaint.answer),
    }


def _answer(decision):
    return {"status": _turned(decision.status), "at": _time(decision.at)} if decision else None


def _follows(commenter):
    hers = Follow.objects.of(account=commenter.account, emails=commenter.emails)
    return hers.select_related("thread__report", "report", "member").order_by("pk")


def _follow(follow):
    return {
        "what": "thread" if follow.thread else "report" if follow.report else "member",
        "url": absolute(follow.subject_url),
        "email": follow.email or None,
        "pace": follow.pace,
        "language": follow.language,
        "asked_at": _time(follow.asked_at),
        "confirmed_at": _time(follow.confirmed_at),
        "told_until": _time(follow.told_until),
    }


def _comment(comment):
    return {
        "number": comment.pk,
        "url": absolute(comment.get_absolute_url()) if comment.shown_at else None,
        **_place(comment),
        "in_reply_to": comment.parent_id,
        "name": comment.name,
        "email": comment.email or None,
        "badge": comment.badge.kind if comment.badge else None,
        "text": comment.text,
        # What a machine fills in is told as waiting, as on every page: it is not taught what gave it away.
        "status": _status(comment),
        "posted_at": _time(comment.posted_at),
        "first_shown_at": _time(comment.shown_at),
        "edited_at": _time(comment.edited_at),
        "withdrawn_at": _time(comment.withdrawn_at),
        "earlier_texts": [
            {"text": text.text, "written_at": _time(text.written_at), "replaced_at": _time(text.replaced_at)}
            for text in comment.earlier_texts.all()
        ],
        "decisions": [_decision(decision) for decision in comment.decisions.all()],
    }


def _decision(decision):
    appeal = getattr(decision, "appeal", None)
    return {
        "status": _turned(decision.status),
        "rule": decision.rule or None,
        "reason": decision.reason or None,
        "at": _time(decision.at),
        "appeal": appeal and {"text": appeal.text, "made_at": _time(appeal.made_at), "answer": _answer(appeal.answer)},
    }


def _turned(status):
    """Return the status as its author is told it: spam is turned down, as whatever else is."""
    return CommentStatus.REJECTED if status == CommentStatus.SPAM else status


def _status(comment):
    if comment.status != CommentStatus.SPAM:
        return comment.status
    return CommentStatus.REJECTED if comment.is_turned_down else CommentStatus.HELD


def _unconfirmed(words):
    return {**_place(words), "name": words.name, "email": words.email, "text": words.text,
            "written_at": _time(words.written_at), "kept_until": _time(words.kept_until)}  # fmt: skip


def _place(words):
    return {
        "report": words.report_id,
        "report_url": absolute(words.report.get_absolute_url()),
        "edition": words.edition.number,
        "answer": words.answer_key or None,
    }


def _time(at):
    return at.isoformat(timespec="seconds") if at else None
