"""The form of one section, built wholly from the questionnaire: no question is known here."""

from contextlib import suppress
from itertools import compress
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..coherence import Flags
from ..differences import Kind, Piece, pieces
from ..questionnaire.schema import PromptKind
from ..saving import LONGEST_ANSWER, NOTHING, Outcome, storable, token
from ..unlocking import Locks
from .answers import field_for
from .footnotes import written
from .layout import opened_name, section_helper, sent_name


class Comparison(NamedTuple):
    """An answer as it is stored beside another version of it."""

    stored: str  # in words
    pieces: list[Piece]  # what the other version changes of it

    @property
    def are_same(self):
        """Whether both have the same words; they may still be set differently."""
        return all(piece.kind is Kind.SAME for piece in self.pieces)


class AnswersForm(forms.Form):
    """Any answers of one questionnaire, as they are posted. It refuses nothing for being incomplete.

    Beside each answer travels the token of what was stored when it was opened, so that `saving.save` can tell what
    she changed from what somebody else did.
    """

    def __init__(self, prompts, *args, **kwargs):
        self.prompts = tuple(prompts)
        super().__init__(*args, auto_id="%s", **kwargs)
        for prompt in self.prompts:
            self.fields[prompt.anchor] = field_for(prompt, hint=self.hint_of(prompt))
            if prompt.column:
                self.fields[opened_name(prompt)] = forms.CharField(required=False, widget=forms.HiddenInput)

    def hint_of(self, prompt):
        """Return what is said to help with an answer."""
        return ""

    def clean(self):
        """Refuse a text that is longer than an answer may be, unless it is stored so and she left it alone."""
        for prompt in self.prompts_with_columns:
            length = len(storable(self.data.get(prompt.anchor, "")))
            value = self.cleaned_data.get(prompt.anchor)
            if length > LONGEST_ANSWER and token(value) != self.opened.get(prompt.column):
                self.add_error(prompt.anchor, _too_long(length))

    @property
    def prompts_with_columns(self):
        return [prompt for prompt in self.prompts if prompt.column]

    @property
    def opened(self):
        """Return, by column, the tokens of what was stored when the form was opened."""
        names = {prompt.column: opened_name(prompt) for prompt in self.prompts_with_columns}
        return {column: self.data[name] for column, name in names.items() if name in self.data}

    @property
    def sent(self):
        """Return, by column, the values that she had sent before these, and of which her page never heard."""
        sent = {}
        for prompt in self.prompts_with_columns:
            for words in self.data.getlist(sent_name(prompt)):
                with suppress(ValidationError):  # then it was not stored
                    sent.setdefault(prompt.column, []).append(self.fields[prompt.anchor].clean(words))
        return sent

    def compared(self, prompt, stored):
        """Return the Comparison of what is stored with what was posted."""
        posted = self.cleaned_data.get(prompt.anchor, self.data.get(prompt.anchor, ""))
        before, after = _shown(prompt, stored), _shown(prompt, posted)
        return Comparison(before, pieces(before, after))

    @property
    def values(self):
        """Return, by column, the answers that were posted and can be stored. What was not posted is left alone."""
        return {
            prompt.column: self.cleaned_data[prompt.anchor]
            for prompt in self.prompts_with_columns
            if prompt.anchor in self.data and prompt.anchor in self.cleaned_data
        }


