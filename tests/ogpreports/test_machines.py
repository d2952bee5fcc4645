import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_the_site_is_well_while_its_database_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_the_site_is_not_well_without_its_database(client):
    def refuse(*_):
        raise OperationalError("connection to server at 192.0.2.1 failed")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"unavailable\n")


def test_robots_stay_out_of_the_rooms_for_work(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Disallow: /desk/",
        "Disallow: /review/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_the_icon_is_where_browsers_look(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/favicon.svg")


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/favicon.ico"])
def test_machines_only_read(client, path):
    assert client.post(path).status_code == 405
