"""A form field for each kind of answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..questionnaire.schema import PromptKind
from ..saving import storable
from . import footnotes
from .answer_box import AnswerBox
from .uploads import EvidenceField

NO_ANSWER_YET = _("No answer yet")


class RadioRows(forms.RadioSelect):
    """Radios as large rows, each with what choosing it means."""

    def __init__(self, *args, option_hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.option_hints = option_hints or {}

    def create_option(self, name, value, label, selected, *args, **kwargs):
        """Leave the blank row, which takes a choice back, unchosen: it is shown once there is a choice."""
        option = super().create_option(name, value, label, selected and value != "", *args, **kwargs)
        option["hint"] = self.option_hints.get(str(value), "")
        option["takes_back"] = value == ""
        return option


class CodeField(forms.ChoiceField):
    """A code, or none yet."""

    default_error_messages = {"invalid_choice": _("Choose one of the answers listed.")}

    def __init__(self, *, prompt, **kwargs):
        hints = {option.code: option.hint for option in prompt.options}
        choices = [*((option.code, option.label) for option in prompt.options), ("", NO_ANSWER_YET)]
        super().__init__(choices=choices, widget=RadioRows(option_hints=hints), **kwargs)


class TextField(forms.CharField):
    """An answer in words, kept as typed but for what cannot be stored."""

    widget = AnswerBox

    def __init__(self, *, prompt, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        return storable(super().to_python(value))


class FootnotesField(TextField):
    """A text box that holds the mapping of footnotes."""

    def prepare_value(self, value):
        return footnotes.written(value) if isinstance(value, dict) else value

    def clean(self, value):
        return footnotes.read(super().clean(value))


_FIELDS = {
    PromptKind.CODE: CodeField,
    PromptKind.TEXT: TextField,
    PromptKind.FOOTNOTES: FootnotesField,
    PromptKind.FILES: EvidenceField,
}


def field_for(prompt, *, hint):
    """Return the field that asks for a prompt's answer. None is required: a draft may hold anything."""
    field = _FIELDS[prompt.kind](prompt=prompt, label=prompt.label, help_text=hint, required=False)
    field.needed = prompt.required
    return field
