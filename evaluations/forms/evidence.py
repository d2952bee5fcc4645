"""What an evaluator adds to an answer: a file, a source, or that there is no evidence."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from ..choices import Language
from ..evidence import Source
from ..models import Evidence
from ..saving import storable
from .desk import OnPage
from .uploads import EvidenceField
from .words import can_be_seen, is_sentence

LONGEST_QUOTATION = 20_000  # characters
LONGEST_REASON = 20_000
SOURCE = ("url", "name", "quotation", "locator", "language")


class NotCutOff:
    """A field whose limit is told, and not kept by cutting off what is pasted."""

    def widget_attrs(self, widget):
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class PlainText(NotCutOff, forms.CharField):
    """A text as it is stored; blank where nobody could see it."""

    def to_python(self, value):
        text = storable(super().to_python(value))
        return text if can_be_seen(text) else ""


class WebLink(NotCutOff, forms.URLField):
    """A link that a browser follows, and that gives nobody's password away: it is published."""

    default_validators = [URLValidator(["http", "https"])]
    default_error_messages = {
        "credentials": _("Leave the user name and the password out of the link: it is published.")
    }

    def clean(self, value):
        url = super().clean(value)
        if url and "@" in urlsplit(url).netloc:
            raise ValidationError(self.error_messages["credentials"], code="credentials")
        return url


def _line_of(column, **told):
    """Return the field of a short text that one column of Evidence holds."""
    longest = Evidence._meta.get_field(column).max_length
    return _text(longest, forms.TextInput(attrs={"autocomplete": "off"}), **told)


def _box(*, longest, rows, **told):
    return _text(longest, forms.Textarea(attrs={"rows": rows, "class": "prose-input"}), **told)


def _text(longest, widget, *, too_long, **told):
    return PlainText(max_length=longest, required=False, error_messages={"max_length": too_long}, widget=widget, **told)


class EvidenceForm(OnPage, forms.Form):
    """All that may be added at once. Whichever button is pressed, whatever is filled in is added, and nothing lost."""

    file = EvidenceField(label=_("File"), required=False)
    url = WebLink(
        label=_("Link"),
        help_text=_("Where another person finds it, such as https://example.org/decree.pdf"),
        max_length=Evidence._meta.get_field("url").max_length,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": _("Enter a link such as https://example.org/decree.pdf."),
            "max_length": _("Shorten the link to %(limit_value)d characters: it has %(show_value)d."),
        },
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    name = _line_of(
        "name",
        label=_("Title of the source"),
        help_text=_("As it calls itself: a decree with its number, a report with its year."),
        too_long=_("Shorten the title to %(limit_value)d characters: it has %(show_value)d."),
    )
    quotation = _box(
        label=_("Words of the source"),
        help_text=_("Exactly as they stand there, in their own language."),
        longest=LONGEST_QUOTATION,
        too_long=_("Shorten the quotation to %(limit_value)d characters: it has %(show_value)d."),
        rows=4,
    )
    locator = _line_of(
        "locator",
        label=_("Where in the source"),
        help_text=_("A page, a section, a minute: “p. 14”, “Article 7”, “12:30”."),
        too_long=_("Shorten this to %(limit_value)d characters: it has %(show_value)d."),
    )
    language = forms.ChoiceField(
        label=_("Language of the source"),
        choices=[("", _("Not said")), *Language.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the languages listed.")},
    )
    reason = _box(
        label=_("Why there is no evidence"),
        help_text=_("Readers see it beside the answer. Say where you looked, and whom you asked."),
        longest=LONGEST_REASON,
        too_long=_("Shorten this to %(limit_value)d characters: it has %(show_value)d."),
        rows=3,
    )

    def __init__(self, answer, *args, upload_url, **kwargs):
        """Offer what the Answer has room for; "no evidence" only where there is none, or where it was typed already."""
        super().__init__(*args, auto_id="evidence-%s", **kwargs)
        self.fields["file"].show(answer, upload_url=upload_url)
        for field in self.fields.values():
            field.needed = True  # nobody has to be told, seven times over, that each may stay blank
        if answer.pieces and not self.data.get("reason"):
            del self.fields["reason"]
        elif answer.statement:
            self.fields["reason"].initial = answer.statement.reason

    def clean_reason(self):
        """Want a sentence: the reason justifies a strong result, too. What stood there is left alone."""
        reason = self.cleaned_data["reason"]
        if reason and reason != self.fields["reason"].initial and not is_sentence(reason):
            raise ValidationError(_("Say it in a sentence."), code="sentence")
        return reason

    def clean(self):
        """Refuse a quotation that nobody could find, and particulars of nothing."""
        given = {name: self.cleaned_data.get(name, "") for name in SOURCE}
        if given["quotation"]:
            self._want("locator", _("Say where in the source these words stand, so that a reader finds them."))
            self._want("language", _("Choose the language of these words."))
            if not given["url"] and "url" not in self.errors:
                self._want("name", _("Name the source of these words, or give its link."))
        elif "quotation" not in self.errors and not given["url"] and any(given.values()):
            self._want("url", _("Give the link, or the words of the source."))

    def _want(self, name, message):
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, ValidationError(message, code="required"))

    @property
    def source(self):
        """Return the Source that was typed, or None where there is none or something is wrong with it."""
        if any(name in self.errors for name in SOURCE):
            return None
        source = Source(**{name: self.cleaned_data[name] for name in SOURCE})
        return source if source.url or source.quotation else None

    @property
    def typed(self):
        """Return label and words of each text that was posted, and the file's name, for a page that only shows them."""
        texts = ["url", "name", "quotation", "locator", "reason"]
        pairs = [(self.fields[name].label, self.data.get(name, "")) for name in texts if name in self.fields]
        files = ", ".join(upload.name for upload in self.files.getlist("file"))
        return [(label, text) for label, text in [*pairs, (_("A file, to be chosen anew"), files)] if text.strip()]
