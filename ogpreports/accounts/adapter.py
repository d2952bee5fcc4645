"""Where this site differs from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


def random_username():
    """Return a user name that says nothing about the person: nobody types it."""
    return f"user-{get_random_string(16).lower()}"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts known by their e-mail, which nothing else may give away."""

    def populate_username(self, request, user):
        """Give a random name; the default one is the e-mail's local part."""
        user.username = random_username()

    def confirm_email(self, request, email_address):
        """Confirm an e-mail, and forget a password that somebody else may have chosen.

        Whoever signed up with another's e-mail knows the password and waits. When the owner of the mailbox
        comes in with a mailed code and so confirms it, only she may know how to come in again.
        """
        confirmed = super().confirm_email(request, email_address)
        user = email_address.user
        methods = {record["method"] for record in get_authentication_records(request)}
        if confirmed and "code" in methods and "password" not in methods and user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return confirmed


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps under a policy that allows no `data:` image."""

    def build_totp_svg(self, url):
        """Return the QR code as an inline drawing with a name, for a template to show as it is."""
        drawing = super().build_totp_svg(url).partition("?>")[2]
        label = _("QR code for your authenticator app; the secret beside it says the same in letters")
        # The encoder's own drawing: what a person typed is in it as black squares only.
        return format_html('<span role="img" aria-label="{}">{}</span>', label, mark_safe(drawing))  # noqa: S308
