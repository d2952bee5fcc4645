"""The labels of a form as pages show them, in their order: the Overview's rows, the headings, the questions."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import override

from ..questionnaire.schema import PromptKind
from .furniture import EVIDENCE, OVERVIEW, OVERVIEW_HEADING, TITLE_AGAIN
from .text import fold
from .wordings import codes_of

HEADING, TITLE = "heading:", "title-again"
_GAP = r"(?: +(?:\n *)?|\n *)"  # a space or one line end
_WORDS_OF_A_LONG_LABEL = 4


@dataclass(frozen=True)
class Label:
    """One wording, the keys that it may stand for, and its language."""

    words: str
    keys: tuple[str, ...]
    language: str

    @cached_property
    def pattern(self):
        # It begins with a letter of its own, so that the search for it is quick.
        return re.compile(_GAP.join(map(re.escape, self.words.split())) + r"(?![a-z0-9])")

    @cached_property
    def unnumbered(self):
        """Return the words without the question's number."""
        return [word for word in self.words.split() if not word.isdigit()]

    @cached_property
    def is_heading(self):
        return self.keys[0].startswith(HEADING)

    @cached_property
    def is_long(self):
        """Whether nobody writes these words by chance."""
        return len(self.words.split()) >= _WORDS_OF_A_LONG_LABEL

    @property
    def is_one_word(self):
        return " " not in self.words


class Form:
    """A questionnaire as a page shows it: the rows of the Overview, the headings and the prompts, in one order."""

    def __init__(self, questionnaire):
        self.questionnaire = questionnaire
        self.prompts = {prompt.key: prompt for prompt in questionnaire.prompts if prompt.imported}
        self.order = [HEADING + "overview", *OVERVIEW]
        for section in questionnaire.sections:
            self.order += [HEADING + section.slug, *(p.key for p in section.prompts if p.imported)]
        self.position = {key: number for number, key in enumerate(self.order)}
        self.codes = {key: codes_of(p) for key, p in self.prompts.items() if p.kind is PromptKind.CODE}
        self.question_of = {p.key: q.key for s in questionnaire.sections for q in s.questions for p in q.prompts}

    @cached_property
    def labels(self):
        """Return every label, the longest first, so that it is found before its own beginning."""
        keys = {}
        with override("en"):
            for key, language, words in self._worded():
                keys.setdefault((fold(words), language), []).append(key)
        labels = [Label(words, tuple(dict.fromkeys(found)), language) for (words, language), found in keys.items()]
        return sorted(labels, key=lambda label: -len(label.words))

    def _worded(self):
        overview = {**OVERVIEW, HEADING + "overview": OVERVIEW_HEADING, TITLE: TITLE_AGAIN}
        for key, languages in overview.items():
            yield from ((key, language, words) for language in languages for words in languages[language])
        for number, section in enumerate(self.questionnaire.sections, start=1):
            yield from self._worded_section(number, section)

    def _worded_section(self, number, section):
        title = str(section.title)
        bare = re.sub(r"^Section \d+\.?\s*", "", title)
        for language, words in (("en", title), ("en", bare), ("en", f"Section {number}"), ("es", f"Sección {number}")):
            yield HEADING + section.slug, language, words
        begun = title.split()
        yield from ((HEADING + section.slug, "en", " ".join(begun[:end])) for end in range(3, len(begun)))  # cut short
        for prompt in section.prompts:
            if prompt.imported:
                yield from ((prompt.key, language, words) for language, words in _wordings(prompt))

    @cached_property
    def words(self):
        return {label.words for label in self.labels}

    def is_label(self, text):
        """Whether the text is a label and nothing more."""
        return fold(text) in self.words


def _wordings(prompt):
    """Yield language and words of each label of the prompt, those with a number also without it."""
    languages = [("en", (str(prompt.label),)), *prompt.import_labels.items()]
    if prompt.kind is PromptKind.FILES:
        languages += EVIDENCE.items()
    for language, labels in languages:
        for words in labels:
            yield language, words
            unnumbered = re.sub(r"^[\d.\s]+[-–—]?\s*", "", words)
            if len(unnumbered.split()) >= _WORDS_OF_A_LONG_LABEL:
                yield language, unnumbered
