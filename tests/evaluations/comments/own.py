"""Comments of somebody's own, and who she is."""

from datetime import timedelta

from django.utils import timezone

from evaluations import comments
from evaluations.comments import Commenter
from tests.factories import ApprovedCommentFactory, UserFactory


def written(report, *, ago=timedelta(0), factory=ApprovedCommentFactory, **more):
    """Return a comment of an account, by default shown, and its Commenter."""
    author = more.pop("author", None) or UserFactory()
    hers = {"author": author, "name": "Luz Prueba", "email": "", "browser": None, "posted_at": timezone.now() - ago}
    comment = factory(report=report, **hers | more)
    return comment, Commenter(author)


def change(comment, text, by):
    return comments.edit(comment, text, by=by, seen=comments.state_of(comment))
