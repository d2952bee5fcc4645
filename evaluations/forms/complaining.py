"""What a reader fills in who finds a comment against the rules."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from ..choices import RemovalRule
from .emails import MailboxField
from .words import LONGEST_AS_READ, PebbleForm, Words, is_sentence


class ComplaintForm(PebbleForm):
    """Against which rule a comment is, and why; a guest may leave an email to hear what comes of it."""

    rule = forms.ChoiceField(
        label=_("Against which of the comment rules is it?"),
        choices=[(rule.value, capfirst(rule.label)) for rule in RemovalRule],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that it is against.")},
    )
    text = Words(
        label=_("Why?"),
        required=False,
        rows=4,
        help_text=format_lazy(
            _("Needed for the last rule only. Moderators read it, and nobody else; up to {most} characters."),
            most=LONGEST_AS_READ,
        ),
    )
    email = MailboxField(
        label=_("Your email address, to hear what comes of it"),
        required=False,
        help_text=_("You get one mail, and then we forget it. Without it, the next page tells you as well."),
        error_messages={"invalid": _("Enter an email address such as name@example.org, or none.")},
    )
    field_order = ["rule", "text", "email"]

    def __init__(self, *args, has_account, **kwargs):
        """Ask no email of somebody who is signed in: she is told in any case."""
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["email"]
        self.helper = FormHelper()
        self.helper.form_class, self.helper.attrs = "form", {"data-guard": True}
        send = Div(Submit("", _("Send the complaint"), css_id="send"), css_class="form-actions")
        asked = [name for name in ("rule", "text", "email") if name in self.fields]
        self.helper.layout = Layout(*asked, Div("pebble", css_class="trap"), send)

    def clean_pebble(self):
        """Refuse what a machine filled in; a browser that did so by itself is told which field it was."""
        if self.cleaned_data["pebble"]:
            raise ValidationError(_("Leave the field empty that is here to catch machines."))
        return ""

    def clean(self):
        """The last rule holds so much that it has to be said which of it is meant."""
        cleaned = super().clean()
        if cleaned.get("rule") == RemovalRule.OTHER and not is_sentence(cleaned.get("text", "")):
            self.add_error("text", ValidationError(_("Say in a sentence what is wrong with it."), code="required"))
        return cleaned
