"""Mails to those who moderate."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Min
from django.db.models.functions import Least
from django_tasks import task

from commitments.clocks import age_of

from .. import permissions
from ..choices import MailKind
from ..models import APPEALED, COMPLAINED_OF, WAITS, name_of
from .sending import later, send, url_of


def tell_moderator(moderator):
    """Tell a moderator how much waits for her."""
    later(mail_moderator, moderator.pk, kind=MailKind.MODERATION_DIGEST, to=moderator)


@task
def mail_moderator(account_id):
    """Mail one moderator what waits by now; nothing where nothing does, or she moderates no more."""
    moderator = get_user_model().objects.get(pk=account_id)
    told = permissions.comments_to_decide(moderator).aggregate(
        count=Count("pk", filter=WAITS | COMPLAINED_OF | APPEALED),  # each once, whatever is asked of it
        held=Count("pk", filter=WAITS),
        complained_of=Count("pk", filter=COMPLAINED_OF),
        appealed=Count("pk", filter=APPEALED),
        oldest=Least(
            Min("posted_at", filter=WAITS),
            Min("complained_at", filter=COMPLAINED_OF),
            Min("appealed_at", filter=APPEALED),
        ),
    )
    if told["oldest"] is None or not permissions.can_moderate(moderator):
        return
    context = {"name": name_of(moderator), **told, "age": age_of(told["oldest"])}
    context["url"] = url_of("evaluations:moderation")
    send("moderation_digest", moderator.email, context)
