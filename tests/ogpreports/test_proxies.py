import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from ogpreports.proxies import believing

ASKED = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https"}


def seen(proxies, **environ):
    """Return the IP address and the scheme that the site sees behind these trusted proxies."""
    requests = []

    def site(environ, start_response):
        requests.append(WSGIRequest(environ))
        return []

    believing(proxies, site)(RequestFactory().get("/", **environ).environ, None)
    return requests[0].META["REMOTE_ADDR"], requests[0].scheme


def test_nobody_is_believed_by_default():
    assert seen([], REMOTE_ADDR="10.0.0.5", **ASKED) == ("10.0.0.5", "http")


def test_a_trusted_proxy_is_believed():
    assert seen(["10.0.0.5"], REMOTE_ADDR="10.0.0.5", **ASKED) == ("198.51.100.7", "https")


def test_a_trusted_proxy_that_names_no_visitor_is_believed_about_the_scheme():
    told = {"HTTP_X_FORWARDED_PROTO": "https"}

    assert seen(["10.0.0.5"], REMOTE_ADDR="10.0.0.5", **told) == ("10.0.0.5", "https")
    assert seen(["10.0.0.6"], REMOTE_ADDR="10.0.0.5", **told) == ("10.0.0.5", "http")


def test_a_chain_of_trusted_proxies_is_believed_to_its_end():
    assert seen(["10.0.0.0/8", "198.51.100.7"], REMOTE_ADDR="10.0.0.5", **ASKED) == ("203.0.113.9", "https")


@pytest.mark.parametrize("proxies", [["10.0.0.6"], ["192.168.0.0/16"]])
def test_a_stranger_who_forges_the_headers_is_not_believed(proxies):
    assert seen(proxies, REMOTE_ADDR="10.0.0.5", **ASKED) == ("10.0.0.5", "http")


@pytest.mark.parametrize(
    ("told", "visitor"),
    [
        ("203.0.113.9:50123", "203.0.113.9"),
        ("203.0.113.9:50123, 10.0.0.6:443", "203.0.113.9"),
        ("[2001:db8::7]:50123", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        (" 203.0.113.9 ,10.0.0.6", "203.0.113.9"),
        ("unknown", "unknown"),
    ],
)
def test_a_port_that_a_proxy_tells_makes_nobody_another_visitor(told, visitor):
    told = {"HTTP_X_FORWARDED_FOR": told}

    assert seen(["10.0.0.0/8"], REMOTE_ADDR="10.0.0.5", **told)[0] == visitor


def test_a_proxy_is_known_on_a_socket_for_both_versions_of_ip():
    assert seen(["10.0.0.0/8"], REMOTE_ADDR="::ffff:10.0.0.5", **ASKED) == ("198.51.100.7", "https")


def test_the_nearest_proxy_tells_the_scheme():
    told = ASKED | {"HTTP_X_FORWARDED_PROTO": "http, https"}

    assert seen(["10.0.0.5"], REMOTE_ADDR="10.0.0.5", **told)[1] == "https"


def test_what_is_no_scheme_changes_none():
    told = ASKED | {"HTTP_X_FORWARDED_PROTO": "javascript"}

    assert seen(["10.0.0.5"], REMOTE_ADDR="10.0.0.5", **told)[1] == "http"


@pytest.mark.parametrize("nobody", ["", ",", " , ,"])
def test_a_proxy_that_names_nobody_stands_for_itself(nobody):
    assert seen(["10.0.0.5"], REMOTE_ADDR="10.0.0.5", HTTP_X_FORWARDED_FOR=nobody)[0] == "10.0.0.5"
