"""What contacts said of an edition before it was published, and what became of it: for pages, guards and the record."""

from collections import Counter

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext

from commitments.models import Side

from .changes import Pair
from .choices import DispositionKind, EvidenceKind
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

    Of confidential reactions it tells the number alone; of who was asked and of who was silent, numbers. What an answer
    said before stands with a reaction by which it was changed, unless a reviewer withholds it for a reason.
    """
    prefetch_related_objects([edition], _CONSULTATIONS)
    consultations = edition.consultations.all()
    newest = last_consultation(edition)
    if newest is None:
        return None
    windows = [one for one in consultations if not one.is_skipped]
    if windows:
        prefetch_related_objects([edition], *READ_WITH)
    standing = _standing(edition) if windows else []
    return {
        # Of a window from which a redaction took the reason nothing is told: it was sealed as one value.
        "windows": [None if one.is_reason_removed else _window(one, standing) for one in windows],
        "skipped_reason": newest.skipped_reason or None,
        "confidential": sum(reaction.is_confidential for reaction in standing),
        "reactions": [_reaction(reaction) for reaction in standing if not reaction.is_confidential],
    }


def last_consultation(edition):
    """Return the last Consultation on an edition, or None. Where nobody is asked in it, nobody was heard before."""
    consultations = list(edition.consultations.all())
    return consultations[-1] if consultations else None


def was_skipped(edition):
    """Whether nobody was asked, for a reason that the public reads, unless a redaction took it out."""
    last = last_consultation(edition)
    return last is not None and last.is_skipped


def about(form, key):
    """Return in words what a reaction is about: what is asked under its key, or the whole."""
    return form.words_of(key) if key else gettext("The whole report")


def changes_of(edition):
    """Return, for each reaction that is told, what changed in its answer since; None where that is not told.

    `edition` is one of which the consultation was told.
    """
    now, since = tell(Reading(edition), bylines=edition.bylines.all()), {}
    for consultation in edition.consultations.all():
        if not consultation.is_skipped:
            changes = Pair(consultation.receipt.document, now).changes().answers
            since[consultation.pk] = {change.name: change for change in changes}
    return [
        since[reaction.consulted.consultation_id].get(reaction.answer_key) if _shows_change(reaction) else None
        for reaction in open_reactions(edition)
    ]


def unchanged(reading):
    """Return the reactions of an edition of which it is said that it was changed, though it reads as it did then.

    Or though nobody can tell, and nobody says it in words.
    """
    said = reading.edition.reaction_set.standing().filter(disposition__kind=DispositionKind.CHANGED)
    said = list(said.select_related("consulted__consultation__receipt", "edition__report"))
    now = tell(reading, bylines=reading.bylines) if said else {}
    return [reaction for reaction in said if _reads_the_same(reaction, now)]


def _reads_the_same(reaction, now):
    before = reaction.consulted.consultation.receipt.document
    key = reaction.answer_key
    if is_lost(reaction):
        return not reaction.disposition.reason
    if key:
        return before["answers"].get(key) == now["answers"].get(key)
    return all(before[part] == now[part] for part in ("answers", "overview"))


def is_lost(reaction):
    """Whether a redaction took out of the draft that was read what the answer said there: nothing is compared with it.

    From there it goes whatever it said, and from the edition that is being written only what was published.
    """
    said = reaction.consulted.consultation.receipt.document["answers"].get(reaction.answer_key)
    if isinstance(said, list):
        return {"kind": EvidenceKind.REMOVED} in said
    path = f"/answers/{reaction.answer_key}"
    return said is None and any(
        leaf["leaf"] == path for one in reaction.edition.report.redactions.all() for leaf in one.leaves
    )


def _standing(edition):
    return [reaction for reaction in edition.reaction_set.all() if reaction.taken_back_at is None]


def open_reactions(edition):
    """Return the reactions that are told of a published edition, in the order in which they are told."""
    return [reaction for reaction in _standing(edition) if not reaction.is_confidential]


def speaks_for_itself(reaction, kind, *, withholds):
    """Whether what became of a reaction needs no words: the public reads what was changed in its answer."""
    return kind == DispositionKind.CHANGED and bool(reaction.answer_key) and not withholds


def wants_words(reaction, kind, *, withholds):
    """Whether what became of a reaction is said in words."""
    return not speaks_for_itself(reaction, kind, withholds=withholds) or is_lost(reaction)


def _tells_change(reaction):
    if not reaction.text:
        return False
    return speaks_for_itself(reaction, reaction.disposition.kind, withholds=reaction.disposition.withholds)


def _shows_change(reaction):
    return _tells_change(reaction) and not is_lost(reaction)


def _window(consultation, standing):
    """Return the dates of a window, and how many were asked, had their link revoked unused, and were silent.

    Who got another link in the place of a revoked one is one person.
    Of the silent the sides are told only where nobody spoke in confidence: they would tell who did.
    """
    people = consultation.consulted_set.all()
    last = last_links(people)
    said = [reaction for reaction in standing if reaction.consulted_id in last]
    heard = {last[reaction.consulted_id] for reaction in said}
    asked = [one for one in people if last[one.pk] == one.pk]
    unheard = [one for one in asked if one.pk not in heard]
    silent = [one for one in unheard if one.revoked_at is None]
    return {
        "opened_at": consultation.opened_at.isoformat(),
        "closed_at": consultation.over_at.isoformat(),
        "ended_reason": consultation.ended_reason or None,
        "asked": _by_side(asked),
        "revoked": len(unheard) - len(silent),
        "silent": len(silent),
        "silent_by_side": None if any(reaction.is_confidential for reaction in said) else _by_side(silent),
    }


def last_links(people):
    """Return, by the key of each link, that of the last one which the same person got."""
    renewed, last = {one.instead_of_id: one.pk for one in people}, {}
    for one in sorted(people, key=lambda one: -one.pk):
        last[one.pk] = last.get(renewed.get(one.pk), one.pk)
    return last


def _by_side(people):
    counts = Counter(person.side for person in people)
    return {side: counts[side] for side in Side.values}


def _reaction(reaction):
    """Return what is told of an open reaction; None of one that a redaction took out: the others keep their places."""
    if not reaction.text:
        return None
    disposition, who = reaction.disposition, reaction.consulted
    return {
        "answer": reaction.answer_key or None,
        "side": who.side,
        "name": who.name,
        "role": who.role or None,
        "organisation": who.organisation or None,
        "text": reaction.text,
        "disposition": disposition.kind,
        "reason": disposition.reason or None,
        "before": before(reaction),
        "before_is_withheld": disposition.withholds,
    }


def before(reaction):
    """Return what an answer said before it was changed for a reaction, where the public reads it; else None."""
    return _document_of(reaction)["answers"].get(reaction.answer_key) if _tells_change(reaction) else None


def _document_of(reaction):
    consultations = {one.pk: one for one in reaction.edition.consultations.all()}
    return consultations[reaction.consulted.consultation_id].receipt.document
