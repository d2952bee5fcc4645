"""Which emails people may leave with us."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_EMAIL = 254  # characters, as a mail server takes them (RFC 5321) and as they are stored


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
        "max_length": gettext_lazy("An email address has %(limit_value)d characters at most: this has %(show_value)d."),
    }

    def __init__(self, **kwargs):
        """Let browsers take all that is typed: they would cut it off, and not say so."""
        super().__init__(max_length=LONGEST_EMAIL, validators=[validate_in_ascii], **kwargs)
        self.widget.attrs.pop("maxlength", None)
