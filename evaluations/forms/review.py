"""What a reviewer decides, and on which state of the report she decided it."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import ActionPlan

from ..choices import Language, Tie
from ..models import Declaration
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


class PublicDecisionForm(DecisionForm):
    """The decision to approve or to publish; of a new edition without a reason for the public yet, also the reason."""

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


class ApproveForm(PublicDecisionForm):
    """The decision of the first of two."""


class PublishForm(PublicDecisionForm):
    """The decision of the second."""


class MemberTimeField(forms.DateTimeField):
    """A day and an hour as clocks show them in the `zone` of a member; gives back the moment."""

    zone = UTC

    def __init__(self, **kwargs):
        format_of_browsers = "%Y-%m-%dT%H:%M"
        widget = forms.DateTimeInput(format=format_of_browsers, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=[format_of_browsers, "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value):
        """Read the time there; an hour that the clocks skip or show twice is refused."""
        if value in self.empty_values:
            return None
        written = next(filter(None, (_read(value, as_written) for as_written in self.input_formats)), None)
        if written is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            with timezone.override(self.zone):
                return from_current_timezone(written)
        except ValidationError as error:
            raise ValidationError(
                _("On this day the clocks change there, and they skip this hour or show it twice. Choose another one.")
            ) from error


def _read(value, as_written):
    """Return the day and time that a text tells in a format, or None. Django's own reading takes a day alone, too."""
    try:
        return datetime.strptime(value.strip(), as_written)  # noqa: DTZ007 -- the member's zone comes to it
    except ValueError:
        return None


class ScheduleForm(PublicDecisionForm):
    """The decision of the second of two, to come into effect at a time."""

    at = MemberTimeField(
        label=_("Day and time"),
        error_messages={
            "required": _("Say when it is to be published."),
            "invalid": _("Write day and time in figures, as in 2027-01-31 09:00."),
        },
    )
    field_order = ["seen", "at", "reason"]

    def __init__(self, *args, zone, **kwargs):
        """Ask for a time as clocks show it in a zone."""
        super().__init__(*args, **kwargs)
        self.fields["at"].zone = zone
        self.fields["at"].help_text = _("As the clocks show it where the member is: %(zone)s.") % {"zone": zone.key}


class UnscheduleForm(DecisionForm):
    """The decision that it is not published at its time after all."""

    reason = Words(
        label=_("Why not then?"),
        help_text=_("The evaluators, who know the time, get these words by email. The public does not see them."),
        error_messages={"required": _("Say why, in words that the evaluators will read.")},
    )


class DeclareForm(forms.Form):
    """Whether a reviewer has a tie, to whom, and for which organisation she works."""

    has_tie = forms.ChoiceField(
        label=_("Have you a tie to the member, to its government or to an evaluator?"),
        help_text=_(
            "Of work, money, family or friendship, now or in the last two years: what a critic would ask about."
        ),
        choices=[("no", _("No, I have none")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you have a tie.")},
    )
    ties = forms.MultipleChoiceField(
        label=_("If yes, to whom?"), choices=Tie, widget=forms.CheckboxSelectMultiple, required=False
    )
    words = Words(label=_("Which tie is it?"), help_text=_("For the other reviewers."), required=False, rows=2)
    organisation = forms.CharField(
        label=_("Organisation for which you work"),
        help_text=_("If there is one. Who works where an evaluator works does not decide about her report."),
        max_length=Declaration._meta.get_field("organisation").max_length,
        required=False,
        error_messages={"max_length": _("Shorten this to %(limit_value)d characters: it has %(show_value)d.")},
    )

    def __init__(self, *args, **kwargs):
        """Give the fields ids of their own, and let a browser cut nothing off that is pasted."""
        super().__init__(*args, auto_id="declare-%s", **kwargs)
        self.fields["organisation"].widget.attrs.pop("maxlength", None)
        self.fields["ties"].needed = self.fields["words"].needed = True  # after a yes

    def clean(self):
        """Want a tie to be told whole, and none where there is none."""
        said = self.cleaned_data
        if said.get("has_tie") == "no":
            said["ties"], said["words"] = [], ""
        elif said.get("has_tie") == "yes":
            if not said.get("ties") and "ties" not in self.errors:
                self.add_error("ties", _("Say to whom you have a tie."))
            if not said.get("words") and "words" not in self.errors:
                self.add_error("words", _("Say which tie it is, in a few words."))


class WhatStands(forms.ChoiceField):
    """A reviewer, a rule, and the mark of what stands against her by it, as (key):(rule):(mark)."""

    def valid_value(self, value):
        """Take also what stood against one of them before: that it is another by now is said where it is stored."""
        return apart(value)[:2] in [apart(offered)[:2] for offered, _label in self.choices]


def apart(value):
    """Return key, rule and mark."""
    return [*value.split(":", 2), "", ""][:3]


class ExemptForm(forms.Form):
    """Who is exempt from which rule, and why."""

    who = WhatStands(
        label=_("Who decides all the same?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who decides."),
            "invalid_choice": _("Nothing stands against her any more that an exemption would lift."),
        },
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("The public reads this beside the report, for ever. Name nobody who need not be named."),
        rows=2,
        error_messages={"required": _("Say why, in words that the public will read.")},
    )

    def __init__(self, *args, choices, **kwargs):
        """Offer these choices: words for each reviewer and what stands against her."""
        super().__init__(*args, auto_id="exempt-%s", **kwargs)
        self.offer(choices)

    def offer(self, choices):
        """Offer what stands now: a form that came back was made before."""
        self.fields["who"].choices = choices

    @property
    def chosen(self):
        """Return the key of an account, the rule, and the mark of what was read."""
        return apart(self.cleaned_data["who"])


class StandingForm(forms.Form):
    """Why a published report no longer stands, or stands again."""

    reason = Words(
        label=_("Why?"),
        help_text=_("The public reads this on the report's page, for ever."),
        rows=3,
        error_messages={"required": _("Say why, in words that the public will read.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="standing-%s", **kwargs)


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
