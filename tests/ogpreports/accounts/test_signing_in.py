import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user, get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from ogpreports.accounts.models import Letter
from tests.factories import EvaluatorFactory

PASSWORD = "a long enough sentence"
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/confirm/"

pytestmark = pytest.mark.django_db


def mailed_code(mail):
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.body, re.MULTILINE)[1]


def sign_in(client, email="ada@example.org", password=PASSWORD, **query):
    return client.post(LOGIN, {"login": email, "password": password}, query_params=query)


def test_e_mail_and_password_sign_in_whatever_the_capitals(client, person):
    ada = person()

    sign_in(client, "ADA@Example.org")

    assert get_user(client) == ada


def test_without_a_password_a_mailed_code_signs_in(client, person, mailoutbox):
    ada = person()

    asked = sign_in(client, password="")
    client.post(CODE, {"code": mailed_code(mailoutbox[0])})

    assert (asked["Location"], mailoutbox[0].to, get_user(client)) == (CODE, ["ada@example.org"], ada)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "/\\elsewhere.example",
        "\thttps://e.org",
    ],
)
def test_signing_in_never_leads_away(client, person, elsewhere):
    person()

    response = sign_in(client, next=elsewhere)

    assert (response.status_code, response["Location"]) == (302, "/")


def test_signing_in_leads_where_she_wanted_to_go(client, person):
    person()

    assert sign_in(client, next="/desk/")["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("group", "work"),
    [
        ("", "/"),
        ("evaluators", "/desk/"),
        ("reviewers", "/review/"),
        ("moderators", "/moderation/"),
    ],
)
def test_signing_in_leads_to_the_work_that_waits(client, person, settings, group, work):
    settings.STAFF_NEED_SECOND_FACTOR = False
    ada = person(group=group, is_staff=group in {"reviewers", "moderators"})
    if group == "evaluators":
        EvaluatorFactory(user=ada)

    assert sign_in(client)["Location"] == work


def test_a_moderator_whom_the_admin_does_not_let_in_is_led_to_the_queue_as_well(client, person, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person(group="moderators")

    assert sign_in(client)["Location"] == "/moderation/"
    assert client.get("/moderation/").status_code == 200


def test_a_wrong_password_reads_the_same_with_and_without_an_account(client, person):
    person()

    known = sign_in(client, "ada@example.org", "wrong").context["form"].errors
    unknown = sign_in(client, "eve@example.org", "wrong").context["form"].errors

    assert known == unknown


def test_asking_for_a_code_answers_the_same_with_and_without_an_account(client, person, mailoutbox):
    person()

    known = sign_in(client, "ada@example.org", "")
    unknown = sign_in(client, "eve@example.org", "")

    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]


@pytest.mark.parametrize(
    ("path", "field"), [("login/", "login"), ("login/code/", "email"), ("password/reset/", "email")]
)
def test_with_and_without_an_account_the_same_work_is_done_and_none_of_it_is_sending(
    person, settings, mailoutbox, path, field
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    person()
    writing = []
    for email in ("ada@example.org", "eve@example.org"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(f"/accounts/{path}", {field: email})
        writing.append([query["sql"].split()[2] for query in queries if query["sql"].startswith("INSERT")])

    assert (writing[0] == writing[1], mailoutbox) == (True, [])
    assert list(Letter.objects.values_list("to", flat=True)) == ["ada@example.org", ""]
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.order_by("enqueued_at")] == [
        [letter.pk] for letter in Letter.objects.all()
    ]


def test_a_letter_is_sent_once_and_forgotten(person, client, mailoutbox):
    person()

    sign_in(client, password="")

    assert ([mail.to for mail in mailoutbox], Letter.objects.count()) == ([["ada@example.org"]], 0)


def test_signing_up_answers_the_same_with_and_without_an_account(client, person, mailoutbox):
    person()

    answers = [
        client.post("/accounts/signup/", {"email": email, "password1": PASSWORD})
        for email in ("ada@example.org", "eve@example.org")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


class CountingHasher(MD5PasswordHasher):
    """Count how often a password is hashed, which is what takes the time."""

    algorithm = "counting"
    count = 0

    def encode(self, password, salt):
        CountingHasher.count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("path", ["signup/", "login/"])
def test_with_and_without_an_account_a_password_is_hashed_as_often(person, settings, path):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    person()
    counts = []
    for email in ("ada@example.org", "eve@example.org"):
        CountingHasher.count = 0
        data = {"email": email, "password1": PASSWORD, "login": email, "password": "wrong"}
        Client().post(f"/accounts/{path}", data)
        counts.append(CountingHasher.count)

    assert counts == [1, 1]


def test_a_password_reset_answers_the_same_with_and_without_an_account(client, person, mailoutbox):
    person()

    answers = [
        client.post("/accounts/password/reset/", {"email": email}) for email in ("ada@example.org", "eve@example.org")
    ]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]


def test_guessing_stops_after_five_wrong_passwords(client, person):
    person()
    for _ in range(5):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert "Too many failed login attempts" in str(response.context["form"].errors)
    assert not get_user(client).is_authenticated


def test_many_requests_from_one_ip_address_are_refused(client, person):
    for number in range(30):
        sign_in(client, f"guess{number}@example.org", "wrong")

    assert sign_in(client).status_code == 429


def test_a_user_name_says_nothing_about_the_person(client):
    client.post("/accounts/signup/", {"email": "grace.hopper@example.org", "password1": PASSWORD})

    user = get_user_model().objects.get(email="grace.hopper@example.org")
    assert re.fullmatch(r"user-[a-z0-9]{16}", user.username)


def test_signing_up_takes_the_mailed_code_and_keeps_the_password(client, mailoutbox):
    client.post("/accounts/signup/", {"email": "eve@example.org", "password1": PASSWORD})

    client.post("/accounts/confirm-email/", {"code": mailed_code(mailoutbox[0])})

    user = get_user(client)
    assert (user.email, user.check_password(PASSWORD)) == ("eve@example.org", True)
    assert EmailAddress.objects.get(user=user).verified


def test_a_squatters_password_ends_when_the_mailboxs_owner_comes_in(client, mailoutbox):
    Client().post("/accounts/signup/", {"email": "ada@example.org", "password1": "only eve knows this"})
    mailoutbox.clear()

    sign_in(client, "ada@example.org", "")
    client.post(CODE, {"code": mailed_code(mailoutbox[0])})

    ada = get_user(client)
    assert (ada.email, ada.has_usable_password()) == ("ada@example.org", False)


@pytest.mark.parametrize(
    "path",
    ["login/", "login/code/", "signup/", "password/reset/", "email/", "password/change/", "2fa/", "logout/"],
)
def test_account_pages_answer(client, person, path):
    signed_in = path in {"email/", "password/change/", "2fa/", "logout/"}
    if signed_in:
        client.force_login(person())

    assert client.get(f"/accounts/{path}").status_code == 200
