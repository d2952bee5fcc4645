"""How somebody who commented is forgotten: her comments stay, and nothing in them tells whose they were."""

from django.db import transaction
from django.utils import timezone

from .. import following, trail
from ..acts import ActKind
from ..choices import MailKind
from ..models import Appeal, EarlierText, Follow, Mail, Report, UnconfirmedComment
from .editing import withdraw


@transaction.atomic
def erase(commenter, *, withdrawing=False):
    """Take name, email and account off all that a Commenter wrote, and return how many comments that were.

    What the public reads stays, by a "former commenter", unless she withdraws it all. What waits for a moderator is
    withdrawn, for nobody could be told of the decision. Of what is withdrawn, now or before, the words are destroyed;
    so are those that she has not confirmed yet. She follows nothing any more, and that she did is kept nowhere.
    """
    erased = 0
    # Again, where she has confirmed something meanwhile.
    while True:
        erased += _erase_all(commenter, withdrawing=withdrawing)
        following.stop(Follow.objects.of(account=commenter.account, emails=commenter.emails))
        for email in commenter.emails:
            UnconfirmedComment.objects.filter(email__mailbox=email).delete()
            Mail.objects.filter(kind__in=_TELLING, email__mailbox=email).update(email="")
        if not commenter.comments().exists():
            return erased


# Mails that tell of whom a comment is, or who follows what, in the outbox, by the time at which they were sent.
_TELLING = [
    MailKind.CONFIRM_COMMENT,
    MailKind.COMMENT_DECIDED,
    MailKind.OWN_COMMENTS,
    MailKind.CONFIRM_FOLLOW,
    MailKind.FOLLOWS_ALREADY,
    MailKind.NEWS,
]


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
    trail.record(ActKind.ERASE_COMMENTER, comment.edition, by=None, row=comment.pk, answer_key=comment.answer_key)
