"""Where this site differs from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts known by their e-mail, which nothing else may give away."""

    def populate_username(self, request, user):
        """Give a name that says nothing: by default it would be the e-mail's local part."""
        user.username = f"user-{get_random_string(16).lower()}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps under a policy that allows no `data:` image."""

    def build_totp_svg(self, url):
        """Return the QR code as an inline figure with a name."""
        drawing = super().build_totp_svg(url)
        label = _("QR code for your authenticator app. The secret below says the same in letters.")
        # The drawing is the encoder's; what a person typed is in it as black squares only.
        return format_html('<figure role="img" aria-label="{}">{}</figure>', label, mark_safe(drawing))  # noqa: S308
