import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from evaluations.notifications.joining import mail_named_evaluator

ADD = "/admin/auth/user/add/"
NEW = {"first_name": "Grace", "last_name": "Hopper", "usable_password": "false"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, person):
    client.force_login(person("admin@example.org", is_staff=True, is_superuser=True))
    return client


def test_the_database_refuses_a_second_account_whatever_the_capitals(person):
    person("ada@example.org")

    with pytest.raises(IntegrityError, match="account_email_is_unique_whatever_the_capitals"), transaction.atomic():
        get_user_model().objects.create_user("other", "ADA@example.org")


def test_accounts_without_an_e_mail_do_not_collide():
    get_user_model().objects.create_user("one", "")
    get_user_model().objects.create_user("two", "")

    assert get_user_model().objects.filter(email="").count() == 2


def test_a_new_person_has_an_e_mail_to_sign_in_with_and_a_random_name(admin):
    admin.post(ADD, {**NEW, "email": "Grace@example.org"})

    grace = get_user_model().objects.get(first_name="Grace")
    known = EmailAddress.objects.get(user=grace)
    assert (known.email, known.primary, known.verified) == ("grace@example.org", True, False)
    assert (grace.username[:5], grace.has_usable_password()) == ("user-", False)


def test_a_second_account_for_an_e_mail_is_refused_in_words(admin, person):
    person("ada@example.org")

    response = admin.post(ADD, {**NEW, "email": "Ada@Example.org"})

    assert response.context["adminform"].form.errors == {"email": ["Another account has this email already."]}


def test_a_changed_e_mail_is_the_one_to_sign_in_with(admin, person):
    ada = person("ada@example.org")

    admin.post(f"/admin/auth/user/{ada.pk}/change/", {"email": "ada.new@example.org"})

    assert list(EmailAddress.objects.filter(user=ada).values_list("email", "primary")) == [
        ("ada.new@example.org", True)
    ]


@pytest.mark.parametrize("email", ["ada.other@example.org", "Ada.Other@example.org"])
def test_an_e_mail_that_she_had_besides_becomes_the_one_to_sign_in_with(admin, person, email):
    ada = person("ada@example.org")
    EmailAddress.objects.create(user=ada, email="ada.other@example.org", verified=True)

    admin.post(f"/admin/auth/user/{ada.pk}/change/", {"email": email})

    ada.refresh_from_db()
    known = EmailAddress.objects.filter(user=ada).values_list("email", "primary", "verified")
    assert (ada.email, list(known)) == ("ada.other@example.org", [("ada.other@example.org", True, True)])


def test_a_second_factors_secret_is_shown_to_nobody(admin, person, authenticator):
    ada = person()
    authenticator(ada)
    factor = Authenticator.objects.get(user=ada, type="totp")

    page = admin.get(f"/admin/mfa/authenticator/{factor.pk}/change/").content.decode()

    assert factor.data["secret"] not in page
    assert "ada@example.org" in page or ada.username in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_people_takes_as_many_queries_for_one_as_for_three(
    admin, person, people, django_assert_num_queries
):
    for number in range(people):
        person(f"person{number}@example.org", group="evaluators")

    with django_assert_num_queries(6):
        admin.get("/admin/auth/user/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/admin/account/emailaddress/", 5),
        ("/admin/auth/group/", 5),
        ("/admin/django_tasks_database/dbtaskresult/", 7),
        ("/admin/mfa/authenticator/", 5),
    ],
)
def test_lists_of_parts_take_as_many_queries_for_one_as_for_three(
    admin, person, authenticator, settings, django_assert_num_queries, url, queries, rows
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # as in production
    for number in range(rows):
        authenticator(person(f"person{number}@example.org"))
        Group.objects.create(name=f"Group {number}")
        mail_named_evaluator.enqueue(number, number)

    with django_assert_num_queries(queries):
        assert admin.get(url).status_code == 200
