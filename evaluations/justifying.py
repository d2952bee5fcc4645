"""Justifying: saying in a sentence why an answer stands although a rule of coherence speaks against it."""

from django.db import transaction
from django.utils import timezone

from .coherence import Flags
from .models import Justification
from .reading import Reading
from .saving import locked

LONGEST = 2_000  # characters


@transaction.atomic
def justify(edition, sentences, *, by):
    """Keep, by the names of flags, mark and sentence of each; a blank sentence takes the one before back.

    Returns the names of those flags that had moved: what they were about is no longer what the rule finds there, so
    nothing was kept for them. Raises what `saving.save` raises.
    """
    stored = locked(edition, by=by)
    raised = {flag.name: flag for flag in Flags(Reading(stored)).raised}
    moved = [name for name, (mark, _text) in sentences.items() if name not in raised or raised[name].mark != mark]
    for name, (_mark, text) in sentences.items():
        if name not in moved:
            _keep(stored, raised[name], text, by=by)
    return moved


def _keep(edition, flag, text, *, by):
    of_flag = {"edition": edition, "answer_key": flag.key, "rule": flag.number, "mark": flag.mark}
    if not text:
        Justification.objects.filter(**of_flag).delete()
    elif text != flag.text:
        told = {"sentence": flag.sentence, "text": text, "by": by, "at": timezone.now()}
        Justification.objects.update_or_create(**of_flag, defaults=told)
