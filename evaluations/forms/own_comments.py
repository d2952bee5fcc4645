"""What people fill in about comments that they wrote themselves."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..comments import state_of
from .commenting import ReplyForm
from .emails import MailboxField
from .words import PebbleForm, Words, can_be_seen


class EditCommentForm(forms.Form):
    """Other words for a comment, and the state of it that its author saw."""

    marks_required = True
    text = ReplyForm.base_fields["text"]
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, comment):
        """Begin with what the comment says."""
        super().__init__(data, initial={"text": comment.text, "seen": state_of(comment)})
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.helper = _helper("text", "seen", send=_("Change the comment"))

    def clean_text(self):
        if can_be_seen(self.cleaned_data["text"]):
            return self.cleaned_data["text"]
        raise ValidationError(_("Write something that can be seen."))


class AppealForm(forms.Form):
    """Why a decision is wrong."""

    marks_required = True
    text = Words(
        label=_("Why is the decision wrong?"),
        help_text=_("The moderator who reads the comment again reads this, and nobody else but moderators does."),
        error_messages={"required": _("Say why: whoever reads the comment again has only these words.")},
    )

    def __init__(self, *args, **kwargs):
        """Lay the form out."""
        super().__init__(*args, **kwargs)
        self.helper = _helper("text", send=_("Appeal"))


class FindCommentsForm(PebbleForm):
    """Under which email a guest wrote."""

    email = MailboxField(
        help_text=_("With which you wrote as a guest. The link is sent there, and to nobody else."),
    )
    field_order = ["email"]

    def __init__(self, *args, **kwargs):
        """Lay the form out."""
        super().__init__(*args, **kwargs)
        self.helper = _helper("email", Div("pebble", css_class="trap"), send=_("Mail me the link"))


class EraseForm(forms.Form):
    """What becomes of the comments, and that she means it."""

    marks_required = True
    withdrawing = forms.BooleanField(
        label=_("Withdraw my comments, too"),
        required=False,
        help_text=_("Their words are destroyed. A notice stays in the place of each, and what others answered."),
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Say that you know that this cannot be undone.")},
    )

    def __init__(self, *args, **kwargs):
        """Lay the form out."""
        super().__init__(*args, **kwargs)
        self.helper = _helper("withdrawing", "sure", send=_("Take my name off"))


def _helper(*fields, send):
    helper = FormHelper()
    helper.form_class, helper.attrs = "form", {"data-guard": True}
    helper.layout = Layout(*fields, Div(Submit("", send, css_id="send"), css_class="form-actions"))
    return helper
