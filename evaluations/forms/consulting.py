"""What reviewers fill in for the consultation before a report is published, and what contacts react with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Contact

from .. import reactions
from ..choices import DispositionKind
from ..saving import LONGEST_ANSWER
from .words import Words, is_sentence

OPENLY, CONFIDENTIALLY = "openly", "confidentially"
_WHY = _("Say why, in words that the public will read.")
_WHAT_WAS_CHANGED = _("Say what was changed: of the report as a whole no difference is shown.")
_CHANGED_SINCE_REMOVED = _("Say what was changed: what the answer said before was removed, and no difference is shown.")


class ContactField(forms.ModelMultipleChoiceField):
    """Contacts of a member, each told by name, side and what she does."""

    def label_from_instance(self, contact):
        """Tell who it is."""
        return f"{contact.told} ({contact.get_side_display()})"


class ContactsForm(forms.Form):
    """Who is asked to read a draft."""

    contacts = ContactField(
        queryset=Contact.objects.none(),
        label=_("Who is asked?"),
        help_text=_("Each gets a link of her own by email, good until the last day. Choose people of both sides."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one contact."),
            "invalid_choice": _("Choose contacts of the member who have an email and were not asked yet."),
            "invalid_pk_value": _("Choose contacts of the member who have an email and were not asked yet."),
        },
    )

    def __init__(self, *args, contacts, **kwargs):
        """Offer these contacts."""
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}-%s", **kwargs)
        self.fields["contacts"].queryset = contacts


class OpenForm(ContactsForm):
    """Who is asked to read a draft, and until when."""

    closes_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Say until when they may react."),
            "invalid": _("Write the day in figures, as in 2027-01-31."),
        },
    )

    def __init__(self, *args, zone, **kwargs):
        """Ask for a day that ends as clocks show it in a zone."""
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].help_text = _("It ends with this day where the member is: %(zone)s.") % {"zone": zone}


class SkipForm(forms.Form):
    """Why nobody is asked."""

    reason = Words(
        label=_("Why is nobody asked?"),
        help_text=_("The public reads this beside the report, for ever."),
        rows=3,
        error_messages={"required": _("Say why, in words that the public will read.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="skip-%s", **kwargs)


class EndForm(forms.Form):
    """Why a consultation ends before its time."""

    reason = Words(
        label=_("Why does it end before its time?"),
        help_text=_("The public reads this beside the report, for ever."),
        rows=3,
        error_messages={"required": _("Say why, in words that the public will read.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="end-%s", **kwargs)


class DispositionForm(forms.Form):
    """What became of a reaction."""

    kind = forms.ChoiceField(
        label=_("What became of it?"),
        choices=DispositionKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what became of it.")},
    )
    reason = Words(
        label=_("Because"),
        help_text=_("The public reads this beside an open reaction. What was changed in an answer is shown by itself."),
        rows=3,
        required=False,
    )
    withholds = forms.BooleanField(
        label=_("Do not show the public what the answer said before"),
        help_text=_("Where words were taken out that nobody is to read. It wants a reason, which the public reads."),
        required=False,
    )

    def __init__(self, *args, reaction, **kwargs):
        super().__init__(*args, auto_id=f"disposition-{reaction.pk}-%s", **kwargs)
        self.reaction = reaction
        self.fields["reason"].needed = True  # but for what was changed

    def clean(self):
        """Want a reason, unless the change speaks for itself."""
        said = self.cleaned_data
        if self.errors or said["reason"]:
            return
        if reactions.wants_words(self.reaction, said["kind"], withholds=said["withholds"]):
            self.add_error("reason", self._wanted_words(said["kind"], withholds=said["withholds"]))

    def _wanted_words(self, kind, *, withholds):
        if kind != DispositionKind.CHANGED:
            return _WHY
        if not self.reaction.answer_key:
            return _WHAT_WAS_CHANGED
        return _WHY if withholds else _CHANGED_SINCE_REMOVED


class ReactionForm(forms.Form):
    """What a contact says of an answer, or of the whole."""

    marks_required = True

    text = Words(
        label=_("Your reaction"),
        help_text=_(
            "What is wrong, what is missing, and where that can be read. You can take it back until the last day."
        ),
        most=LONGEST_ANSWER,
        rows=8,
        error_messages={"required": _("Write your reaction.")},
    )
    how = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (OPENLY, _("Everybody: it is published with the report, under your name")),
            (CONFIDENTIALLY, _("Those who make the report: the public reads only that there was one more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it.")},
    )

    def clean_text(self):
        """Want a sentence."""
        text = self.cleaned_data["text"]
        if not is_sentence(text):
            raise forms.ValidationError(_("Say it in a sentence."), code="required")
        return text

    @property
    def is_confidential(self):
        return self.cleaned_data["how"] == CONFIDENTIALLY
