"""Where this site differs from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from evaluations.models import own_name
from evaluations.navigation import landing

from . import letters

UNKNOWN = "account/email/unknown_account"


def random_username():
    """Return a user name that says nothing about the person: nobody types it."""
    return f"user-{get_random_string(16).lower()}"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts known by their e-mail, which nothing else may give away."""

    def populate_username(self, request, user):
        """Give a random name; the default one is the e-mail's local part."""
        user.username = random_username()

    def send_mail(self, template_prefix, email, context):
        """Queue the mail. To an e-mail without an account none is sent, though all the work for one is done.

        So nobody learns by the time that an answer takes who has an account.
        """
        request = current.request
        known = {"request": request, "email": email, "current_site": get_current_site(request)}
        mail = self.render_mail(template_prefix, email, known | context)
        letters.post(mail, to="" if template_prefix == UNKNOWN else email)

    def get_login_redirect_url(self, request):
        """Lead to her work who did not say where she wanted to go."""
        return landing(request.user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps under a policy that allows no `data:` image."""

    def build_totp_svg(self, url):
        """Return the QR code as an inline drawing with a name, for a template to show as it is."""
        drawing = super().build_totp_svg(url).partition("?>")[2]
        label = _("QR code for your authenticator app; the secret beside it says the same in letters")
        squares = mark_safe(drawing)  # noqa: S308 -- the encoder's own: what a person typed is in it as squares only
        return format_html('<span role="img" aria-label="{}">{}</span>', label, squares)


def display_name(user):
    """Return what the pages and mails of her own account call a person: her name, or else the e-mail she knows."""
    return own_name(user) or user.email
