"""What a reader fills in to comment."""

import time
from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, Div, Layout, Submit
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..comments import in_lines
from ..models import HoldingRules
from .emails import MailboxField
from .words import LONGEST, LONGEST_AS_READ, PebbleForm, can_be_seen

_SALT = "evaluations.reply"
# Signs that turn letters round, or set them apart: with them a name could be read as another that it does not hold.
# The marks that a name in Arabic or Hebrew may have (U+061C, U+200E, U+200F) turn none.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NO_BADGE = "none"
_LATEST = timedelta(days=1)  # nobody needs longer than that to write


def opening_mark(report, *, at=None):
    """Return the signed mark of a form that was opened for this report at a time (seconds, by default now).

    It names the edition that was current then: of that one the comment speaks, whatever is published meanwhile.
    """
    return signing.dumps([report.pk, report.current_id, time.time() if at is None else at], salt=_SALT)


class _Words(forms.CharField):
    """The words of a comment, the same whoever sends them."""

    def to_python(self, value):
        return in_lines(super().to_python(value))


class ReplyForm(PebbleForm):
    """A comment on a report or a reply to one; a signed-in person's e-mail is not asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown beside your comment."),
        error_messages={
            "required": _("Enter your name."),
            "max_length": _("Shorten your name to %(limit_value)d characters: it has %(show_value)d."),
        },
    )
    email = MailboxField(
        help_text=_(
            "Your email address will not be published. Unless you confirmed it in this browser before, we send it a "
            "link by which you do."
        ),
    )
    text = _Words(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "class": "prose-input"}),
        help_text=format_lazy(
            _(
                "Plain text of up to {most} characters. URLs that begin with https:// become links, and lines that"
                " begin with > a quotation."
            ),
            most=LONGEST_AS_READ,
        ),
        error_messages={
            "required": _("Write your comment."),
            "max_length": _("Shorten your comment to %(limit_value)d characters: it has %(show_value)d."),
        },
    )
    follow = forms.BooleanField(
        label=_("Mail me when somebody answers"),
        required=False,
        help_text=_("What is said in this thread, as soon as it is shown. Each mail has a link that stops them."),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["name", "email", "text", "follow"]

    def __init__(self, data=None, *, report, user, badges=(), place="reply", in_place=False, action="", name=""):
        """Make the form; `place` tells it from others on a page, `name` is what the first field holds at first.

        `badges` are those with which she may write here.
        """
        name = badges[0].name if badges else name
        super().__init__(data, initial={"name": name, "opened": opening_mark(report)}, auto_id=f"{place}-%s")
        self.report, self.badges = report, {str(badge.pk): badge for badge in badges}
        if badges or (data or {}).get("badge", _NO_BADGE) != _NO_BADGE:  # which she may have lost while she wrote
            self.fields["badge"] = self._badge_field()
        if user.is_authenticated:
            del self.fields["email"]
            if not user.email:
                self.fields["follow"].help_text = _("Your account has no email: mails begin as soon as it has one.")
        self.helper = self._helper(place, action, in_place)

    def _helper(self, place, action, in_place):
        helper = FormHelper()
        helper.form_class, helper.form_action, helper.attrs = "form", action, {"data-guard": True}
        if in_place:
            helper.attrs |= {
                "data-hx-post": action,
                "data-hx-target": "closest .thread-form",
                "data-hx-swap": "outerHTML",
                "data-hx-disabled-elt": "find button",
            }
        asked = [name for name in ("badge", "name", "email", "text", "follow") if name in self.fields]
        buttons = [Submit("", _("Send the comment"), css_id=f"{place}-send")]
        if in_place:
            cancel = Button("", _("Cancel"), css_id=f"{place}-cancel", css_class="button-quiet", data_put_away=True)
            buttons.append(cancel)
        helper.layout = Layout(
            *asked, Div("pebble", css_class="trap"), "opened", Div(*buttons, css_class="form-actions")
        )
        return helper

    @property
    def guest_email(self):
        """Return the email of a guest, or "" of whoever is signed in."""
        return self.cleaned_data.get("email", "")

    @property
    def is_hasty(self):
        """Whether it was sent sooner than people type."""
        return time.time() - self._opened_at < HoldingRules.of_the_site().soonest

    def _badge_field(self):
        chosen = [
            (key, format_lazy(_("With the badge “{kind}”, as {name}"), kind=badge.label, name=badge.name))
            for key, badge in self.badges.items()
        ]
        return forms.ChoiceField(
            label=_("How you write"),
            choices=[*chosen, (_NO_BADGE, _("Without a badge"))],
            initial=chosen[0][0] if chosen else _NO_BADGE,
            widget=forms.RadioSelect,
            help_text=_("The badge says for whom you speak: staff have verified it, together with your name."),
            error_messages={
                "required": _("Choose how you write."),
                "invalid_choice": _("You wear this badge no more. Choose anew how you write."),
            },
        )

    @property
    def chosen_badge(self):
        """Return the Badge with which she writes, or None."""
        return self.badges.get(self.cleaned_data.get("badge", _NO_BADGE))

    def clean(self):
        """With a badge, a comment stands under the name that was verified."""
        cleaned = super().clean()
        badge = self.chosen_badge
        if badge and cleaned.get("name", badge.name) != badge.name:
            words = _("With the badge you write under the verified name, %(name)s. Enter it, or choose no badge.")
            self.add_error("name", ValidationError(words % {"name": badge.name}, code="badge"))
        return cleaned

    def clean_name(self):
        """Take the name as its letters stand, whichever way they are told to run."""
        name = self.cleaned_data["name"].translate(_TURNING)
        return _visible(" ".join(name.split()), _("Enter a name that can be seen."))

    def clean_text(self):
        return _visible(self.cleaned_data["text"], _("Write something that can be seen."))

    def clean_opened(self):
        """Refuse a form that is too old or was never opened here, and give it a new mark."""
        try:
            report, self.edition, self._opened_at = signing.loads(self.cleaned_data["opened"], salt=_SALT)
        except (signing.BadSignature, ValueError):
            report = None
        if report != self.report.pk:
            raise self._refusal(
                _(
                    "This form was not opened here, or it was damaged on the way. Your words are still here: send them"
                    " again."
                )
            )
        if time.time() - self._opened_at > _LATEST.total_seconds():
            raise self._refusal(
                _("The form was open for too long. Your words are still here: read them again and send them."),
                at=time.time() - HoldingRules.of_the_site().soonest,  # of all people she did not hurry
            )
        return self.cleaned_data["opened"]

    def _refusal(self, words, *, at=None):
        """Return the refusal of a mark, and put a new one into its place, as if the form had been opened at a time."""
        self.data = self.data.copy()
        self.data["opened"] = opening_mark(self.report, at=at)
        return ValidationError(words)


def _visible(text, refusal):
    """Return the text, unless nothing in it can be seen."""
    if can_be_seen(text):
        return text
    raise ValidationError(refusal)
