"""What an account wrote under a report, in every state that its comments may be in, and a guest beside it."""

from datetime import timedelta

from django.urls import reverse

from evaluations import comments
from evaluations.own_links import token_of
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory

SAID = "The ledger of May lies in the town hall.\n\nIt names each contractor, and the day on which it was paid."


def own_comments(report, *, author, moderator):
    """Return the comments of an account by what became of them."""
    hers = {"author": author, "name": "María de los Ángeles Hernández", "ago": timedelta(days=2)}
    changed, her = written(report, text=SAID, answer_key="1.2", **hers)
    change(changed, SAID.replace("May", "June"), her)
    withdrawn, _her = written(report, **hers)
    turned_down, _her = written(report, **hers)
    held, _her = written(report, factory=CommentFactory, **hers)
    ApprovedCommentFactory(report=report, parent=withdrawn, name="Ida")
    comments.withdraw(withdrawn, by=her)
    comments.reject(turned_down, by=moderator, reason="Abuse.")
    return {"changed": changed, "withdrawn": withdrawn, "turned down": turned_down, "held": held}


def links_to_own_comments(report):
    """Yield where the links lead that guests were mailed: one of somebody who was forgotten since."""
    guest, forgotten = (ApprovedCommentFactory(report=report) for _ in range(2))
    yield "link to own comments", _link(guest)
    yield "link to nobody's comments", _link(forgotten)
    comments.erase(comments.Commenter(emails=frozenset({forgotten.email})))


def _link(comment):
    return reverse("evaluations:show-comments", args=[token_of(comment)])
