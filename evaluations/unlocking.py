"""Which answers of a returned report its evaluators may change: those that were remarked on, and what hangs on them."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .choices import DispositionKind
from .coherence import Flags
from .reading import Reading, ReadingOfWords


def to_unlock(reading, flags):
    """Return the keys of the questions that the return of a submitted edition opens, or None where it opens all.

    Those are the questions with an open remark, or with a flag whose justification a reviewer did not accept, or of
    which she has told a contact that they are changed, and what hangs on them. A remark on the whole opens all; so does
    a return without any remark.
    """
    keys = set(reading.edition.remark_set.open().values_list("answer_key", flat=True))
    for flag in flags.found:
        if flag.is_refused:
            keys |= {flag.key, *flag.also}
    if keys:  # else all is opened
        changed = reading.edition.reaction_set.standing().filter(disposition__kind=DispositionKind.CHANGED)
        keys |= set(changed.values_list("answer_key", flat=True))
    if "" in keys:
        return None
    return _in_order(reading.form, _with_what_hangs_on(reading.form, keys)) or None


class Locks:
    """What of an edition is not open for changes. Only a returned edition has locks."""

    def __init__(self, reading, flags=None):
        self.reading, self.form, self.unlocked = reading, reading.form, reading.edition.unlocked
        self._flags = flags

    def is_locked(self, key):
        """Whether the question in which an answer stands is not open for changes."""
        if self.unlocked is None:
            return False
        question = question_of(self.form, key)
        # The flags last: they ask the most of the database.
        is_open = question.key in self.unlocked or self._is_missing(question) or question.key in self._not_fitting
        return not is_open

    def _is_missing(self, question):
        """Whether an answer of a question is missing: another answer has changed, and asks for it."""
        answers = (self.reading.answer_to(prompt) for prompt in question.prompts if prompt.required)
        return any(answer.is_asked and answer.is_missing for answer in answers)

    @cached_property
    def _not_fitting(self):
        """Return the questions with an answer that does not fit any more with one that was opened and has changed."""
        flags, opened = self._flags or Flags(ReadingOfWords(self.reading.edition)), set()
        for flag in flags.of_several:
            shared = {question_of(self.form, key).key for key in (flag.key, *flag.also)}
            if flag.is_open and shared & set(self.unlocked):
                opened |= shared
        return opened


def keep_open(edition, keys):
    """Leave open, until it is submitted, the questions of answers that are changed; return the columns to be stored.

    What opened a question by a flag or a gap may be gone with the first words that are written: nobody is to be locked
    out of her own sentence.
    """
    if edition.unlocked is None:
        return []
    open_keys = {*edition.unlocked, *(question_of(edition.form, key).key for key in keys)}
    if open_keys == set(edition.unlocked):
        return []
    edition.unlocked = [question.key for question in edition.form.questions if question.key in open_keys]
    return ["unlocked"]


def refuse_where_locked(edition, key):
    """Raise ValidationError (code "locked") where the question of an answer is not open for changes."""
    if edition.unlocked is not None and Locks(Reading(edition)).is_locked(key):
        raise locked_error()


def locked_error():
    """Return the refusal of a change where the reviewer asked for none."""
    return ValidationError(
        _("This answer is not open for changes: the reviewer sent the report back for others."), code="locked"
    )


def question_of(form, key):
    """Return the question in which something stands under this key, evidence that is offered too."""
    return next(question for question in form.questions if key in _keys(question))


def _keys(question):
    evidence = [question.evidence.key] if question.evidence else []
    return {prompt.key for prompt in question.prompts} | set(evidence)


def _with_what_hangs_on(form, keys):
    """Return the keys of the questions of these answers, those on which they depend, and those that depend on them."""
    asked = {question_of(form, key).key for key in keys}
    links = [
        {question_of(form, prompt.key).key, question_of(form, prompt.parent_key).key}
        for prompt in form.prompts
        if prompt.parent_key
    ]
    return asked.union(*(link for link in links if link & asked))


def _in_order(form, keys):
    return [question.key for question in form.questions if question.key in keys]
