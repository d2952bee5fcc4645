import pytest
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.db.models import DateField
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def sign_in(**fields):
        client.force_login(get_user_model().objects.create_user("ada", **fields))
        return client

    return sign_in


def test_strangers_sign_in_at_everybodys_door(client):
    response = client.get("/admin/login/?next=/admin/auth/user/")

    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2Fauth%2Fuser%2F"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_the_admins_door_never_leads_away(signed_in, elsewhere):
    client = signed_in(is_staff=True)

    assert client.get("/admin/login/", {"next": elsewhere})["Location"] == "/admin/"


def test_staff_go_on_to_where_they_wanted(signed_in):
    assert signed_in(is_staff=True).get("/admin/login/?next=/admin/jsi18n/")["Location"] == "/admin/jsi18n/"


def test_everybody_else_is_refused_without_a_loop(signed_in):
    response = signed_in().get("/admin/", follow=True)

    assert (response.redirect_chain, response.status_code) == ([("/admin/login/?next=/admin/", 302)], 403)


def test_a_password_posted_to_the_admins_door_is_not_tried(client):
    get_user_model().objects.create_user("ada", password="secret", is_staff=True)

    response = client.post("/admin/login/", {"username": "ada", "password": "secret"})

    assert (response.status_code, "_auth_user_id" in client.session) == (302, False)


def test_the_admins_way_out_is_everybodys(signed_in):
    client = signed_in(is_staff=True)

    response = client.post("/admin/logout/")

    assert (response["Location"], "_auth_user_id" in client.session) == ("/accounts/logout/", True)


@pytest.mark.parametrize("page", ["password_change/", "password_change/done/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_passwords_are_changed_at_everybodys_page(signed_in, page, method):
    client = signed_in(is_staff=True, password="secret")
    words = {"old_password": "secret", "new_password1": "a new sentence", "new_password2": "a new sentence"}

    response = getattr(client, method)(f"/admin/{page}", words)

    assert (response.status_code, response["Location"]) == (302, "/accounts/password/change/")
    assert get_user_model().objects.get().check_password("secret")


@pytest.mark.parametrize("year", ["0", "-1", "99999", "9" * 30])
@pytest.mark.parametrize("lookup", ["year", "year__gte", "iso_year"])
def test_a_year_that_no_date_has_is_a_wrong_filter_of_every_list(signed_in, lookup, year):
    client, lists = signed_in(is_staff=True, is_superuser=True), set()
    for model in site._registry:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        lists |= {(page, field.name) for field in model._meta.fields if isinstance(field, DateField)}
    assert len(lists) > 20

    answers = {page: client.get(page, {f"{name}__{lookup}": year}) for page, name in lists}

    assert {page: (answer.status_code, answer.url) for page, answer in answers.items()} == {
        page: (302, f"{page}?e=1") for page in answers
    }


def test_the_last_year_of_all_is_one(signed_in):
    client = signed_in(is_staff=True, is_superuser=True)

    assert client.get("/admin/auth/user/", {"date_joined__year": "9999"}).status_code == 200
    assert client.get("/admin/auth/user/", {"date_joined__iso_year": "9999"})["Location"].endswith("?e=1")
    assert client.get("/admin/evaluations/act/acts.csv", {"at__year": "0"}).status_code == 400
