"""Which emails people may leave with us."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_in_ascii(email):
    """Refuse an email with other letters than those of ASCII, which mail servers and people take for others."""
    if not email.isascii():
        words = _(
            "Enter the address in ASCII letters, without accents: a domain with others has such a form as well, which"
            " begins with xn--."
        )
        raise ValidationError(words, code="ascii")
