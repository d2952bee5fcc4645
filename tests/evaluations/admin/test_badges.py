"""Badges in the admin: given by moderators, taken back with words, changed by nobody."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from evaluations.models import Badge
from tests import scenes
from tests.factories import BadgeFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST, ADD = (reverse(f"admin:evaluations_badge_{name}") for name in ("changelist", "add"))


@pytest.fixture
def moderator(client):
    moderator = scenes.moderator(first_name="Rosa", last_name="Luz")
    client.force_login(moderator)
    return moderator


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def account():
    return with_email(UserFactory(), "marta@ministry.example.org")


def with_email(user, email, *, verified=True):
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def form(of, **more):
    said = {"email": "Marta@ministry.example.org", "kind": "government", "member": of.pk, "name": "Marta Ríos"}
    return {**said, "reason": "Her ministry wrote to us.", **more}


def test_a_moderator_gives_one_to_the_account_of_an_email(client, moderator, member, account):
    response = client.post(ADD, form(member))

    assert (response.status_code, response.url) == (302, LIST)
    badge = Badge.objects.get()
    assert (badge.account, badge.given_by, badge.member) == (account, moderator, member)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"email": "nobody@example.org"}, "email", "No account signs in with this email."),
        ({"member": ""}, "member", "Say of which member’s government."),
        ({"reason": "\u200b"}, "reason", "This field is required."),
        ({"name": ""}, "name", "This field is required."),
    ],
)
def test_what_is_missing_is_told_beside_its_field_and_the_rest_stays(
    client, moderator, member, account, wrong, field, words
):
    response = client.post(ADD, form(member, **wrong))

    shown = response.context["adminform"].form
    assert (shown.errors[field], Badge.objects.count()) == ([words], 0)
    assert shown["kind"].value() == "government"


def test_an_email_that_nobody_has_verified_is_nobodys(client, moderator, member):
    with_email(UserFactory(), "marta@ministry.example.org", verified=False)

    client.post(ADD, form(member))

    assert Badge.objects.count() == 0


def test_nobody_gives_herself_one(client, moderator, member):
    with_email(moderator, "marta@ministry.example.org")

    response = client.post(ADD, form(member))

    assert response.context["adminform"].form.errors["email"] == ["Another moderator gives you a badge."]


def test_the_same_is_not_given_twice(client, moderator, member, account):
    client.post(ADD, form(member))

    response = client.post(ADD, form(member))

    assert "This account wears such a badge already." in response.text
    assert Badge.objects.count() == 1


def test_it_is_taken_back_with_words(client, moderator, member, account):
    badge = BadgeFactory(account=account, member=member, given_by=scenes.moderator())
    data = {"action": "take_back", "_selected_action": badge.pk}

    asked = client.post(LIST, data)
    refused = client.post(LIST, {**data, "reason": ""})
    client.post(LIST, {**data, "reason": "She left the ministry."})

    badge.refresh_from_db()
    assert [asked.status_code, refused.status_code] == [200, 422]
    assert (badge.taken_by, badge.taken_because) == (moderator, "She left the ministry.")


def test_ones_own_is_not_taken_back_by_oneself(client, moderator, member):
    badge = BadgeFactory(account=moderator, member=member, given_by=scenes.moderator())

    client.post(LIST, {"action": "take_back", "_selected_action": badge.pk, "reason": "I left."})

    badge.refresh_from_db()
    assert badge.taken_at is None


def test_what_was_given_is_read_and_not_changed(client, moderator, member, account):
    badge = BadgeFactory(account=account, member=member, given_by=moderator)
    url = reverse("admin:evaluations_badge_change", args=[badge.pk])

    page = client.get(url).text

    assert ("Rosa Luz" in page, account.email in page, 'name="_save"' in page) == (True, True, False)
    assert client.post(url, form(member, name="The Mayor")).status_code == 403


@pytest.mark.parametrize("group", ["reviewers", "evaluators"])
def test_others_do_not_come_in(client, group):
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get_or_create(name=group)[0])
    client.force_login(person)

    assert [client.get(url).status_code for url in (LIST, ADD)] == [403, 403]
