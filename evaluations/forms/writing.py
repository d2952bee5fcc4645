"""What a reader fills in to write to an evaluator."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .words import LONGEST_AS_READ, PebbleForm, Words


class MessageForm(PebbleForm):
    """A message to an evaluator, and how she may answer it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        error_messages={
            "required": _("Enter your name."),
            "max_length": _("Shorten your name to %(limit_value)d characters: it has %(show_value)d."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("It goes to the evaluator with your message, so that she can answer. It is not kept here."),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Enter an email address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    message = Words(
        label=_("Message"),
        help_text=format_lazy(
            _("Plain text of up to {most} characters. It is forwarded as an email and not published."),
            most=LONGEST_AS_READ,
        ),
        error_messages={"required": _("Write your message.")},
        rows=8,
    )
    field_order = ["name", "email", "message"]

    def __init__(self, *args, **kwargs):
        """Lay the form out."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "form"
        self.helper.attrs = {"data-guard": True}
        send = Submit("", _("Send the message"), css_id="send")
        self.helper.layout = Layout(
            "name", "email", "message", Div("pebble", css_class="trap"), Div(send, css_class="form-actions")
        )

    def clean_name(self):
        """Keep the name on one line: it stands in the mail's text."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_pebble(self):
        if self.cleaned_data["pebble"]:
            raise ValidationError(_("Empty this field and send again: only machines fill it in."))
        return ""
