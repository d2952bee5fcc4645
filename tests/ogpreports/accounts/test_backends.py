import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def request_of(client):
    request = HttpRequest()
    request.session = SessionStore(client.session.session_key)
    return request


def test_an_account_comes_with_what_every_page_asks_by_one_query(client, django_assert_num_queries):
    user = UserFactory()
    user.groups.add(*Group.objects.filter(name__in=["reviewers", "moderators"]))
    Authenticator.objects.create(user=user, type="totp", data={})
    client.force_login(user)

    with django_assert_num_queries(2):  # session, account
        account = get_user(request_of(client))

    assert (account, sorted(account.group_names), account.has_second_factor) == (
        user,
        ["moderators", "reviewers"],
        True,
    )


@pytest.mark.parametrize("kind", ["recovery_codes", None])
def test_codes_for_an_emergency_are_no_second_factor(client, kind):
    user = UserFactory()
    if kind:
        Authenticator.objects.create(user=user, type=kind, data={})
    client.force_login(user)

    account = get_user(request_of(client))

    assert (account, account.group_names, account.has_second_factor) == (user, [], False)


def test_who_left_is_not_signed_in_any_more(client):
    user = UserFactory()
    client.force_login(user)
    user.is_active = False
    user.save()

    assert get_user(request_of(client)).is_anonymous
