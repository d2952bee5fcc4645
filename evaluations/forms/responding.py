"""What a contact of the government writes of a report, and whom reviewers ask to."""

from operator import attrgetter

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Contact

from ..saving import LONGEST_ANSWER, token
from .words import Words


class PartForm(forms.Form):
    """What the draft of a response says of an answer, or of the whole; blank: nothing."""

    text = Words(
        label=_("Your government’s response"),
        help_text=_("Paragraphs are kept. Leave it blank to say nothing here."),
        most=LONGEST_ANSWER,
        rows=10,
        required=False,
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def on(cls, stored):
        """Return the form with what is stored, and the mark by which it is known that nobody changed it since."""
        return cls(initial={"text": stored, "opened": token(stored)})


class PublishResponseForm(forms.Form):
    """That the draft is published as it was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class AskToRespondForm(forms.Form):
    """Who responds for the government."""

    contact = forms.ModelChoiceField(
        queryset=Contact.objects.none(),
        label=_("Who responds for the government?"),
        help_text=_("She gets a link by email, good until you revoke it. Verified contacts of the government only."),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a contact."),
            "invalid_choice": _("Choose a verified contact of the government who has an email and no link yet."),
        },
    )

    def __init__(self, *args, contacts, **kwargs):
        """Offer these contacts."""
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        field.queryset = contacts
        field.label_from_instance = attrgetter("told")
