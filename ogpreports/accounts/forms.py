"""Signing in with an email and, if one likes, a password; and people as the admin enters them."""

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .adapter import random_username


class SignInForm(LoginForm):
    """Ask for an email; without a password a code is mailed."""

    def __init__(self, *args, **kwargs):
        """Make the password optional."""
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Leave it empty to get a sign-in code by email.")


class SignUpForm(SignupForm):
    """Sign up; the answer takes as long where there is an account already."""

    def try_save(self, request):
        """Do for an account that exists the one thing that takes time: hash the password."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class OneAccountPerEmail(forms.Form):
    """Say in words what the database would refuse: a second account with the same email."""

    def clean_email(self):
        """Return the email; raise ValidationError where another account has it, whatever the capitals."""
        email = self.cleaned_data["email"]
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise ValidationError(_("Another account has this email already."), code="unique")
        return email


class PersonCreationForm(OneAccountPerEmail, AdminUserCreationForm):
    """A new person: the email is her name here, and a password may wait."""

    class Meta:
        model = get_user_model()
        fields = ["email", "first_name", "last_name"]

    def __init__(self, *args, **kwargs):
        """Demand the email; by default she comes in with a mailed code and needs no password."""
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["usable_password"].initial = "false"

    def save(self, commit=True):
        """Name the account at random."""
        self.instance.username = random_username()
        return super().save(commit)


class PersonChangeForm(OneAccountPerEmail, UserChangeForm):
    """A person as the admin changes her."""

    def __init__(self, *args, **kwargs):
        """Demand the email, by which alone she signs in.

        The hint about the password is left out: Django's page gives it no id, and the field refers to one.
        """
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["password"].help_text = ""
