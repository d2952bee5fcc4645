"""What an account wrote under a report, in every state that its comments may be in, and a guest beside it."""

from datetime import timedelta

from django.urls import reverse

from evaluations import comments
from evaluations.own_links import token_of, token_of_complaint, token_of_decision
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
    appealed, _her = written(report, **hers)
    held, _her = written(report, factory=CommentFactory, **hers)
    ApprovedCommentFactory(report=report, parent=withdrawn, name="Ida")
    comments.withdraw(withdrawn, by=her)
    comments.reject(turned_down, by=moderator, reason="Abuse.", rule="insult")
    comments.reject(appealed, by=moderator, reason="It names a neighbour.", rule="private")
    comments.appeal(comments.appealable(appealed), "She holds the office: her name stands in the gazette.")
    return {"changed": changed, "withdrawn": withdrawn, "turned down": turned_down, "appealed": appealed, "held": held}


def links_to_decisions(own):
    """Yield where an author reads what was decided about two of her comments."""
    for state in ("turned down", "appealed"):
        decision = own[state].decisions.standing().last()
        yield f"decision, {state}", reverse("evaluations:appeal", args=[token_of_decision(decision)])


def links_to_complaints(report, *, moderator):
    """Yield where a reader complains of a comment, and where she learns what came of two complaints."""
    answered, waiting = ApprovedCommentFactory.create_batch(2, report=report)
    first = comments.complain(answered, rule="insult", text="He calls us fools.")
    answered.refresh_from_db()
    comments.approve(answered, by=moderator, reason="It is a fair question.")
    second = comments.complain(waiting, rule="private", text=SAID, email="reader@example.org")
    yield "complain", reverse("evaluations:complain", args=[report.slug, waiting.pk])
    for name, complaint in {"complaint answered": first, "complaint": second}.items():
        yield name, reverse("evaluations:complaint", args=[token_of_complaint(complaint)])


def links_to_own_comments(report):
    """Yield where the links lead that guests were mailed: one of somebody who was forgotten since."""
    guest, forgotten = (ApprovedCommentFactory(report=report) for _ in range(2))
    yield "link to own comments", _link(guest)
    yield "link to nobody's comments", _link(forgotten)
    comments.erase(comments.Commenter(emails=frozenset({forgotten.email})))


def _link(comment):
    return reverse("evaluations:show-comments", args=[token_of(comment)])
