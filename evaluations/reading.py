"""An edition as it is read: the questions of its form, paired with its answers.

Page, check-your-answers, downloads and importer all loop over what stands here.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from .choices import ReportKind
from .models import Byline
from .narrative import in_order
from .overview import overview_of, rows_of
from .questionnaire.schema import Prompt, PromptKind, Section


@dataclass(frozen=True)
class Answer:
    """One prompt and what an edition answers to it."""

    prompt: Prompt
    value: object  # a code, a text, a mapping of footnotes, or a list of Evidence
    parent_value: str = ""
    is_imported: bool = False

    @property
    def key(self):
        return self.prompt.key

    @property
    def is_recorded(self):
        return bool(self.value)

    @property
    def is_asked(self):
        """Whether the form asks this. A parent that is not recorded hides nothing that is recorded below it.

        Of an imported page it hides nothing at all: what hung on a code that was lost may have been lost with it.
        """
        when = self.prompt.asked_when
        if when is None or self.parent_value in when.codes:
            return True
        return not self.parent_value and (self.is_recorded or self.is_imported)

    @property
    def is_required(self):
        """Whether an edition cannot be submitted without it, as its parent is answered now.

        What depends on an unrecorded code is required together with it.
        """
        when, optional = self.prompt.asked_when, self.prompt.optional_when
        if not self.prompt.required or (optional and self.parent_value in optional.codes):
            return False
        return when is None or not self.parent_value or self.parent_value in when.codes

    @property
    def is_missing(self):
        return self.is_required and not self.is_recorded

    @property
    def option(self):
        """Return the option chosen, or None."""
        return self.prompt.option(self.value) if self.is_coded else None

    @property
    def label(self):
        """Return the words of the code, as the edition's questionnaire words it, or ""."""
        return self.option.label if self.option else ""

    @property
    def short_label(self):
        """Return the words of the code for where there is little room, or ""."""
        return (self.option.short or self.option.label) if self.option else ""

    @property
    def is_coded(self):
        return self.prompt.kind is PromptKind.CODE

    @property
    def is_narrative(self):
        return self.prompt.kind is PromptKind.TEXT

    @property
    def is_files(self):
        return self.prompt.kind is PromptKind.FILES

    @property
    def pieces(self):
        """Return the evidence in it; empty, too, where it says that there is none."""
        return [piece for piece in self.value if not piece.is_none] if self.is_files else []

    @property
    def statement(self):
        """Return the piece that says, and why, that there is no evidence, or None."""
        return next((piece for piece in self.value if piece.is_none), None) if self.is_files else None

    @property
    def is_footnotes(self):
        return self.prompt.kind is PromptKind.FOOTNOTES

    @property
    def figure_template(self):
        """Return the template that draws the code."""
        return f"evaluations/partials/figures/{self.prompt.figure}.html"


@dataclass(frozen=True)
class QuestionReading:
    """One question, with those of its answers that are asked; evidence that the form does not ask for, if there is any.

    `evidence` is the Answer that holds what backs the others, None where nothing is claimed.
    """

    question: object
    answers: tuple[Answer, ...]
    evidence: Answer | None

    @property
    def anchor(self):
        return self.question.anchor


@dataclass(frozen=True)
class SectionReading:
    """One section, with its questions."""

    section: Section
    questions: tuple[QuestionReading, ...]

    @property
    def answers(self):
        return tuple(answer for question in self.questions for answer in question.answers)

    @property
    def missing_answers(self):
        return [answer for answer in self.answers if answer.is_missing]

    @property
    def is_started(self):
        return any(answer.is_recorded for answer in self.answers)

    @property
    def is_complete(self):
        return not self.missing_answers


@dataclass(frozen=True)
class SummaryItem:
    """One figure of the summary strip, and where it leads."""

    label: str
    answer: Answer


