"""Justifying: saying in a sentence why an answer stands although a rule of coherence speaks against it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import trail
from .acts import ActKind
from .coherence import Flags
from .models import Justification
from .reading import Reading
from .saving import NOTHING, locked, token

LONGEST = 20_000  # characters


@dataclass(frozen=True)
class Sentence:
    """What somebody says of a flag: its mark as she read it, the token of what was said of it by then, her words."""

    mark: str
    opened: str
    text: str

    @property
    def is_new(self):
        return token(self.text) != (self.opened or NOTHING)


@transaction.atomic
def justify(edition, sentences, *, by):
    """Keep those of the sentences, by the names of flags, that are new; a blank one takes the one before back.

    Returns, by name, a ValidationError for each that was not kept: code "moved" where the rule finds something else
    there by now, or nothing, and "overtaken" where somebody else has justified the flag meanwhile. Raises what
    `saving.save` raises.
    """
    stored = locked(edition, by=by)
    raised = {flag.name: flag for flag in Flags(Reading(stored)).raised}
    refused = {}
    for name, sentence in sentences.items():
        if not sentence.is_new:
            continue
        if error := _refusal(raised.get(name), sentence):
            refused[name] = error
        else:
            _keep(stored, raised[name], sentence.text, by=by)
    return refused


def _refusal(flag, sentence):
    if flag is None or flag.mark != sentence.mark:
        return ValidationError(
            _("The answer has changed since. Read it again, then save this once more."), code="moved"
        )
    if flag.text != sentence.text and token(flag.text) != (sentence.opened or NOTHING):
        return ValidationError(
            _("Meanwhile somebody else has written here: “%(text)s” Saving once more puts your words in their place."),
            code="overtaken",
            params={"text": flag.text},
        )
    return None


def _keep(edition, flag, text, *, by):
    of_flag = {"edition": edition, "answer_key": flag.key, "rule": flag.number, "mark": flag.mark}
    if text == flag.text:
        return
    if text:
        told = {"sentence": flag.sentence, "text": text, "by": by, "at": timezone.now()}
        kept, _is_new = Justification.objects.update_or_create(**of_flag, defaults=told)
        trail.record(ActKind.JUSTIFY, edition, by=by, row=kept.pk, answer_key=flag.key)
    else:
        Justification.objects.filter(**of_flag).delete()
        trail.record(ActKind.TAKE_BACK_JUSTIFICATION, edition, by=by, answer_key=flag.key)
