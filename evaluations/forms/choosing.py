"""Which two of several versions are compared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .desk import OnPage


class ChooseTwoForm(OnPage, forms.Form):
    """Two of several versions: where nothing is asked for, the last two."""

    def __init__(self, asked, *, choices):
        """Take what is asked for (of a URL), and the choices, each a number with its words, the newest first."""
        (newest, _newest_in_words), (one_before, _before_in_words) = choices[:2]
        chosen = {"from": asked.get("from", one_before), "to": asked.get("to", newest)}
        super().__init__(chosen, auto_id="compare-%s")
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)

    @property
    def chosen(self):
        """Return both numbers, of a valid form."""
        return self.cleaned_data["from"], self.cleaned_data["to"]