class Reading:
    """One edition, read through its questionnaire.

    Evidence and bylines are read at most once; prefetch `evidence_set__stored_file` where many editions are read.
    """

    def __init__(self, edition):
        self.edition = edition
        self.form = edition.form

    @cached_property
    def _evidence(self):
        pieces = list(self.edition.evidence_set.all())
        prefetch_related_objects(pieces, "stored_file")  # nothing is read twice that the caller has read
        return pieces

    @cached_property
    def by_key(self):
        """Return every answer by its key, whether it is asked or not."""
        return {prompt.key: self.answer_to(prompt) for prompt in self.form.prompts}

    def answer_to(self, prompt):
        """Return the Answer to one prompt, whether it is asked or not; only of one that takes files is more read."""
        parent = self.form.by_key.get(prompt.parent_key)
        return Answer(
            prompt=prompt,
            value=self._value(prompt),
            parent_value=getattr(self.edition, parent.column) if parent else "",
            is_imported=self.edition.is_imported,
        )

    def _value(self, prompt):
        if prompt.kind is PromptKind.FILES:
            return [evidence for evidence in self._evidence if evidence.answer_key == prompt.key]
        value = getattr(self.edition, prompt.column)
        return in_order(value) if prompt.kind is PromptKind.FOOTNOTES else value

    def files_of(self, prompt):
        """Return the Answer to a prompt that takes files, be they asked for or only offered to be taken."""
        return self.answer_to(prompt)

    def evidence_of(self, question):
        """Return the Answer that holds what backs a question's answers; the question takes evidence."""
        return self.answer_to(question.evidence)

    @cached_property
    def sections(self):
        return tuple(self._section(section) for section in self.form.sections)

    def _section(self, section):
        questions = []
        for question in section.questions:
            answers = [self.by_key[prompt.key] for prompt in question.prompts]
            evidence = self.answer_to(question.evidence) if question.evidence else None
            if question.offers_evidence and evidence.is_recorded:
                answers.append(evidence)
            asked = tuple(answer for answer in answers if answer.is_asked)
            questions.append(QuestionReading(question, asked, evidence))
        return SectionReading(section, tuple(questions))

    @property
    def answers(self):
        """Return the answers that are asked, in the order of the form."""
        return [answer for section in self.sections for answer in section.answers]

    @cached_property
    def overview(self):
        """Return the Overview's columns."""
        return overview_of(self.edition)

    @cached_property
    def bylines(self):
        """Return the bylines in their order: as frozen, or while the edition is open, as the people are called now."""
        load_bylines(self.edition)
        bylines = list(self.edition.bylines.all())
        return [as_called_now(byline) for byline in bylines] if self.edition.is_open else bylines

    @property
    def signed_bylines(self):
        """Return the bylines of those who had signed the text when it was submitted."""
        return [byline for byline in self.bylines if byline.signed_at]

    @property
    def unsigned_bylines(self):
        """Return the bylines of those without whose signature the report was submitted, with a reason."""
        return [byline for byline in self.bylines if byline.lacks_signature]

    @property
    def title(self):
        return self.overview["title"]

    @property
    def has_overview(self):
        """Whether the published reports of this kind begin with an Overview."""
        return self.form.kind == ReportKind.END_OF_COMMITMENT

    @property
    def overview_rows(self):
        """Return the rows of the Overview that follow the evaluators'."""
        return rows_of(self.edition, self.overview)

    @cached_property
    def summary(self):
        """Return the figures of the summary strip; a degree that is not asked gives way to its question's code."""
        items = []
        for prompt in self.form.prompts:
            if prompt.in_summary:
                # Not from by_key: a list row has neither prose nor evidence loaded.
                answer = self.answer_to(prompt)
                if prompt.parent_key and not (answer.is_asked and answer.is_recorded):
                    answer = self.answer_to(self.form.by_key[prompt.parent_key])
                items.append(SummaryItem(label=prompt.in_summary, answer=answer))
        return items

    @property
    def footnotes(self):
        """Return number and text of each footnote, in the order of their numbers."""
        return list(in_order(self.edition.footnotes).items())

    @cached_property
    def missing_prompts(self):
        """Return the prompts that submitting still needs, the dependants of an unrecorded code among them."""
        return [answer.prompt for answer in self.by_key.values() if answer.is_missing]


class ReadingOfWords(Reading):
    """One edition, read for its codes and texts alone: what was added as evidence is not looked at."""

    _evidence = ()


def missing(edition):
    """Return the required prompts of an edition that still have no answer."""
    return Reading(edition).missing_prompts


def load_bylines(edition):
    """Load the bylines with all that a page tells of the people, unless they are loaded already."""
    prefetch_related_objects([edition], Prefetch("bylines", Byline.objects.select_related("evaluator__user")))


def as_called_now(byline):
    """Return the byline, unsaved, under the name and organisation that its evaluator, if known, bears now."""
    if byline.evaluator:
        byline.name, byline.organisation = byline.evaluator.name, byline.evaluator.organisation
    return byline
