"""How somebody who commented is forgotten: her comments stay, and nothing in them tells whose they were."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import following, trail
from ..acts import ActKind
from ..choices import MailKind, MailState
from ..models import Appeal, Complaint, EarlierText, Follow, Mail, Report, UnconfirmedComment, of_person
from .editing import withdraw


@transaction.atomic
def erase(commenter, *, withdrawing=False):
    """Take name, email and account off all that a Commenter wrote, and return how many comments that were.

    What the public reads stays, by a "former commenter", unless she withdraws it all. What waits for a moderator is
    withdrawn, for nobody could be told of the decision. Of what is withdrawn, now or before, the words are destroyed;
    so are those that she has not confirmed yet. What a moderator turned down cannot be withdrawn: its words stay, for
    moderators alone. She follows nothing any more, and that she did is kept nowhere; nor is of what she complained, nor
    what was mailed to her about any of it.
    """
    erased = 0
    # Again, where she has confirmed something meanwhile.
    while True:
        erased += _erase_all(commenter, withdrawing=withdrawing)
        following.stop(Follow.objects.of(account=commenter.account, emails=commenter.emails))
        Complaint.objects.of(account=commenter.account, emails=commenter.emails).update(account=None, email="", text="")
        _forget_mails(commenter)
        for email in commenter.emails:
            UnconfirmedComment.objects.filter(email__mailbox=email).delete()
        if not commenter.comments().exists():
            return erased


# Mails that tell of whom a comment is, or who follows what, in the outbox, by the time at which they were sent.
_TELLING = [
    MailKind.CONFIRM_COMMENT,
    MailKind.COMMENT_DECIDED,
    MailKind.COMPLAINT_ANSWERED,
    MailKind.OWN_COMMENTS,
    MailKind.CONFIRM_FOLLOW,
    MailKind.FOLLOWS_ALREADY,
    MailKind.NEWS,
]


def _forget_mails(commenter):
    """Take her off the outbox; of what has left, also of which of her comments, by number, one mail told."""
    hers = of_person(commenter.account, commenter.emails)
    for email in commenter.emails:  # of a guest whose email is somebody's whom the site knows, the row names her
        hers |= Q(account__email__mailbox=email) | Q(evaluator__email__mailbox=email)
    mails = Mail.objects.filter(hers, kind__in=_TELLING)
    mails.filter(state__in=[MailState.SENT, MailState.NEEDLESS]).update(arguments=[])
    mails.update(account=None, evaluator=None, email="")


def _erase_all(commenter, *, withdrawing):
    reports = Report.objects.filter(pk__in=commenter.comments().order_by().values("report"))
    erased = 0
    for report in reports.select_for_update(of=("self",), no_key=True).order_by("pk"):
        for comment in commenter.comments().filter(report=report).order_by("pk"):
            _erase(comment, commenter, withdrawing=withdrawing)
            erased += 1
    return erased


def _erase(comment, commenter, *, withdrawing):
    if comment.waits or (withdrawing and comment.is_approved):
        comment = withdraw(comment, by=commenter)
    comment.name, comment.email, comment.author, comment.browser = "", "", None, None
    comment.erased_at, comment.held_because = timezone.now(), ""  # which may quote her name
    comment.text = "" if comment.withdrawn_at else comment.text
    comment.save(update_fields=["name", "email", "author", "browser", "erased_at", "held_because", "text"])
    Appeal.objects.filter(decision__comment=comment).update(text="")
    if comment.withdrawn_at:
        EarlierText.objects.filter(comment=comment).delete()
        comment.complaints.update(text="")  # which may quote them
    trail.record(ActKind.ERASE_COMMENTER, comment.edition, by=None, row=comment.pk, answer_key=comment.answer_key)
