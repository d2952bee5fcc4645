from django.core.signals import request_finished
from django.test import RequestFactory

from ogpreports.wsgi import application


def asked(method):
    """Return the status, the length that is told, and the body; and how often the request ended."""
    told, ended = [], []
    request = RequestFactory().generic(method, "/robots.txt", HTTP_HOST="testserver")
    request_finished.connect(count := lambda **kwargs: ended.append(1), weak=False)
    try:
        body = application(request.environ, lambda status, headers: told.extend([status, dict(headers)]))
        text = b"".join(body)
        getattr(body, "close", lambda: None)()
    finally:
        request_finished.disconnect(count)
    return told[0], told[1].get("Content-Length"), text, len(ended)


def test_head_tells_of_a_body_and_sends_none(db):
    status, length, text, ended = asked("GET")

    assert (status, length, ended) == ("200 OK", str(len(text)), 1)
    assert asked("HEAD") == ("200 OK", length, b"", 1)
