"""Links by which guests come to what they wrote: a mailbox is the one thing that shows who they are.

A link names a comment by its key and not the email, which would stand in the logs of every server it passes.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing

from .models import Comment

_signer = signing.TimestampSigner(salt="evaluations.own-comments")


def token_of(comment):
    """Return what the link holds that leads to everything under the email of a guest's comment."""
    return _signer.sign_object(comment.pk)


def email_of_link(token):
    """Return the email that a link is for: "" once it has expired or nothing stands under it, None where it is none."""
    try:
        key = _signer.unsign_object(token, max_age=timedelta(hours=settings.OWN_COMMENTS_LINK_HOURS))
    except signing.SignatureExpired:
        return ""
    except signing.BadSignature:
        return None
    return Comment.objects.filter(pk=key, author=None).values_list("email", flat=True).first() or ""
