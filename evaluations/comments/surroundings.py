"""What stands around a comment, for the moderator who decides about it."""

from dataclasses import dataclass

from ..models import Comment

_NEAREST = 5  # comments that a moderator is shown before, after and under one


@dataclass(frozen=True)
class Surroundings:
    """What stands around one comment."""

    above: list[Comment]
    before: list[Comment]
    after: list[Comment]
    replies: list[Comment]


def around(comment):
    """Return, for a moderator and whatever their status, the nearest comments around this one."""
    beside = Comment.objects.filter(report=comment.report_id, parent=comment.parent_id)
    return Surroundings(
        above=_nearest_above(comment),
        before=list(beside.filter(pk__lt=comment.pk).order_by("-pk")[:_NEAREST])[::-1],
        after=list(beside.filter(pk__gt=comment.pk).order_by("pk")[:_NEAREST]),
        replies=list(comment.replies.order_by("pk")[:_NEAREST]),
    )


def _nearest_above(comment):
    """Return the comments that this one answers, the nearest three, the highest first."""
    lowest = Comment.objects.select_related("parent__parent").filter(pk=comment.parent_id).first()
    chain = []
    while lowest and len(chain) < 3:  # as many as the query joins
        chain.insert(0, lowest)
        lowest = lowest.parent
    return chain
