"""The flags of an edition: what its rules found, how each was justified, and what is kept of that."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ..choices import Status
from ..models import NARRATIVES, Edition, Justification, Ruling
from ..models.marking import SHORTEST
from ..questionnaire.schema import Prompt, Question
from .finding import found_by


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What a rule found beside one answer. It is open until the answer is changed or somebody says why it is so."""

    number: int  # of the rule
    question: Question
    prompt: Prompt
    sentence: str
    mark: str  # of what was found
    also: tuple[str, ...] = ()  # the keys of the other answers that it speaks of
    text: str = ""  # why it is so
    earlier: str = ""  # what was said of something else that the rule had found here
    justification: int | None = None  # the key of its row, where it has one
    is_borrowed: bool = False  # whether the text is what stands under "no evidence"
    waits: bool = False  # while somebody is still writing the answer
    wants_evidence: bool = False  # whether it goes once there is evidence
    ruling: Ruling | None = None  # the last one on this very text

    @property
    def key(self):
        return self.prompt.key

    @property
    def name(self):
        """Return the name of the field in which it is justified."""
        return f"flag-{self.number}-{self.prompt.anchor}"

    @property
    def is_refused(self):
        """Whether a reviewer did not accept why it is so."""
        return self.ruling is not None and not self.ruling.accepts

    @property
    def is_open(self):
        return not self.text or self.is_refused

    @property
    def is_of_head(self):
        """Whether it stands beside the answer that words the question."""
        return self.prompt is self.question.head


class Flags:
    """The flags of an edition as it stands. What was submitted keeps those that were raised then."""

    def __init__(self, reading):
        self.reading, self.edition, self.form = reading, reading.edition, reading.form

    @cached_property
    def raised(self):
        """Return every Flag, in the order of the form."""
        if self.edition.is_imported:
            return []  # nobody is there to justify what was published elsewhere
        return self.found if self.edition.is_open else self._in_order(self._kept())

    @cached_property
    def found(self):
        """Return every Flag that the rules raise now, also of an edition that was submitted."""
        return self._in_order(self._found(self.form.rules))

    @cached_property
    def of_several(self):
        """Return those of them that speak of several answers. No evidence and no other report is read for them."""
        if "found" in self.__dict__:
            return [flag for flag in self.found if flag.also]
        return self._in_order(self._found(rule for rule in self.form.rules if rule.speaks_of_several))

    def _in_order(self, flags):
        order = {prompt.key: place for place, prompt in enumerate(self.form.prompts)}
        return sorted(flags, key=lambda flag: (order[flag.key], flag.number))

    @property
    def open(self):
        return [flag for flag in self.raised if flag.is_open]

    def beside(self, key):
        """Return the flags that stand beside one answer."""
        return [flag for flag in self.raised if flag.key == key]

    @cached_property
    def answers(self):
        """Return the answers that are asked and given, by key."""
        return {answer.key: answer for answer in self.reading.answers if answer.is_recorded}

    @cached_property
    def texts(self):
        """Return the answers in words, by key."""
        return {key: answer.value for key, answer in self.answers.items() if answer.is_narrative}

    def holds(self, when):
        """Whether an answer is one of certain codes."""
        answer = self.answers.get(when.key)
        return answer is not None and answer.value in when.codes

    def evidence_beside(self, key):
        """Return the Answer that holds the evidence for the question in which a prompt stands."""
        return self.reading.evidence_of(self._question(key))

    @cached_property
    def keys_by_mark(self):
        """Return, by the mark of each text that is stored and asked, the key of its answer."""
        if all(len(text) < SHORTEST for text in self.texts.values()):
            return {}
        marks = Edition.objects.values_list("narrative_marks", flat=True).get(pk=self.edition.pk)
        columns = dict(zip(NARRATIVES, marks, strict=True))
        marked = {key: columns[self.form.prompt(key).column] for key in self.texts}
        return {mark: key for key, mark in marked.items() if mark}

    def name_of(self, key):
        """Name the question of an answer by its number, or by its words where the form does not number them."""
        question = self._question(key)
        if question.key[0].isdigit():
            return question.key
        return _("“%(title)s”") % {"title": question.head.label}

    def _question(self, key):
        return next(question for question in self.form.questions if any(p.key == key for p in question.prompts))

    def _found(self, rules):
        given = {}
        for one in self._justifications:
            given.setdefault((one.rule, one.answer_key), {})[one.mark] = one
        return [
            self._flag(rule, found, given.get((rule.number, found.key), {}))
            for rule in rules
            for found in found_by(rule, self)
        ]

    def _flag(self, rule, found, given):
        mark = _mark(rule, found)
        row = given.get(mark)
        return Flag(
            number=rule.number,
            question=self._question(found.key),
            prompt=self.form.prompt(found.key),
            sentence=str(rule.sentence).format(**dict(found.words)),
            mark=mark,
            also=found.also,
            text=row.text if row else found.reason,
            earlier=next((one.text for one in reversed(given.values())), ""),
            justification=row and row.pk,
            is_borrowed=bool(found.reason and not row),
            waits=rule.waits,
            wants_evidence=rule.wants_evidence,
            ruling=self._rulings.get((rule.number, found.key, mark, row.text if row else found.reason)),
        )

    def _kept(self):
        rulings = self._rulings  # read in any case: as often for a report without flags as for one with many
        return [
            Flag(
                number=one.rule,
                question=self._question(one.answer_key),
                prompt=self.form.prompt(one.answer_key),
                sentence=one.sentence,
                mark=one.mark,
                text=one.text,
                ruling=rulings.get((one.rule, one.answer_key, one.mark, one.text)),
            )
            for one in self._justifications
            if one.stands
        ]

    @cached_property
    def _rulings(self):
        """Return the last ruling on each sentence, by rule, answer, mark and the sentence."""
        if self.edition.status == Status.DRAFT:
            return {}  # nobody has reviewed it yet
        rulings = self.edition.ruling_set.order_by("pk")
        return {(one.rule, one.answer_key, one.mark, one.sentence): one for one in rulings}

    @cached_property
    def _justifications(self):
        return list(self.edition.justification_set.order_by("pk"))


def freeze(edition, flags, *, by):
    """Keep with an edition, as it is submitted, which flags were raised and how each was justified."""
    kept = [flag.justification for flag in flags.raised if flag.justification]
    edition.justification_set.exclude(pk__in=kept).update(stands=False)
    edition.justification_set.filter(pk__in=kept).update(stands=True)
    Justification.objects.bulk_create(
        Justification(
            edition=edition,
            answer_key=flag.key,
            rule=flag.number,
            mark=flag.mark,
            sentence=flag.sentence,
            text=flag.text,
            stands=True,
            by=by,
        )
        for flag in flags.raised
        if not flag.justification
    )


def _mark(rule, found):
    facts = json.dumps([rule.number, found.key, *found.facts])
    return hashlib.sha256(facts.encode()).hexdigest()[:16]
