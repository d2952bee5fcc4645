"""What a reviewer decides, and on which state of the report she decided it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import ActionPlan

from ..choices import Language
from .words import Words


class DecisionForm(forms.Form):
    """A decision, and the newest move that the reviewer had seen when she took it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        """Give the fields ids of their own: two decisions stand on one page."""
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}-%s", **kwargs)

    def see(self, move_pk):
        """Let a form that came back carry the newest move: it is decided anew, on the page that shows it."""
        self.data = self.data.copy()
        self.data["seen"] = move_pk


class ReturnForm(DecisionForm):
    """A decision that needs a reason."""

    reason = Words(
        label=_("What has to change, and why"),
        help_text=_("The evaluators get these words by email and on their desk. The public does not see them."),
        error_messages={"required": _("Say what has to change, in words that the evaluators will read.")},
    )


class PublishForm(DecisionForm):
    """The decision to publish; of a new edition that has no reason for the public yet, also the reason."""

    reason = Words(
        label=_("Why is there a new edition?"),
        help_text=_("The public reads this beside the new edition, for ever."),
        required=False,
    )
    reason.needed = True  # it is shown where there is none yet

    def ask_of(self, edition):
        """Ask for the reason where the edition wants one and has none."""
        if not edition.predecessor_id or edition.change_reason:
            del self.fields["reason"]


class PlanSearchForm(forms.Form):
    """Find an action plan by the words of its title."""

    words = forms.CharField(label=_("Member or years"), required=False, max_length=200)


class StartResultsForm(forms.Form):
    """Which action plan a Results Report is about, and in which language it is written."""

    plan = forms.ModelChoiceField(
        queryset=ActionPlan.objects.none(),
        label=_("Action plan"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose an action plan."),
            "invalid_choice": _("This action plan has a Results Report already, or is not there any more."),
        },
    )
    language = forms.ChoiceField(label=_("Language of the report"), choices=Language, initial=Language.EN)

    def __init__(self, *args, plans, shown, **kwargs):
        """Accept every one of `plans`, and offer those in `shown`."""
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        field.queryset = plans
        field.widget.choices = [(plan.pk, field.label_from_instance(plan)) for plan in shown]
