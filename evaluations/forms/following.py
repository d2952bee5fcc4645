"""What somebody fills in to follow something."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import FollowPace
from .emails import MailboxField
from .words import PebbleForm


class FollowForm(PebbleForm):
    """How often she is told, and where; a signed-in person's email is not asked."""

    email = MailboxField(
        help_text=_("It is shown to nobody. We send it a link by which you confirm that you want this."),
    )
    pace = forms.ChoiceField(
        label=_("How often"),
        choices=FollowPace.choices,
        initial=FollowPace.DAILY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often you are told."),
            "invalid_choice": _("Choose how often you are told."),
        },
    )
    field_order = ["email", "pace"]

    def __init__(self, data=None, *, user, pace=None):
        """Make the form; `pace` is the one at which she follows it already, if she does."""
        super().__init__(data, initial={"pace": pace or FollowPace.DAILY})
        if user.is_authenticated:
            del self.fields["email"]
        self.helper = FormHelper()
        self.helper.form_class, self.helper.attrs = "form", {"data-guard": True}
        send = _("Change how often I am told") if pace else _("Follow by mail")
        asked = [name for name in self.field_order if name in self.fields]
        buttons = Div(Submit("", send, css_id="send"), css_class="form-actions")
        self.helper.layout = Layout(*asked, Div("pebble", css_class="trap"), buttons)


class PaceForm(forms.Form):
    """Another pace for something that is followed."""

    pace = forms.ChoiceField(label=_("How often"), choices=FollowPace.choices)
