"""What changed between two tellings of a report (telling.py), answer by answer in the order of the form."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .choices import Language
from .differences import Kind, Piece, pieces
from .models.byline import NAME_REMOVED
from .narrative import in_order
from .overview import OF_THE_REGISTER, labels_by_column
from .questionnaire import get_questionnaire
from .questionnaire.schema import PromptKind


@dataclass(frozen=True)
class Words:
    """A text, word by word; each language is "" where the text is in that of the page."""

    template: ClassVar = "evaluations/partials/changes/words.html"
    pieces: list[Piece]
    language: str = ""
    language_before: str = ""

    @property
    def are_same(self):
        """Whether both have the same words, which are set differently."""
        return all(piece.kind is Kind.SAME for piece in self.pieces)


@dataclass(frozen=True)
class Choice:
    """One of several, in the words of the time; "" where none was chosen."""

    template: ClassVar = "evaluations/partials/changes/choice.html"
    before: str
    after: str


@dataclass(frozen=True)
class Items:
    """Things in a list: names, or pieces of evidence as they are told. With nothing added or removed, their order."""

    template: ClassVar = "evaluations/partials/changes/items.html"
    removed: list
    added: list
    kept: list

    @property
    def are_reordered(self):
        return not self.removed and not self.added


@dataclass(frozen=True)
class Change:
    """One thing that is told otherwise than before, what it is called for short, and the id that a link leads to."""

    anchor: str
    name: str
    label: str
    difference: Words | Choice | Items


@dataclass(frozen=True)
class QuestionChanges:
    """One question with its changed answers; `head` is the change of what its heading asks, if that is one."""

    anchor: str
    label: str
    head: Change | None
    others: list[Change]

    @property
    def all(self):
        return [self.head, *self.others] if self.head else self.others


@dataclass(frozen=True)
class SectionChanges:
    """One section with its changed questions."""

    slug: str
    title: str
    questions: list[QuestionChanges]


@dataclass(frozen=True)
class Changes:
    """All that differs: at the head of the report, and in its answers; and how many answers are the same."""

    about: list[Change]
    sections: list[SectionChanges]
    unchanged: int

    @property
    def answers(self):
        """Return every changed answer, in the order of the form."""
        return [change for section in self.sections for question in section.questions for change in question.all]

    @property
    def are_none(self):
        return not self.about and not self.sections


class Pair:
    """Two tellings of one report, to be compared."""

    def __init__(self, before, after):
        self.before, self.after = before, after

    def changes(self):
        """Return what changed from the first to the second."""
        prompts = [prompt for question, _section in self._questions() for prompt in _answers_of(question)]
        return Changes(
            about=list(self._about()),
            sections=list(self._sections()),
            unchanged=sum(self._is_the_same(prompt.key) for prompt in prompts),
        )

    def _questions(self):
        """Yield each question that either asks, and its section: those of the later form first."""
        seen = set()
        for version in dict.fromkeys((self.after["questionnaire"], self.before["questionnaire"])):
            for section in get_questionnaire(version).sections:
                yield from ((question, section) for question in section.questions if question.key not in seen)
            seen |= {question.key for question in get_questionnaire(version).questions}

    def _sections(self):
        found = {}
        for question, section in self._questions():
            changes = self._question(question)
            if changes.all:
                found.setdefault(section.slug, SectionChanges(section.slug, section.title, []))
                found[section.slug].questions.append(changes)
        return found.values()

    def _question(self, question):
        changes = [self._change(prompt) for prompt in _answers_of(question) if self._differs(prompt.key)]
        head = next((change for change in changes if change.anchor == question.anchor), None)
        others = [change for change in changes if change is not head]
        return QuestionChanges(question.anchor, self._label(question.head), head, others)

    def _change(self, prompt):
        return Change(prompt.anchor, prompt.key, self._label(prompt), self._difference(prompt))

    def _label(self, prompt):
        return self.after["questions"].get(prompt.key) or self.before["questions"].get(prompt.key) or prompt.label

    def _difference(self, prompt):
        if prompt.kind is PromptKind.CODE:
            return Choice(*(told["labels"].get(prompt.key, "") for told in (self.before, self.after)))
        values = self._values(prompt.key)
        if prompt.kind is PromptKind.FILES:
            return _items(*(value or [] for value in values))
        return self._words(*(_text(value) for value in values))

    def _words(self, before, after, *, is_in_its_language=True):
        languages = (told["language"] if is_in_its_language else "" for told in (self.after, self.before))
        return Words(pieces(before, after), *languages)

    def _values(self, key):
        """Return both answers with this key; None for what was not asked or is not recorded."""
        return [told["answers"].get(key) or None for told in (self.before, self.after)]

    def _differs(self, key):
        before, after = self._values(key)
        return before != after

    def _is_the_same(self, key):
        before, after = self._values(key)
        return after is not None and before == after

    def _about(self):
        """Yield what changed at the head of the report."""
        yield from self._rows({"title": _("Title")})
        yield from self._choice("language", _("Language"), dict(Language.choices))
        yield from self._choice("questionnaire", _("Version of the form"), {})
        yield from self._items("evaluators", _("Evaluators"), _names)
        yield from self._items("signatures", _("Signatures"), _signers)
        yield from self._reason()
        yield from self._rows(labels_by_column(self.after["kind"]))

    def _rows(self, labels):
        for column, label in labels.items():
            before, after = (told["overview"].get(column) or "" for told in (self.before, self.after))
            if before != after:
                words = self._words(before, after, is_in_its_language=column not in OF_THE_REGISTER)
                yield Change(f"overview-{column.replace('_', '-')}", label, label, words)

    def _choice(self, name, label, words):
        before, after = (words.get(told[name], told[name]) for told in (self.before, self.after))
        if before != after:
            yield Change(name, label, label, Choice(before, after))

    def _items(self, name, label, listed):
        before, after = listed(self.before), listed(self.after)
        if before != after:
            yield Change(name, label, label, _items(before, after))

    def _reason(self):
        before, after = (told["unsigned_reason"] or "" for told in (self.before, self.after))
        if before != after:
            words = self._words(before, after, is_in_its_language=False)
            label = _("Why a signature is missing")
            yield Change("unsigned-reason", label, label, words)


def _answers_of(question):
    return (*question.prompts, *([question.evidence] if question.offers_evidence else []))


def _text(value):
    """Return an answer as a text; footnotes with their numbers, one to a line."""
    if isinstance(value, dict):
        return "\n".join(f"[{number}] {note}" for number, note in in_order(value).items())
    return value or ""


def _names(told):
    people = ((person["name"] or NAME_REMOVED, person["organisation"]) for person in told["evaluators"])
    return [f"{name} ({organisation})" if organisation else name for name, organisation in people]


def _signers(told):
    """Return who has signed, by the alphabet: their order is told with the evaluators."""
    return sorted(person["name"] for person in told["evaluators"] if person["signed_at"])


def _items(before, after):
    left, kept, added = list(before), [], []
    for item in after:
        if item in left:
            left.remove(item)
            kept.append(item)
        else:
            added.append(item)
    return Items(removed=left, added=added, kept=kept)
