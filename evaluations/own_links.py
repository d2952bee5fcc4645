"""Links by which people come to what they wrote: a mailbox is the one thing that shows who a guest is.

A link names what it leads to by its key and not the email, which would stand in the logs of every server it passes.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing

from .models import Comment, Complaint, Decision

_signer = signing.TimestampSigner(salt="evaluations.own-comments")
_decisions = signing.Signer(salt="evaluations.appeal")
_complaints = signing.Signer(salt="evaluations.complaint")


def token_of(comment):
    """Return what the link holds that leads to everything under the email of a guest's comment."""
    return _signer.sign_object(comment.pk)


def token_of_decision(decision):
    """Return what the link holds by which the author of a comment appeals against a decision.

    It does not expire: the page says until when an appeal is taken.
    """
    return _decisions.sign_object(decision.pk)


def decision_of_link(token):
    """Return the Decision that a link is for, or None; whoever had herself erased left no way to her words."""
    found = Decision.objects.select_related("comment__report__member", "comment__report__current", "comment__edition")
    key = _key_in(_decisions, token)
    return found.filter(pk=key, comment__erased_at=None).first() if key else None


def token_of_complaint(complaint):
    """Return what the link holds where a reader finds what came of her complaint."""
    return _complaints.sign_object(complaint.pk)


def complaint_of_link(token):
    """Return the Complaint that a link is for, or None."""
    found = Complaint.objects.select_related("answer", "comment__report__member", "comment__report__current")
    key = _key_in(_complaints, token)
    return found.filter(pk=key).first() if key else None


def _key_in(signer, token):
    try:
        return signer.unsign_object(token)
    except signing.BadSignature:
        return None


def email_of_link(token):
    """Return the email that a link is for: "" once it has expired or nothing stands under it, None where it is none."""
    try:
        key = _signer.unsign_object(token, max_age=timedelta(hours=settings.OWN_COMMENTS_LINK_HOURS))
    except signing.SignatureExpired:
        return ""
    except signing.BadSignature:
        return None
    return Comment.objects.filter(pk=key, author=None).values_list("email", flat=True).first() or ""
