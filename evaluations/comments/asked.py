"""What people ask of moderators about a comment: its author by an appeal, readers by complaints.

The next decision answers all of it. The comment itself says what waits, so that no queue need look elsewhere.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import trail
from ..acts import ActKind
from ..models import Appeal, Complaint
from .locking import locked

_ASKED = ["appealed_at", "open_complaints", "complained_at"]


def appealable(comment):
    """Return the decision against which the author of a comment may appeal now, or None.

    Against each once, as long as it is the last word; against the one that answered an appeal not again. Who had
    herself erased cannot be answered.
    """
    if not comment.is_turned_down or comment.erased_at:
        return None
    decision = comment.decisions.standing().select_related("appeal", "answered_appeal").last()
    if decision is None or decision.status != comment.status or decision.goes_on_turning_down:
        return None
    has_been = hasattr(decision, "appeal") or hasattr(decision, "answered_appeal")
    return None if has_been or timezone.now() >= decision.appeal_until else decision


@transaction.atomic
def appeal(decision, text):
    """Let another moderator read again what was decided about a comment, and return the Appeal.

    `text` is why, in the author's words. Raises ValidationError (code "appeal") where there is no appeal against it:
    there was one, the time is over, or it is not what holds.
    """
    comment = locked(decision.comment)
    if appealable(comment) != decision:
        raise ValidationError(_("There is no appeal against this decision any more."), code="appeal")
    made = Appeal.objects.create(decision=decision, text=text, made_at=timezone.now())
    comment.appealed_at = made.made_at
    comment.save(update_fields=["appealed_at"])
    trail.record(ActKind.APPEAL, comment.edition, by=None, row=comment.pk, answer_key=comment.answer_key)
    return made


@transaction.atomic
def complain(comment, *, rule, text="", account=None, email=""):
    """Let moderators read a comment again that a reader finds against a RemovalRule, and return the Complaint.

    `email` is a guest's who wants to hear what comes of it: nobody has shown that it is hers, so that no earlier
    complaint is found by it. Where an account says the same again before it is answered, that one is returned. Raises
    ValidationError where the public does not read the comment any more (code "gone"), or she wrote it herself ("own").
    """
    stored = locked(comment)
    if not stored.is_approved:
        raise ValidationError(_("The comment is no longer on the page."), code="gone")
    if account and stored.author_id == account.pk:
        raise ValidationError(_("This comment is your own: you can change or withdraw it."), code="own")
    email = "" if account else email
    said = {"rule": rule, "text": text}
    if account and (earlier := stored.complaints.waiting().filter(account=account, **said).first()):
        return earlier
    made = Complaint.objects.create(
        comment=stored,
        account=account,
        email=email,
        language=get_language() or "",
        made_at=timezone.now(),
        **said,
    )
    _note_waiting(stored)
    stored.save(update_fields=_ASKED)
    trail.record(ActKind.COMPLAIN, stored.edition, by=None, row=stored.pk, answer_key=stored.answer_key)
    return made


def is_asked(comment):
    """Whether an appeal or a complaint about it waits."""
    return comment.appealed_at is not None or comment.open_complaints > 0


def last_answer(comment, *, to):
    """Return the appeal against a moderator's decision about it that was answered last, or None."""
    answered = Appeal.objects.filter(
        decision__comment=comment, decision__by=to, answer__undone_at=None, answer__isnull=False
    )
    return answered.select_related("decision", "answer").order_by("answer").last()


def waiting_appeal(comment):
    """Return the appeal that waits for an answer, or None."""
    waiting = Appeal.objects.waiting().filter(decision__comment=comment)
    return waiting.select_related("decision").last() if comment.appealed_at else None


def answer_with(decision, comment, *, seen):
    """Let a decision answer what was asked about its comment; the caller saves the comment.

    Where it leaves the comment on the page, it answers the first complaints alone, as many as the moderator has `seen`:
    others may have come since, and wait on.
    """
    for one in Appeal.objects.waiting().filter(decision__comment=comment):
        one.answer = decision
        one.save(update_fields=["answer"])
    complaints = comment.complaints.waiting().order_by("pk")
    answered = complaints[:seen] if comment.is_approved else complaints
    Complaint.objects.filter(pk__in=[one.pk for one in answered]).update(answer=decision)
    _note_waiting(comment)


def ask_again(decision, comment):
    """Let all that an undone decision answered wait again; the caller saves the comment."""
    Appeal.objects.filter(answer=decision).update(answer=None)
    decision.answered_complaints.update(answer=None)
    _note_waiting(comment)


def ask_no_more(comment):
    """Of a comment that its author withdrew nothing is asked; the caller saves it."""
    comment.appealed_at, comment.open_complaints, comment.complained_at = None, 0, None


def _note_waiting(comment):
    """Write into the comment what waits now."""
    appeals = Appeal.objects.waiting().filter(decision__comment=comment)
    complaints = list(comment.complaints.waiting().order_by("made_at").values_list("made_at", flat=True))
    comment.appealed_at = appeals.values_list("made_at", flat=True).last()
    comment.open_complaints, comment.complained_at = len(complaints), complaints[0] if complaints else None
