"""Why flagged answers stand: a sentence for each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..justifying import LONGEST
from ..saving import storable
from .desk import OnPage


class Sentence(forms.CharField):
    """A sentence as it is stored."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "prose-input"})

    def to_python(self, value):
        return storable(super().to_python(value))


class FlagsForm(OnPage, forms.Form):
    """One box for each flag, and in a hidden field the mark of what it was about when the page was opened.

    `moved` names flags that are about something else by now: beside each stands what had been written.
    """

    def __init__(self, flags, *args, **kwargs):
        """Lay out a box for each Flag."""
        super().__init__(*args, auto_id="%s", **kwargs)
        self.flags = flags
        for flag in flags:
            self.fields[flag.name] = _sentence_for(flag)
            self.fields[mark_name(flag.name)] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=flag.mark
            )

    @property
    def rows(self):
        """Return each Flag with its box and its mark."""
        return [(flag, self[flag.name], self[mark_name(flag.name)]) for flag in self.flags]

    @property
    def sentences(self):
        """Return, by the names of flags, mark and sentence of each that was posted and can be stored."""
        return {
            flag.name: (self.cleaned_data[mark_name(flag.name)], self.cleaned_data[flag.name])
            for flag in self.flags
            if flag.name in self.data and flag.name in self.cleaned_data
        }


def mark_name(name):
    """Return the name of the hidden field beside the box of a flag."""
    return f"mark-{name}"


def _sentence_for(flag):
    hint = _("Blank takes it back.") if flag.text else ""
    if not flag.text and flag.earlier:
        hint = _("What stood here was about something else. Keep it by saving, or write anew.")
    field = Sentence(
        label=_("Why it stands as it is"),
        help_text=hint,
        required=False,
        max_length=LONGEST,
        initial=flag.text or flag.earlier,
        error_messages={"max_length": _("Shorten this to %(limit_value)d characters: it has %(show_value)d.")},
    )
    field.needed = True
    return field
