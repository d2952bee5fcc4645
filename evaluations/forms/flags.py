"""Why flagged answers stand: a sentence for each."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..justifying import LONGEST, Sentence
from ..saving import storable, token
from .desk import OnPage
from .words import is_sentence


class SentenceField(forms.CharField):
    """A sentence as it is stored."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "prose-input"})

    def to_python(self, value):
        return storable(super().to_python(value))

    def widget_attrs(self, widget):
        """Leave out `maxlength`: a browser would cut off what is pasted, and not say so."""
        return {}


class FlagsForm(OnPage, forms.Form):
    """One box for each flag; hidden beside it, its mark and the token of what was said when the page was opened."""

    def __init__(self, flags, *args, **kwargs):
        """Lay out a box for each Flag."""
        super().__init__(*args, auto_id="%s", **kwargs)
        self.flags = flags
        for flag in flags:
            self.fields[flag.name] = _sentence_for(flag)
            self.fields[mark_name(flag.name)] = _hidden(flag.mark)
            self.fields[opened_name(flag.name)] = _hidden(token(flag.text))

    def clean(self):
        """Want a sentence of whoever writes one: a full stop is none. What stood there is left alone."""
        for name, sentence in self.sentences.items():
            if sentence.text and sentence.is_new and not is_sentence(sentence.text):
                self.add_error(name, ValidationError(_("Say it in a sentence."), code="sentence"))

    @property
    def rows(self):
        """Return each Flag with its box and what is hidden beside it."""
        return [
            (flag, self[flag.name], (self[mark_name(flag.name)], self[opened_name(flag.name)])) for flag in self.flags
        ]

    @property
    def sentences(self):
        """Return, by the names of flags, the Sentence of each that was posted and can be stored."""
        # What is hidden comes as it was sent: of a mark that was tampered with, the flag has moved.
        return {
            flag.name: Sentence(
                self.data.get(mark_name(flag.name), ""),
                self.data.get(opened_name(flag.name), ""),
                self.cleaned_data[flag.name],
            )
            for flag in self.flags
            if flag.name in self.data and flag.name in self.cleaned_data
        }


def mark_name(name):
    """Return the name of the hidden field with the mark of a flag."""
    return f"mark-{name}"


def opened_name(name):
    """Return the name of the hidden field with the token of what was said of a flag when the page was opened."""
    return f"opened-{name}"


def _hidden(value):
    return forms.CharField(required=False, widget=forms.HiddenInput, initial=value)


def _sentence_for(flag):
    field = SentenceField(
        label=_("Why it stands as it is"),
        help_text=_hint_for(flag),
        required=False,
        max_length=LONGEST,
        initial=flag.text or flag.earlier,
        error_messages={"max_length": _("Shorten this to %(limit_value)d characters: it has %(show_value)d.")},
    )
    field.needed = True
    return field


def _hint_for(flag):
    if flag.is_borrowed:
        return _("Taken from what the report says about its evidence. Write here only what is to be added.")
    if flag.text:
        return _("To take it back, leave this blank.")
    if flag.earlier:
        return _("This was written when the answer was another. To keep it, save it; or write anew.")
    return ""
