"""Mails to those who moderate."""

from django.contrib.auth import get_user_model
from django.utils.timesince import timesince
from django_tasks import task

from .. import permissions
from ..choices import CommentStatus, MailKind
from ..models import Comment, name_of
from .sending import later, send, url_of


def tell_moderator(moderator):
    """Tell a moderator how much waits for her."""
    later(mail_moderator, moderator.pk, kind=MailKind.MODERATION_DIGEST, to=moderator)


@task
def mail_moderator(account_id):
    """Mail one moderator what waits by now; nothing where nothing does, or she moderates no more."""
    moderator = get_user_model().objects.get(pk=account_id)
    held = Comment.objects.filter(status__in=[CommentStatus.HELD, CommentStatus.SPAM], decided_at=None)
    held = held.exclude(report__in=permissions.evaluated_by(moderator)).order_by("posted_at")
    oldest, count = held.first(), held.count()
    if oldest is None or not permissions.can_moderate(moderator):
        return
    context = {
        "name": name_of(moderator),
        "count": count,
        "age": timesince(oldest.posted_at),
        "url": url_of("evaluations:moderation"),
    }
    send("moderation_digest", moderator.email, context)