class SectionForm(AnswersForm):
    """One section of one edition, to be filled in on a page."""

    def __init__(self, section, reading, data=None, files=None, *, conflicts=None, remarks=None):
        self.section, self.reading, self.flags, self.remarks = section, reading, Flags(reading), remarks
        self.locks = Locks(reading, self.flags)
        self.questions = [question for question in section.questions if not self.locks.is_locked(question.key)]
        super().__init__((prompt for question in self.questions for prompt in question.prompts), data, files)
        for question in self.questions:
            self._put_help_beside(question)
        for prompt in self.prompts:
            self._fill(prompt)
            self.fields[prompt.anchor].conflict = (conflicts or {}).get(prompt.column)
        self.helper = section_helper(self)

    def _put_help_beside(self, question):
        field = self.fields[question.anchor]
        blank_form = reverse("evaluations:blank-form", args=[self.reading.form.version])
        field.question, field.blank_form_url = question, f"{blank_form}#{question.anchor}"

    def _fill(self, prompt):
        field, answer = self.fields[prompt.anchor], self.reading.by_key[prompt.key]
        if prompt.kind is PromptKind.FILES:
            url = reverse("evaluations:upload", args=[self.reading.edition.report_id, prompt.key])
            field.show(answer, upload_url=url)
            return
        field.initial = answer.value
        if prompt.kind is not PromptKind.CODE:
            field.widget.attrs["lang"] = self.reading.edition.language
        self.fields[opened_name(prompt)].initial = token(answer.value)

    def hint_of(self, prompt):
        question = next(question for question in self.section.questions if prompt in question.prompts)
        hints = [question.hint if prompt is question.head else "", prompt.hint]
        if prompt.optional_when:
            labels = ", ".join(str(label) for label in self.reading.form.labels_of(prompt.optional_when))
            hints.append(_("After “%(answers)s” it may stay blank.") % {"answers": labels})
        return " ".join(str(hint) for hint in hints if hint)

    @property
    def has_conflicts(self):
        return any(self.fields[prompt.anchor].conflict is not None for prompt in self.prompts)

    @property
    def needs_mending(self):
        """Whether something in it was not saved."""
        return bool(self.errors) or self.has_conflicts

    @property
    def uploads(self):
        """Return prompt and file of each file that was chosen and is taken."""
        prompts = [prompt for prompt in self.prompts if prompt.kind is PromptKind.FILES]
        files = [(prompt, self.cleaned_data.get(prompt.anchor)) for prompt in prompts]
        return [(prompt, upload) for prompt, upload in files if upload]

    @property
    def typed(self):
        """Return label and words of all that was posted and is not stored, for a page that can only show it."""
        return self._told(self.section.prompts)

    def left_out(self, save, again=None):
        """Return label and words of what was posted, is not stored, and is not open for changes.

        It was closed when the form was read or, as a Save tells, by the time that it was saved; or it is closed now, by
        this very save, where `again` is the form that is shown next.
        """
        shown = again.prompts if again else self.section.prompts
        is_locked = [
            prompt not in self.prompts or prompt not in shown or save.outcomes.get(prompt.column) is Outcome.LOCKED
            for prompt in self.section.prompts
        ]
        return self._told(compress(self.section.prompts, is_locked))

    def _told(self, prompts):
        told = [(prompt.label, self._posted_to(prompt)) for prompt in prompts]
        return [(label, words) for label, words in told if words]

    def _posted_to(self, prompt):
        """Return in words what was posted under a prompt, or "" where it is nothing, or stored."""
        if prompt.kind is PromptKind.FILES:
            return ", ".join(upload.name for upload in self.files.getlist(prompt.anchor))
        posted, stored = self.data.get(prompt.anchor, "").strip(), self.reading.by_key[prompt.key].value
        if token(posted) == token(_in_words(stored)):
            return ""
        found_something = self.data.get(opened_name(prompt), NOTHING) != NOTHING
        is_cleared = not posted and prompt.anchor in self.data and found_something
        return str(_("Nothing: you had cleared the answer.")) if is_cleared else str(_shown(prompt, posted))

    def after(self, save, reading):
        """Return the form to show when a save could not take everything.

        What was refused stands in its box as she typed it. Where somebody else was quicker, his answer stands beside
        hers, and her next save is made knowing it.
        """
        data, conflicts = self.data.copy(), {}
        for prompt in self.prompts_with_columns:
            stored, outcome = getattr(save.edition, prompt.column), save.outcomes.get(prompt.column)
            if outcome or prompt.anchor not in data:
                data[opened_name(prompt)] = token(stored)
            if outcome is Outcome.CONFLICT:
                conflicts[prompt.column] = self.compared(prompt, stored)
            elif outcome or prompt.anchor not in data:
                data[prompt.anchor] = _in_words(stored)
        form = SectionForm(self.section, reading, data, conflicts=conflicts, remarks=self.remarks)
        for name, errors in self.errors.as_data().items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, errors)
        return form


def _in_words(value):
    return written(value) if isinstance(value, dict) else value


def _shown(prompt, value):
    option = prompt.option(value) if prompt.kind is PromptKind.CODE else None
    return str(option.label) if option else _in_words(value)


def _too_long(length):
    return ValidationError(
        _("This text has %(length)s characters; at most %(most)s fit. It is still here: shorten it, then save."),
        code="length",
        params={"length": length, "most": LONGEST_ANSWER},
    )
