"""Comments of somebody's own, and who she is."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from evaluations import comments
from evaluations.comments import Commenter
from evaluations.models import Decision
from tests.factories import ApprovedCommentFactory, UserFactory


def approve_as_read(comment):
    """Let a moderator have approved a comment that is shown, so that its author counts as known."""
    told = {"before": "held", "status": "approved", "by": UserFactory(), "at": timezone.now(), "press": uuid4()}
    Decision.objects.create(comment=comment, **told)
    return comment


def written(report, *, ago=timedelta(0), factory=ApprovedCommentFactory, **more):
    """Return a comment of an account, by default shown, and its Commenter."""
    author = more.pop("author", None) or UserFactory()
    hers = {"author": author, "name": "Luz Prueba", "email": "", "browser": None, "posted_at": timezone.now() - ago}
    comment = factory(report=report, **hers | more)
    if comment.is_approved:
        approve_as_read(comment)
    return comment, Commenter(author)


def change(comment, text, by):
    return comments.edit(comment, text, by=by, seen=comments.state_of(comment))
