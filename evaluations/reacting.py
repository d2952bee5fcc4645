"""What a contact does who reads a draft by her link: she reacts, and takes back what she said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import trail
from .acts import ActKind
from .models import Consulted, Reaction
from .reading import Reading
from .saving import storable
from .under_review import locked

MOST = 200  # reactions of one contact, those that she took back counted


@transaction.atomic
def react(consulted, key, text, *, is_confidential):
    """Say something of an answer, by its key, or of the whole ("" as key); return the Reaction.

    The same said twice is one reaction. Raises ValidationError where her link opens the draft no more (code "closed"),
    the draft has no such answer (code "key"), nothing is said (code "text") or too much is (code "many").
    """
    edition = _draft_of(consulted)
    if key and key not in {answer.key for answer in Reading(edition).answers}:
        raise ValidationError(_("There is no such answer in this draft."), code="key")
    text = storable(text)
    if not text:
        raise ValidationError(_("Say it in words."), code="text")
    standing = Reaction.objects.standing().filter(consulted=consulted)
    said = {"edition": edition, "answer_key": key, "text": text, "is_confidential": is_confidential}
    if same := standing.filter(**said).first():
        return same
    if Reaction.objects.filter(consulted=consulted).count() >= MOST:
        raise ValidationError(
            _("These are more reactions than one person can send: %(most)d."), code="many", params={"most": MOST}
        )
    reaction = Reaction.objects.create(consulted=consulted, **said)
    trail.record(ActKind.REACT, edition, by=None, row=reaction.pk, answer_key=key)
    return reaction


@transaction.atomic
def take_back(consulted, pk):
    """Take back one of her reactions; one that is gone already stays gone. Raises ValidationError (code "closed")."""
    edition = _draft_of(consulted)
    reaction = Reaction.objects.standing().filter(consulted=consulted, pk=pk).first()
    if reaction is None:
        return
    reaction.taken_back_at = timezone.now()
    reaction.save(update_fields=["taken_back_at"])
    trail.record(ActKind.TAKE_BACK_REACTION, edition, by=None, row=pk, answer_key=reaction.answer_key)


def found(token):
    """Return the Consulted whom a link's token names, or None where it names nobody."""
    people = Consulted.objects.select_related("contact", "consultation__edition__report__member")
    return people.of_token(token).first()


def _draft_of(consulted):
    """Return the draft that she may read, held as it is until the transaction ends."""
    edition = locked(consulted.consultation.edition)
    stored = Consulted.objects.select_related("contact", "consultation__edition__report").get(pk=consulted.pk)
    if not stored.may_read:
        raise ValidationError(_("This draft is open for reactions no more."), code="closed")
    return edition
