"""Which emails people may leave with us."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_EMAIL = 254  # characters, as a mail server takes them (RFC 5321) and as they are stored
YOUR_EMAIL = gettext_lazy("Your email address")


def validate_in_ascii(email):
    """Refuse an email with other letters than those of ASCII, which mail servers and people take for others."""
    if not email.isascii():
        words = _(
            "Enter the address in ASCII letters, without accents: a domain with others has such a form as well, which"
            " begins with xn--."
        )
        raise ValidationError(words, code="ascii")


class MailboxField(forms.EmailField):
    """The email of somebody without an account: in ASCII, and no longer than it can be kept."""

    default_error_messages = {
        "required": gettext_lazy("Enter your email address."),
        "invalid": gettext_lazy("Enter an email address such as name@example.org."),
        "max_length": gettext_lazy("An email address has %(limit_value)d characters at most: this has %(show_value)d."),
    }

    def __init__(self, *, label=YOUR_EMAIL, **kwargs):
        """Make the field; `kwargs` are those of a field that are not the same for all of them."""
        super().__init__(label=label, max_length=LONGEST_EMAIL, validators=[validate_in_ascii], **kwargs)

    def widget_attrs(self, widget):
        """Let browsers fill it in, and take all that is typed: they would cut it off, and not say so."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs | {"autocomplete": "email"}
