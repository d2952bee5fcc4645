"""Asking to open more of a returned report, and deciding about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .words import LONGEST_AT_THE_DESK, Words


class UnlockRequestForm(forms.Form):
    """Which questions are to be opened, and why."""

    keys = forms.MultipleChoiceField(
        label=_("What is to be opened?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what is to be opened."),
            "invalid_choice": _("One of these is open already. Choose among those that are listed."),
        },
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("The reviewers read it: what changed, or what hangs on another answer."),
        most=LONGEST_AT_THE_DESK,
        rows=3,
        error_messages={"required": _("Say why, in words that the reviewers will read.")},
    )

    def __init__(self, questions, *args, **kwargs):
        """Offer these questions."""
        super().__init__(*args, auto_id="unlock-%s", **kwargs)
        self.fields["keys"].choices = [(question.key, question.head.label) for question in questions]


class UnlockDecisionForm(forms.Form):
    """What a reviewer says of a request to open more."""

    answer = Words(
        label=_("What you say to it"),
        help_text=_("Whoever asked gets it by email. A refusal needs it."),
        required=False,
        rows=2,
    )
    answer.needed = True  # of a refusal

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="unlocking-%s", **kwargs)
