"""The smaller forms of the evaluator's desk."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Member

from ..choices import ChangeClass, Language
from ..models import AssignmentRequest, Evaluator, Invitation
from ..saving import storable, token
from .answers import RadioRows
from .words import LONGEST_AT_THE_DESK, Words


class OnPage:
    """A form that a page puts between its own <form> tags."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class _StoredWords(Words):
    """Words as they are stored: a browser's script, which keeps them, has another kind of line end than its form."""

    def to_python(self, value):
        return storable(super().to_python(value))


class SearchForm(OnPage, forms.Form):
    """Find a commitment by words."""

    words = forms.CharField(
        label=_("Words of the commitment, its plan or its OGP id"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    words.needed = True  # nobody has to be told that a search may stay blank


class StartForm(OnPage, forms.Form):
    """Which commitment is reported on, and in which language."""

    commitment = forms.ModelChoiceField(
        Commitment.objects.none(),
        label=_("Which commitment is the report about?"),
        widget=RadioRows,
        error_messages={
            "required": _("Choose the commitment that the report is about."),
            "invalid_choice": _("Choose one of the commitments listed."),
        },
    )
    language = forms.ChoiceField(
        label=_("In which language will you write?"),
        help_text=_("You can change this until you submit the report."),
        choices=Language,
        error_messages={"invalid_choice": _("Choose one of the languages listed.")},
    )

    def __init__(self, *args, allowed, shown, hints, **kwargs):
        """Accept any of the commitments `allowed`; show those of one page, with a hint each, by pk."""
        super().__init__(*args, **kwargs)
        field = self.fields["commitment"]
        field.queryset = allowed
        field.widget.choices = [(commitment.pk, commitment.heading) for commitment in shown]
        field.widget.option_hints = hints


class OverviewForm(OnPage, forms.Form):
    """What of the Overview is the evaluators' to say: the language they write in."""

    language = forms.ChoiceField(
        label=_("Language of the report"),
        help_text=_("Readers' devices pronounce, hyphenate and search it in this language."),
        choices=Language,
        error_messages={"invalid_choice": _("Choose one of the languages listed.")},
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    moved = False  # whether somebody else changed it meanwhile

    def __init__(self, edition, *args, **kwargs):
        initial = {"language": edition.language, "opened": token(edition.language)}
        super().__init__(*args, initial=initial, **kwargs)


class AddEvaluatorForm(OnPage, forms.Form):
    """Who else is to stand on the report."""

    evaluator = forms.ModelChoiceField(
        Evaluator.objects.none(),
        label=_("Evaluator to add"),
        empty_label=_("Choose a person"),
        error_messages={
            "required": _("Choose the evaluator to add."),
            "invalid_choice": _("Choose one of the people listed: only who is assigned to this member may be added."),
        },
    )

    def __init__(self, edition, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = edition.bylines.values("evaluator")
        assigned = Evaluator.objects.assigned_to(edition.report.member)
        field = self.fields["evaluator"]
        field.queryset = assigned  # who stands there already is refused in words
        field.widget.choices = [
            ("", field.empty_label),
            *((person.pk, _described(person)) for person in assigned.exclude(pk__in=named)),
        ]

    @property
    def has_choices(self):
        return len(self.fields["evaluator"].widget.choices) > 1


class InviteForm(OnPage, forms.Form):
    """Who is asked to join the report: a colleague who is assigned to the member, or whoever reads an email."""

    evaluator = forms.ModelChoiceField(
        Evaluator.objects.none(),
        label=_("An evaluator of this member"),
        empty_label=_("Nobody of these"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the people listed, or write an email below.")},
    )
    email = forms.EmailField(
        label=_("Or the email of somebody else"),
        max_length=Invitation._meta.get_field("email").max_length,
        help_text=_(
            "She gets a link, and joins by pressing a button there. It holds for a time, and you can revoke it."
        ),
        required=False,
    )
    evaluator.needed = email.needed = True  # one of the two

    def __init__(self, edition, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = edition.bylines.exclude(evaluator=None).values("evaluator")
        assigned = Evaluator.objects.assigned_to(edition.report.member).filter(user__is_active=True)
        field = self.fields["evaluator"]
        field.queryset = assigned.exclude(pk__in=named)
        field.label_from_instance = _described
        if not field.queryset.exists():
            del self.fields["evaluator"]
            self.fields["email"].label = _("Email")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("evaluator")) == bool(cleaned.get("email")):
            self.add_error(
                "email", _("Choose one of the evaluators, or write the email of somebody else: one of both.")
            )
        return cleaned


class JoinForm(OnPage, forms.ModelForm):
    """How somebody is published who joins a report and is no evaluator yet."""

    class Meta:
        model = Evaluator
        fields = ("name", "organisation")
        labels = {
            "name": _("Your name, as it is published"),
            "organisation": _("Organisation, as it is published"),
        }
        help_texts = {"name": ""}
        error_messages = {"name": {"required": _("Write your name.")}}


class EvaluatorForm(OnPage, forms.ModelForm):
    """How an evaluator is published."""

    class Meta:
        model = Evaluator
        fields = ("name", "organisation", "email", "publishes_email")
        labels = {
            "name": _("Name, as it is published"),
            "organisation": _("Organisation, as it is published"),
            "email": _("Email"),
            "publishes_email": _("Show this email on my reports"),
        }
        help_texts = {
            "name": _("Reports that are published already keep the name they carry."),
            "email": _("Private, unless you choose below to show it."),
            "publishes_email": _("Otherwise readers reach you through a form, and do not see it."),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("publishes_email") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Give the email that is to be shown, or choose not to show one."))
        return cleaned


class AskForm(OnPage, forms.ModelForm):
    """A person asks to be assigned to a member."""

    message = _StoredWords(
        label=_("What should we know?"),
        help_text=_("Who appointed you, since when, and somebody at the member who can confirm it."),
        required=False,
        most=LONGEST_AT_THE_DESK,
    )

    class Meta:
        model = AssignmentRequest
        fields = ("member", "name", "organisation", "message")
        labels = {
            "member": _("Which member do you monitor?"),
            "name": _("Your name, as a report would show it"),
            "organisation": _("Your organisation"),
        }
        error_messages = {
            "member": {
                "required": _("Choose the member that you monitor."),
                "invalid_choice": _("Choose one of the members listed."),
            },
            "name": {"required": _("Write your name.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.local()
        self.fields["member"].empty_label = _("Choose a member")


class CorrectForm(OnPage, forms.Form):
    """Why a published report is opened again, and what the new edition will be to the one before."""

    change = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=[
            (ChangeClass.CORRECTION, _("A correction: something in the published edition is wrong")),
            (ChangeClass.UPDATE, _("An update: something has happened since, or become known")),
            (ChangeClass.TRANSLATION, _("A translation: it says the same in another language")),
        ],
        initial=ChangeClass.CORRECTION,
        required=False,
        widget=forms.RadioSelect,
    )
    change.needed = True  # one of them is chosen already
    language = forms.ChoiceField(
        label=_("Into which language is it translated?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the languages listed.")},
    )
    language.needed = True  # its first option says when it may stay
    reason = Words(
        label=_("What is to be changed, and why?"),
        help_text=_(
            "The reviewers read this now. Once the new edition is published, everybody does: it stands in the public "
            "history of the report. Leave out what is not for everybody."
        ),
        error_messages={"required": _("Say what is to be changed, and why.")},
        most=LONGEST_AT_THE_DESK,
    )

    def __init__(self, *args, current, **kwargs):
        """Offer every language but that of the current edition."""
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in Language.choices if code != current.language]
        self.fields["language"].choices = [("", _("It is no translation")), *others]

    def clean_change(self):
        """Take what does not say for a correction."""
        return self.cleaned_data["change"] or ChangeClass.CORRECTION

    def clean_language(self):
        """Want the language of a translation, and of nothing else."""
        language, is_translation = self.cleaned_data["language"], self._is_translation()
        if is_translation and not language:
            raise forms.ValidationError(_("Choose the language into which it is translated."))
        if language and not is_translation:
            raise forms.ValidationError(_("Only a translation changes the language. Choose that it is none, or one."))
        return language

    def _is_translation(self):
        return self.cleaned_data.get("change") == ChangeClass.TRANSLATION


class DiscardForm(OnPage, forms.Form):
    """Why a new edition that was begun is not written."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    reason = Words(
        label=_("Why is it discarded?"),
        help_text=_("Those who wrote it read this, and so do reviewers. The public does not."),
        error_messages={"required": _("Say why it is discarded.")},
        most=LONGEST_AT_THE_DESK,
    )


class SubmitForm(OnPage, forms.Form):
    """Why a report is submitted without everybody's signature."""

    reason = _StoredWords(
        label=_("Why is a signature missing?"),
        help_text=_("The public reads this beside the evaluators' names."),
        required=False,
        most=LONGEST_AT_THE_DESK,
        rows=3,
    )
    reason.needed = True  # it is shown where a signature is missing


def _described(person):
    return f"{person.name} ({person.organisation})" if person.organisation else person.name
