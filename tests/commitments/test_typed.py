"""Which fields are secret is found out from the forms of the parts that are installed."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import forms as auth

from commitments.typed import SECRETS
from ogpreports.accounts import forms as own


def secrets_of(form):
    """Return the names of fields that browsers hide, or fill in as codes; and of those for a passkey's answer."""
    return {
        name
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput)
        or field.widget.attrs.get("autocomplete") == "one-time-code"
        or name == "credential"
    }


def test_every_secret_field_of_every_form_is_named():
    modules = (account, mfa, totp, webauthn, auth, own)
    classes = [each for module in modules for each in vars(module).values() if isinstance(each, type)]
    found = [secrets_of(each) for each in classes if issubclass(each, forms.Form | forms.ModelForm)]

    assert set.union(*found) | {"csrfmiddlewaretoken"} == SECRETS
