"""What moderators fill in, beside the admin."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import HoldingMode, RemovalRule
from ..comments import rules_of
from .words import ReasonForm, Words


class DecisionForm(ReasonForm):
    """Why comments are approved, or not; where they are rejected (`asks_rule`), also against which rule they are."""

    rule = forms.ChoiceField(
        label=_("Against which rule?"),
        choices=[("", _("Choose one")), *RemovalRule.choices],
        help_text=_("Everybody reads it in the place of a comment that was shown."),
        error_messages={"required": _("Say against which rule it is.")},
    )
    field_order = ["rule", "reason"]

    reason = Words(
        label=_("Reason"),
        rows=3,
        help_text=_(
            "Their authors are told, an hour from now, and moderators read it; readers are told the rule alone. Name"
            " nobody: it stays when somebody has her name taken off."
        ),
        error_messages={"required": _("Say why: the reason stays with the comments.")},
    )

    def __init__(self, *args, asks_rule, **kwargs):
        """Ask for the rule where one was broken."""
        super().__init__(*args, **kwargs)
        if not asks_rule:
            del self.fields["rule"]


class CommentsOfReportForm(forms.Form):
    """Which comments wait under a report, and the last day on which it takes any."""

    holding = forms.ChoiceField(
        label=_("Which comments wait for a moderator"),
        choices=[("", _("Those that wait on the whole site")), *HoldingMode.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    last_day = forms.DateField(
        label=_("Last day for comments"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_(
            "The report takes comments until the end of this day, as clocks show it where the member is; both the first"
            " and the last day stand on its page. Blank: for as long as it stands."
        ),
        error_messages={"invalid": _("Enter a day, such as 2026-12-31.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, report):
        """Begin with what holds now."""
        initial = {"holding": report.holding, "last_day": report.last_day_for_comment, "seen": rules_of(report)}
        super().__init__(data, initial=initial)
        self.report = report
        self.helper = FormHelper()
        self.helper.form_class, self.helper.attrs = "form", {"data-guard": True}
        send = Submit("", _("Let this hold"), css_id="send")
        self.helper.layout = Layout("holding", "last_day", "seen", Div(send, css_class="form-actions"))
