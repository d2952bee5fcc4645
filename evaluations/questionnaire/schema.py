"""The vocabulary in which a questionnaire is written: sections hold questions, questions hold prompts.

A prompt asks for one answer. It names the column that holds the answer, and declares all that form, page, download
and importer need to know of it, so that none of them knows a question.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class PromptKind(Enum):
    """What kind of answer a prompt takes."""

    CODE = "code"
    TEXT = "text"
    FILES = "files"
    FOOTNOTES = "footnotes"


@dataclass(frozen=True)
class Option:
    """One code that may be chosen, as this version words it; the hint says what choosing it means."""

    code: str
    label: str
    hint: str = ""
    short: str = ""  # for the summary strip, where the label is a sentence


@dataclass(frozen=True)
class When:
    """Holds when the answer to the prompt with `key` is one of `codes`."""

    key: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One thing that is asked, and where its answer is kept."""

    key: str  # public and for ever: in anchors, imports, exports and the API
    kind: PromptKind
    label: str
    column: str = ""  # of Edition; blank for files, which are rows of Evidence
    options: tuple[Option, ...] = ()
    asked_when: When | None = None
    required: bool = True  # whenever it is asked …
    optional_when: When | None = None  # … but for here
    figure: str = ""  # the template under partials/figures/ that draws its codes
    in_summary: str = ""  # its label in the summary strip, where it has a place there
    filter: str = ""  # the name under which lists may be filtered by it
    maximum_files: int | None = None
    hint: str = ""
    import_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language, beside `label`
    imported: bool = True  # whether the importer looks for it, and names it when it is missing

    @property
    def anchor(self):
        """Return the id of the answer on the page: `q-2-1-1-degree` for `2.1.1.degree`."""
        return "q-" + self.key.replace(".", "-")

    @property
    def control(self):
        """Return the id of what a link to its field leads to: of a choice the first radio, for that takes the focus."""
        return f"{self.anchor}_0" if self.kind is PromptKind.CODE else self.anchor

    @property
    def parent_key(self):
        """Return the key of the prompt that decides whether this one is asked, or ""."""
        return self.asked_when.key if self.asked_when else ""

    def option(self, code):
        """Return the option with this code, or None for a code that this version does not offer."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """Help with one question, for whoever wants more than the hint; like the hint it may change at any time."""

    paragraphs: tuple[str, ...]
    example: str = ""  # of a strong answer, made up


@dataclass(frozen=True)
class Question:
    """Prompts that are answered together: a code, its degree, its explanation."""

    prompts: tuple[Prompt, ...]
    hint: str = ""
    guidance: Guidance | None = None

    @property
    def head(self):
        """Return the prompt that words the question."""
        return self.prompts[0]

    @property
    def key(self):
        return self.head.key

    @property
    def name(self):
        """Return what people call it: its number, or where it has none, its words."""
        return self.key if self.key[0].isdigit() else self.head.label

    @property
    def anchor(self):
        return self.head.anchor

    @cached_property
    def evidence(self):
        """Return the prompt for what backs the answers, or None where nothing is claimed.

        Where the form does not ask for it, it is offered, under the key that such a prompt of the question bears.
        """
        if self.head.kind not in (PromptKind.CODE, PromptKind.TEXT):
            return None
        asked = next((prompt for prompt in self.prompts if prompt.kind is PromptKind.FILES), None)
        return asked or Prompt(key=f"{self.key}.evidence", kind=PromptKind.FILES, label=_("Evidence"), required=False)

    @property
    def offers_evidence(self):
        """Whether evidence is taken here though the form does not ask for it."""
        return self.evidence is not None and self.evidence not in self.prompts


@dataclass(frozen=True)
class Section:
    """One page of the form, and one heading of the report."""

    slug: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    end_piece: bool = False  # set apart at the end of the report
    plain: bool = False  # its title is its only heading: the prompt's label is not repeated under it

    @property
    def prompts(self):
        return tuple(prompt for question in self.questions for prompt in question.prompts)


@dataclass(frozen=True)
class Questionnaire:
    """One version of a form. Once released it is closed: a change is a new version."""

    version: str
    kind: str
    title: str  # what precedes the subject in a report's title
    sections: tuple[Section, ...]
    rules: tuple = ()  # of coherence

    @cached_property
    def prompts(self):
        return tuple(prompt for section in self.sections for prompt in section.prompts)

    @cached_property
    def by_key(self):
        return {prompt.key: prompt for prompt in self.prompts}

    def prompt(self, key):
        """Return the prompt with this key; KeyError where there is none."""
        return self.by_key[key]

    @cached_property
    def questions(self):
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _answered(self):
        """Return question and prompt by every key under which something may be answered, evidence offered too."""
        return {
            prompt.key: (question, prompt)
            for question in self.questions
            for prompt in (*question.prompts, *([question.evidence] if question.offers_evidence else []))
        }

    @property
    def keys(self):
        """Return every key under which something may be answered, in the order of the form, evidence offered too."""
        return tuple(self._answered)

    def words_of(self, key):
        """Return what is asked under a key; of another part of a question than its first, its number and that part."""
        question, prompt = self._answered[key]
        return prompt.label if prompt is question.head else f"{question.name} · {prompt.label}"

    def anchor_of(self, key):
        """Return where the answer with a key stands on a page."""
        return self._answered[key][1].anchor

    def question(self, key):
        """Return the question whose first prompt has this key; KeyError where there is none."""
        return {question.key: question for question in self.questions}[key]

    def taking_files(self, key):
        """Return the prompt with this key that takes files, asked for or offered; KeyError where there is none."""
        asked = [prompt for prompt in self.prompts if prompt.kind is PromptKind.FILES]
        offered = [question.evidence for question in self.questions if question.offers_evidence]
        return {prompt.key: prompt for prompt in (*asked, *offered)}[key]

    def section(self, slug):
        """Return the section with this slug; KeyError where there is none."""
        return {section.slug: section for section in self.sections}[slug]

    def section_of(self, key):
        """Return the section that asks for this key."""
        return next(section for section in self.sections if any(p.key == key for p in section.prompts))

    def labels_of(self, when):
        """Return the words of the answers that a condition names."""
        return [self.prompt(when.key).option(code).label for code in when.codes]

    def children(self, key):
        """Return the prompts that are asked only after certain answers to this one."""
        return tuple(prompt for prompt in self.prompts if prompt.parent_key == key)

    @cached_property
    def fingerprint(self):
        """Return a SHA-256 over all that was asked and where it is kept, in English and without hints and guidance."""
        with override("en"):
            asked = [
                [self.version, self.kind, str(self.title)],
                *([s.slug, str(s.title), [_asked(prompt) for prompt in s.prompts]] for s in self.sections),
            ]
            return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _asked(prompt):
    conditions = [[when.key, *when.codes] if when else None for when in (prompt.asked_when, prompt.optional_when)]
    options = [[option.code, str(option.label)] for option in prompt.options]
    return [
        prompt.key,
        prompt.kind.value,
        str(prompt.label),
        prompt.column,
        options,
        conditions,
        prompt.required,
        prompt.maximum_files,
    ]
