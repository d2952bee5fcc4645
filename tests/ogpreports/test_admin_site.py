import pytest
from django.contrib.auth import get_user_model

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
