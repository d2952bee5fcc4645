import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from ogpreports import urls

pytestmark = pytest.mark.django_db

STRICT = {
    "Content-Security-Policy": (
        "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; object-src 'none'; script-src 'self'; "
        "style-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def broken(request):
    raise ZeroDivisionError


urlpatterns = [
    *urls.urlpatterns,
    path("broken", broken),
    path("own", lambda request: HttpResponse(headers={"Permissions-Policy": "camera=(self)"})),
]


def strict_headers(response):
    policy = "; ".join(sorted(response["Content-Security-Policy"].split("; ")))
    return {name: response.get(name) for name in STRICT} | {"Content-Security-Policy": policy}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/login/", 200),
        ("/static/favicon.svg", 200),
        ("/healthz", 200),
        ("/admin/", 302),
        ("/no-such-page", 404),
        ("/static/no-such-file.css", 404),
    ],
)
def test_every_kind_of_answer_is_strict(client, path, status):
    response = client.get(path)

    response.close()
    assert (response.status_code, strict_headers(response)) == (status, STRICT)


def test_a_missing_token_is_answered_strictly():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")

    assert (response.status_code, strict_headers(response)) == (403, STRICT)


@pytest.mark.parametrize("redirects", [True, False])
def test_a_foreign_host_is_answered_strictly(client, settings, redirects):
    settings.SECURE_SSL_REDIRECT = redirects

    response = client.get("/", headers={"Host": "elsewhere.example"})

    assert (response.status_code, strict_headers(response)) == (400, STRICT)


def test_a_refused_person_is_answered_strictly(client):
    client.force_login(get_user_model().objects.create_user("nobody"))

    response = client.get("/admin/", follow=True)

    assert (response.status_code, strict_headers(response)) == (403, STRICT)


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_answered_strictly(settings):
    response = Client(raise_request_exception=False).get("/broken")

    assert (response.status_code, strict_headers(response)) == (500, STRICT)


def test_pages_travel_compressed(client):
    response = client.get("/accounts/login/", headers={"Accept-Encoding": "gzip"})

    assert (response["Content-Encoding"], "Accept-Encoding" in response["Vary"]) == ("gzip", True)


@pytest.mark.urls(__name__)
def test_a_view_may_say_otherwise(client):
    assert client.get("/own")["Permissions-Policy"] == "camera=(self)"


@pytest.mark.parametrize("url", ["/reports/?words=%00", "/admin/autocomplete/?term=a%00", "/?%00"])
def test_a_nul_in_the_query_string_is_refused(client, url):
    response = client.get(url)

    assert response.status_code == 400
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pages_for_a_person_are_kept_by_her_browser_alone(client, django_user_model):
    anonymous = client.get("/about/")
    client.force_login(django_user_model.objects.create_user("somebody"))

    assert "Cache-Control" not in anonymous.headers
    assert client.get("/about/")["Cache-Control"] == "private"
