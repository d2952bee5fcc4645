"""Sites of a test's own, in processes of their own, and people who come to them."""

import os
import socket
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import psutil
from lxml import html

PATIENCE = 120  # seconds


class StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Person:
    """Somebody who comes through a proxy that speaks TLS to her; she keeps her cookies."""

    def __init__(self, port):
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = {}
        self.forged = {}  # headers of her own, which her proxy passes on
        self.opener = build_opener(StayHere)

    def ask(self, path, data=None):
        """Return status and text of an answer, whatever it is; (0, "") where nobody answers."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"} | self.forged
        headers |= {"Referer": self.origin.replace("http:", "https:") + path}
        body = None if data is None else urlencode(data).encode()
        try:
            with self.opener.open(Request(self.origin + path, body, headers), timeout=PATIENCE) as response:  # noqa: S310
                return self._take(response)
        except HTTPError as response:
            return self._take(response)
        except (URLError, ConnectionError):
            return 0, ""

    def _take(self, response):
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, response.read().decode()

    def send(self, path, **typed):
        """Fill in the form of a page and send it."""
        return self.ask(path, self.fields(path, *typed) | typed)

    def fields(self, path, *names):
        """Return what the form on a page holds that has fields of these names."""
        forms = html.fromstring(self.ask(path)[1]).forms
        form = next(form for form in forms if set(names) <= set(form.fields.keys()))
        return {name: value for name, value in form.form_values() if isinstance(value, str)}

    def sign_in(self):
        return self.send("/accounts/login/", login="evaluator@example.org", password="commitment")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(person, path="/"):
    """Wait until the site answers; return the status."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status, _text = person.ask(path)
        if status == 200:
            return status
        time.sleep(0.2)
    raise AssertionError(f"{path} did not answer within {PATIENCE} seconds")


def end(process):
    """Kill a process of ours with all its children, and wait for it."""
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait(timeout=30)


def surroundings(folder, environment):
    """Return the environment of a site of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_", "PG"))
    }
    development = {"DJANGO_SETTINGS_MODULE": "ogpreports.settings.development", "OGPREPORTS_DATA": str(folder)}
    return {**inherited, "STATIC_ROOT": str(folder / "static"), **development, **environment}
