"""Mails about what moderators decided: to the authors of comments, and to readers who had complained."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from ..choices import CommentStatus, MailKind
from ..models import Complaint, Decision, mailbox_of
from ..own_links import token_of_complaint, token_of_decision
from .sending import later, send, url_of

_AGAIN = gettext_lazy("Another moderator has read it again, as you asked. %(what)s")


def tell_author_of_decisions(decisions):
    """Tell the author of comments what was decided about them, in one mail; nothing where nobody can be written to."""
    comment = decisions[0].comment
    to = comment.author or comment.email
    if to:
        report = comment.report_id if len(decisions) == 1 else None
        keys = [decision.pk for decision in decisions]
        later(mail_author_of_decisions, *keys, kind=MailKind.COMMENT_DECIDED, to=to, report=report)


@task
def mail_author_of_decisions(*decision_ids):
    """Mail what holds of these decisions by now; nothing to whoever was erased meanwhile, or has no account any more.

    What she withdrew since, or changed so that it is held, is not as it was decided, and she knows it. The reason goes
    with it, as the moderator wrote it, and the link by which another moderator is asked.
    """
    stored = Decision.objects.standing().filter(pk__in=decision_ids, comment__status=F("status")).order_by("pk")
    stored = stored.select_related(
        "comment__author", "comment__report__current", "comment__report__member", "answered_appeal"
    )
    told = [decision for decision in stored if _email_of(decision.comment)]
    if not told:
        return
    with override(told[0].comment.language or settings.LANGUAGE_CODE):
        rows = [_row(decision) for decision in told]
        send("comment_decided", _email_of(told[0].comment), {"rows": rows, "first": rows[0], "count": len(rows)})


def _email_of(comment):
    if comment.author:
        return comment.author.email if comment.author.is_active else ""
    return comment.email


def _row(decision):
    comment = decision.comment
    is_removed = decision.status != CommentStatus.APPROVED
    return {
        "title": comment.report.current.title,
        "excerpt": Truncator(" ".join(comment.text.split())).chars(200),
        "what": _what(decision),
        "rule": decision.get_rule_display(),
        "reason": " ".join(decision.reason.split()),
        "is_removed": is_removed,
        "was_shown": decision.was_shown,
        "may_appeal": is_removed and not (hasattr(decision, "answered_appeal") or decision.goes_on_turning_down),
        "last_day": date_format(localtime(decision.appeal_until, ZoneInfo(comment.report.member.time_zone)), "j F Y"),
        "url": url_of("evaluations:appeal", token_of_decision(decision)),
        "comment_url": settings.SITE_URL + comment.get_absolute_url(),
    }


def _what(decision):
    """Say what became of the comment, and whether it was read again."""
    if decision.status == CommentStatus.APPROVED:
        what = _("It is published.")
    elif decision.was_shown:
        what = _("It is removed from the page.")
    else:
        what = _("It is not published.")
    return _AGAIN % {"what": what} if hasattr(decision, "answered_appeal") else what


def tell_complainant(complaint):
    """Tell a reader what came of her complaint; nothing where she left no email.

    The outbox is not told to whom it goes: who complained, nobody learns.
    """
    if complaint.account or complaint.email:
        report = complaint.comment.report_id
        later(mail_complainant, complaint.pk, kind=MailKind.COMPLAINT_ANSWERED, report=report)


def tell_complainants(complaints):
    """Tell readers what came of their complaints about one comment: each once, however often she complained of it.

    Nobody has shown that a guest's email is hers: whoever types another's makes it one mail, and not twenty.
    """
    told = set()
    for complaint in complaints:
        whom = complaint.account_id or mailbox_of(complaint.email)
        if whom in told:
            Complaint.objects.filter(pk=complaint.pk).update(email="")
        else:
            tell_complainant(complaint)
            told.add(whom)


@task
def mail_complainant(complaint_id):
    """Mail what came of one complaint, and forget a guest's email, which was kept for this alone.

    Neither her words nor those of the comment are in it: whoever typed this email may not own it.
    """
    complaints = Complaint.objects.select_related("account", "answer", "comment__report__current")
    complaint = complaints.get(pk=complaint_id)
    account = complaint.account
    email = (account.email if account.is_active else "") if account else complaint.email
    is_answered = complaint.comment.withdrawn_at or complaint.answer_id
    if not email or not is_answered:
        return
    with override(complaint.language or settings.LANGUAGE_CODE):
        context = {
            "title": complaint.comment.report.current.title,
            "what": what_came_of(complaint),
            "has_account": account is not None,
            "url": url_of("evaluations:complaint", token_of_complaint(complaint)),
        }
        send("complaint_answered", email, context)
    Complaint.objects.filter(pk=complaint.pk).update(email="")


def what_came_of(complaint):
    """Say, to whoever complained, what has become of the comment by now, whoever answered her first."""
    if complaint.comment.withdrawn_at:
        return _("Its author has withdrawn the comment.")
    if complaint.answer is None:
        return _("It waits for a moderator.")
    last = complaint.comment.decisions.standing().filter(pk__gte=complaint.answer_id).last()
    if last.status == CommentStatus.APPROVED:
        return _("A moderator has read the comment again, and left it: it is not against the comment rules.")
    return _("A moderator has removed the comment: %(rule)s.") % {"rule": last.get_rule_display()}
