"""Saving: only the answers that changed since they were read are written, and none that moved meanwhile.

Every way of changing an open edition's columns goes through here, whoever asks for it; of its evidence, evidence.py.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import permissions
from .choices import Language
from .models import Edition, Report
from .questionnaire.schema import PromptKind
from .reading import Reading
from .unlocking import Locks, keep_open

LONGEST_ANSWER = 30_000  # characters
# The last two are a word processor's own: within a paragraph, and after a page.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Outcome(Enum):
    """What became of one answer that was handed over."""

    UNCHANGED = "unchanged"  # as it was when she read it; what is stored now may differ
    SAVED = "saved"
    CONFLICT = "conflict"  # she and somebody else changed it: what is stored was left alone
    LOCKED = "locked"  # it is not open for changes: what is stored was left alone


@dataclass(frozen=True)
class Save:
    """What a save did: the edition as it is stored now, and the outcome for each column."""

    edition: Edition
    outcomes: dict[str, Outcome]

    @property
    def conflicts(self):
        """Return, by column, what is stored where somebody else was quicker."""
        return {
            column: getattr(self.edition, column)
            for column, outcome in self.outcomes.items()
            if outcome is Outcome.CONFLICT
        }


def storable(text):
    """Return a text as it is stored: one kind of line end, nothing that the database refuses, no blank edges."""
    text = _LINE_END.sub("\n", text)
    return _LONE_SURROGATE.sub("\ufffd", _UNSTORABLE.sub("", text)).strip()


def token(value):
    """Return a short mark of a stored value, the same for values that a form cannot tell apart."""
    plain = storable(value) if isinstance(value, str) else json.dumps(value or "", sort_keys=True).strip('"')
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


NOTHING = token("")


@transaction.atomic
def save(edition, values, *, opened, by, sent=None):
    """Write the values, by column, that differ from what was opened; return a `Save`.

    `opened` holds, by column, the token of what was stored when the values were read. Without one the column counts
    as opened blank, so that nothing which nobody has seen is overwritten. `sent` holds, by column, a list of values
    that she had sent before, and that she never heard of: where one of them is stored, it counts as opened, too.
    Raises PermissionDenied where `by` may not change the edition, ValidationError where it is no longer open (code
    "status") or does not offer a code (code "code").
    """
    stored = for_change(Edition.objects.filter(pk=edition.pk)).get()
    return save_read(stored, values, opened=opened, by=by, sent=sent)


def save_read(stored, values, *, opened, by, sent=None):
    """As `save`, into an edition that was read in this transaction by `for_change`: nothing is read twice."""
    _refuse_unless_writes(stored, by)
    _refuse_codes_not_offered(stored, values)
    outcomes = {column: _outcome(stored, column, value, opened, sent or {}) for column, value in values.items()}
    _leave_locked(stored, outcomes)
    changed = [column for column, outcome in outcomes.items() if outcome is Outcome.SAVED]
    for column in changed:
        setattr(stored, column, values[column])
    if changed:
        keys = [prompt.key for prompt in stored.form.prompts if prompt.column in changed]
        stamp(stored, by=by, columns=[*changed, *keep_open(stored, keys)])
    return Save(stored, outcomes)


def _refuse_codes_not_offered(edition, values):
    coded = [prompt for prompt in edition.form.prompts if prompt.kind is PromptKind.CODE]
    offered = {prompt.column: {"", *(option.code for option in prompt.options)} for prompt in coded}
    offered["language"] = set(Language.values)
    for column, value in values.items():
        if column in offered and value not in offered[column]:
            raise ValidationError(
                _("“%(code)s” is none of the answers that can be chosen here."), code="code", params={"code": value}
            )


def _outcome(stored, column, value, opened, sent):
    now, wanted = token(getattr(stored, column)), token(value)
    before = now if now in map(token, sent.get(column, ())) else opened.get(column, NOTHING)
    if wanted in (before, now):
        return Outcome.UNCHANGED
    return Outcome.SAVED if before == now else Outcome.CONFLICT


def _leave_locked(edition, outcomes):
    """Mark what was changed and is not open for changes."""
    if edition.unlocked is None:
        return
    locks = Locks(Reading(edition))
    for prompt in edition.form.prompts:
        is_change = outcomes.get(prompt.column) in (Outcome.SAVED, Outcome.CONFLICT)
        if is_change and locks.is_locked(prompt.key):
            outcomes[prompt.column] = Outcome.LOCKED


def locked(edition, *, by):
    """Return the edition as it is stored, locked until the transaction ends. Raises what `save` raises.

    The report first, as every move locks it: the act of the audit trail that is to come holds it, too.
    """
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.report_id)
    stored = for_change(Edition.objects.filter(pk=edition.pk)).get()
    _refuse_unless_writes(stored, by)
    return stored


def for_change(editions):
    """Return the editions to be read as they are stored, with who writes them, locked until the transaction ends.

    Who writes is asked in the same statement, so as things stood when it began to wait for the lock: who is taken off
    in that moment has saved just before it.
    """
    return permissions.with_writers(editions).select_for_update(of=("self",)).select_related("report__member")


def _refuse_unless_writes(edition, by):
    if not permissions.is_author_as_read(by, edition):
        raise PermissionDenied
    if not edition.is_open:
        raise ValidationError(_("The report is no longer open for changes."), code="status")


def stamp(edition, *, by, columns=()):
    """Store the columns, and who saved when."""
    edition.saved_at, edition.saved_by = timezone.now(), by
    edition.save(update_fields=[*columns, "saved_at", "saved_by"])
