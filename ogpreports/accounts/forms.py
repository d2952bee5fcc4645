"""Signing in with an e-mail and, if one likes, a password."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Ask for an e-mail; without a password a code is mailed."""

    def __init__(self, *args, **kwargs):
        """Make the password optional."""
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Leave it empty to get a sign-in code by e-mail.")
