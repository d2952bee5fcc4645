"""What people write by hand beside the answers: reasons above all."""

import unicodedata

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ..narrative import number_of_words

LONGEST = 5_000  # characters
LONGEST_AT_THE_DESK = 20_000  # of what an evaluator writes beside her answers
LONGEST_AS_READ = lazy(number_format, str)(LONGEST, force_grouping=True)  # for `format_lazy`
# Fillers of Hangul and the Braille cell without dots: by their category letters and a symbol, and nothing is seen.
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800"


def can_be_seen(text):
    """Whether a text holds anything but blanks and signs that nobody sees."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANKS for sign in text)


def is_sentence(text):
    """Whether a text holds two words at least: less tells no reason."""
    return number_of_words(text) > 1


class Words(forms.CharField):
    """A text box whose limit is told, and not kept by cutting off what is pasted."""

    def __init__(self, *, most=LONGEST, rows=5, **kwargs):
        limit = MaxLengthValidator(most, _("This has %(show_value)s characters; at most %(limit_value)s fit."))
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), validators=[limit], **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text if can_be_seen(text) else ""


class ReasonForm(forms.Form):
    """Why something is decided so."""

    reason = Words(label=_("Reason"))

    def __init__(self, *args, needed, **kwargs):
        """Demand words where they are needed: where the answer is no."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed


class PebbleForm(forms.Form):
    """A form for anybody, with a field that only machines fill in: they fill in all there is.

    It marks what is required, as the published pages do; the forms of the desk mark what is optional.
    """

    marks_required = True

    def __init__(self, *args, **kwargs):
        """Let browsers take all that is pasted: they would cut it off at the limit, and not say so."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    # The name is that of nothing a browser would fill in by itself.
    pebble = forms.CharField(
        label=_("Leave this field empty: it is here to catch machines"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1", "data-1p-ignore": True}),
    )

    @property
    def is_trapped(self):
        """Whether the field for machines holds anything."""
        return bool(self.cleaned_data.get("pebble"))
