import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "a long enough sentence"


@pytest.fixture
def person(db):
    """Return a function that makes an account whose e-mail is confirmed."""

    def make(email="ada@example.org", *, password=PASSWORD, group="", **fields):
        user = get_user_model().objects.create_user(f"user-{email}", email, password, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if group:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
        return user

    return make


@pytest.fixture
def authenticator():
    """Return a function that gives a person an authenticator app."""

    def give(user):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)

    return give
