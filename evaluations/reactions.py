"""What contacts said of an edition before it was published, and what became of it: for pages, guards and the record."""

from collections import Counter

from django.db.models import Prefetch, prefetch_related_objects

from commitments.models import Side

from .changes import Pair
from .choices import DispositionKind
from .models import Consultation, Reaction
from .reading import Reading
from .telling import tell

_CONSULTATIONS = Prefetch("consultations", Consultation.objects.select_related("receipt"))
# What is read of an edition to tell its consultation; with many editions, all at once.
READ_WITH = (
    _CONSULTATIONS,
    "consultations__consulted_set",
    Prefetch("reaction_set", Reaction.objects.select_related("consulted", "disposition")),
)


def told(edition):
    """Return what the public reads of the consultation on an edition, ready for JSON; None where there is nothing.

    Of confidential reactions it tells the number alone; of who was asked and of who was silent, the numbers by side.
    What an answer said before stands with a reaction by which it was changed.
    """
    prefetch_related_objects([edition], _CONSULTATIONS)
    consultations = edition.consultations.all()
    if not consultations:
        return None
    windows = [one for one in consultations if not one.is_skipped]
    if windows:
        prefetch_related_objects([edition], *READ_WITH)
    said = edition.reaction_set.all() if windows else []
    standing = [reaction for reaction in said if reaction.taken_back_at is None]
    skipped = [one.skipped_reason for one in consultations if one.is_skipped]
    return {
        "windows": [_window(one, {reaction.consulted_id for reaction in standing}) for one in windows],
        "skipped_reason": skipped[-1] if skipped and not windows else None,
        "confidential": sum(reaction.is_confidential for reaction in standing),
        "reactions": [_reaction(reaction) for reaction in standing if not reaction.is_confidential],
    }


def changes_since(edition):
    """Return, by the keys of the answers, what changed in a published edition since its contacts read it.

    Where they read it more than once, since the first time that an answer was another.
    """
    now, found = tell(Reading(edition), bylines=edition.bylines.all()), {}
    for consultation in edition.consultations.all():
        if not consultation.is_skipped:
            changes = Pair(consultation.receipt.document, now).changes().answers
            found = {change.name: change for change in changes} | found
    return found


def unchanged(reading):
    """Return the reactions of an edition of which it is said that it was changed, though it reads as it did then."""
    said = reading.edition.reaction_set.standing().filter(disposition__kind=DispositionKind.CHANGED)
    said = list(said.select_related("consulted__consultation__receipt"))
    now = tell(reading, bylines=reading.bylines) if said else {}
    return [reaction for reaction in said if _reads_the_same(reaction, now)]


def _reads_the_same(reaction, now):
    before = reaction.consulted.consultation.receipt.document
    key = reaction.answer_key
    if key:
        return before["answers"].get(key) == now["answers"].get(key)
    return all(before[part] == now[part] for part in ("answers", "overview"))


def _window(consultation, reacted):
    asked = [one for one in consultation.consulted_set.all() if one.revoked_at is None or one.pk in reacted]
    return {
        "opened_at": consultation.opened_at.isoformat(),
        "closed_at": consultation.over_at.isoformat(),
        "ended_reason": consultation.ended_reason or None,
        "asked": _by_side(asked),
        "silent": _by_side(one for one in asked if one.pk not in reacted),
    }


def _by_side(people):
    counts = Counter(person.side for person in people)
    return {side: counts[side] for side in Side.values}


def _reaction(reaction):
    disposition, who = reaction.disposition, reaction.consulted
    is_of_one_answer = bool(reaction.answer_key) and disposition.kind == DispositionKind.CHANGED
    before = _document_of(reaction)["answers"].get(reaction.answer_key) if is_of_one_answer else None
    return {
        "answer": reaction.answer_key or None,
        "side": who.side,
        "name": who.name,
        "role": who.role or None,
        "organisation": who.organisation or None,
        "text": reaction.text,
        "disposition": disposition.kind,
        "reason": disposition.reason or None,
        "before": before,
    }


def _document_of(reaction):
    consultations = {one.pk: one for one in reaction.edition.consultations.all()}
    return consultations[reaction.consulted.consultation_id].receipt.document
