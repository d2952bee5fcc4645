import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests import scenes

SET_UP = "/accounts/2fa/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


@pytest.fixture(
    params=[{"is_staff": True}, {"is_superuser": True}, {"group": "reviewers"}, {"group": "moderators"}],
    ids=["staff", "superuser", "reviewer", "moderator"],
)
def staff(request, person):
    return person(**request.param)


@pytest.mark.parametrize("path", ["/", "/admin/", "/no-such-page"])
def test_staff_without_one_are_led_to_set_one_up(client, staff, path):
    client.force_login(staff)

    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, SET_UP)


def test_what_staff_without_one_send_is_given_back(client, staff):
    edition = scenes.draft()
    client.force_login(staff)

    response = client.post(f"/desk/{edition.report_id}/section/completion/?change=1.2", {"q-1-2": "Underfinanced"})

    assert response.status_code == 403
    assert f'action="/desk/{edition.report_id}/section/completion/?change=1.2"' in response.text
    assert 'name="q-1-2">Underfinanced</textarea>' in response.text
    assert f'href="{SET_UP}"' in response.text


def test_a_script_is_told_so_and_has_the_words_still(client, staff):
    edition = scenes.draft()
    client.force_login(staff)

    autosave = f"/desk/{edition.report_id}/autosave/"
    answers = [client.post(autosave, data, headers={"accept": "application/json"}) for data in ({"q-1-2": "It."}, {})]

    told = {
        "reason": "second-factor",
        "message": "Your work here needs a second factor. Set one up in another tab, then go on.",
    }
    assert [(answer.status_code, answer.json()) for answer in answers] == [(403, told)] * 2


def test_a_password_that_staff_without_one_send_is_not_given_back(client, staff):
    client.force_login(staff)

    response = client.post("/admin/auth/user/1/password/", {"usable_password": "true", "password1": "x1x1x1"})

    assert (response.status_code, "x1x1x1" in response.text) == (403, False)


def test_staff_without_one_who_send_nothing_are_led_to_set_one_up(client, staff):
    client.force_login(staff)

    response = client.post("/desk/ask/")

    assert (response.status_code, response["Location"]) == (302, SET_UP)


def test_a_form_of_another_site_is_not_given_back_to_staff_without_one(staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)

    response = client.post("/desk/ask/", {"message": "Not hers."}, headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, "Not hers." in response.text) == (403, False)


@pytest.mark.parametrize("path", [SET_UP, "/accounts/logout/", "/accounts/reauthenticate/", "/static/favicon.svg"])
def test_what_setting_one_up_takes_stays_open(client, staff, path):
    client.force_login(staff)

    response = client.get(path)

    response.close()
    assert response.status_code == 200


def test_staff_with_one_go_their_way(client, staff, authenticator):
    authenticator(staff)
    client.force_login(staff)

    assert client.get("/robots.txt").status_code == 200


def test_recovery_codes_alone_are_none(client, person):
    staff = person(is_staff=True)
    RecoveryCodes.activate(staff)
    client.force_login(staff)

    assert client.get("/robots.txt").status_code == 302


@pytest.mark.parametrize("group", ["", "evaluators"])
def test_nobody_else_needs_one(client, person, group):
    client.force_login(person(group=group))

    assert client.get("/robots.txt").status_code == 200


def test_where_it_is_not_demanded_staff_need_none(client, staff, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(staff)

    assert client.get("/robots.txt").status_code == 200


def test_anonymous_visitors_cost_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_the_password_alone_does_not_let_in_who_has_one(client, person, authenticator):
    authenticator(person(is_staff=True))

    response = client.post("/accounts/login/", {"login": "ada@example.org", "password": "a long enough sentence"})

    assert (response["Location"], "_auth_user_id" in client.session) == ("/accounts/2fa/authenticate/", False)


def test_the_set_up_page_draws_the_secret_without_a_data_url(client, person):
    client.force_login(person(is_staff=True))
    client.post("/accounts/reauthenticate/", {"password": "a long enough sentence"})

    page = client.get("/accounts/2fa/totp/activate/").content.decode()

    assert '<svg width="' in page
    assert 'src="data:' not in page
    assert "<?xml" not in page
