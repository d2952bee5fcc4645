"""The site as production runs it, while what it stands on is killed: it says so, and keeps what it confirmed."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import psutil
import pytest
from lxml import html

from ogpreports.embedded_postgres import Cluster
from tests.processes import hearing_ctrl_c

pytestmark = pytest.mark.drill

PATIENCE = 120  # seconds
SECTION = re.compile(r"/desk/\d+/section/lessons/")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ogpreports.settings.production",
    "SECRET_KEY": "of-a-drill-that-lasts-a-minute-and-then-is-forgotten-for-good",
    "ALLOWED_HOSTS": "127.0.0.1",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "TRUSTED_PROXIES": "127.0.0.1",
}


class StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Person:
    """Somebody who comes through a proxy that speaks TLS to her; she keeps her cookies."""

    def __init__(self, port):
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = {}
        self.opener = build_opener(StayHere)

    def ask(self, path, data=None):
        """Return status and text of an answer, whatever it is; (0, "") where nobody answers."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
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


def settled(text):
    """Return whether a page tells a person what is the matter."""
    return "<h1" in text and "Traceback" not in text


@pytest.fixture
def cluster(tmp_path):
    """Return an embedded PostgreSQL of this test's own; nothing of it stays."""
    cluster = Cluster(tmp_path)
    cluster.start()
    yield cluster
    cluster.stop()
    cluster.give_back()
    shutil.rmtree(cluster.base, ignore_errors=True)


@pytest.fixture
def manage(project, tmp_path):
    """Return a function that runs a command of manage.py to its end."""

    def run(*arguments, **environment):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=project, env=surroundings(tmp_path, environment), check=True, timeout=PATIENCE)  # noqa: S603

    return run


def surroundings(folder, environment):
    """Return the environment of a site of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_", "PG"))
    }
    development = {"DJANGO_SETTINGS_MODULE": "ogpreports.settings.development", "OGPREPORTS_DATA": str(folder)}
    return {**inherited, "STATIC_ROOT": str(folder / "static"), **development, **environment}


@pytest.fixture
def site(project, tmp_path, cluster, manage):
    """Serve the demonstration data as production does, and return the port."""
    manage("migrate", "--verbosity=0")
    manage("create_demonstration_accounts")
    manage("load_demonstration")
    production = {**PRODUCTION, "DATABASE_URL": f"postgresql://postgres@/postgres?host={cluster.socket_folder}"}
    manage("createcachetable", **production)
    manage("collectstatic", "--noinput", "--verbosity=0", **production)
    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603
        [*granian, "--workers", "1", "--blocking-threads", "2", "ogpreports.wsgi:application"],
        cwd=project,
        env=surroundings(tmp_path, production),
    )
    try:
        wait_for(Person(port))
        yield port
    finally:
        end(server)


def test_the_database_is_killed_while_somebody_saves(site, cluster):
    person = Person(site)
    person.sign_in()
    section = SECTION.search(page_of_the_draft(person))[0]
    confirmed = [person.send(section, **{"q-3": f"Confirmed {number}."})[0] for number in range(3)]
    opened = person.fields(section, "q-3")

    for process in cluster.processes():
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    during = [person.ask(section, opened | {"q-3": "Never confirmed."}), person.ask("/")]
    cluster.start()
    wait_for(person)
    after = person.ask(section)[1]

    assert confirmed == [302, 302, 302]
    assert [500 <= status < 600 for status, _text in during] == [True, True]
    assert [settled(text) for _status, text in during] == [True, True]
    assert "Confirmed 2." in after
    assert "Never confirmed." not in after
    assert person.send(section, **{"q-3": "Confirmed again."})[0] == 302
    assert "Confirmed again." in person.ask(section)[1]


def page_of_the_draft(person):
    """Return the task list of a report that the evaluator is writing."""
    number = re.search(r'href="/desk/(\d+)/"', person.ask("/desk/")[1])[1]
    return person.ask(f"/desk/{number}/")[1]


@pytest.fixture
def serve(project, tmp_path):
    """Return a function that serves the site as `make run` does; every server is ended, the database too."""
    servers = []

    def start(port):
        command = hearing_ctrl_c(sys.executable, "manage.py", "serve_demonstration", "--port", port)
        servers.append(subprocess.Popen(command, cwd=project, env=surroundings(tmp_path, {})))  # noqa: S603
        wait_for(Person(port))
        return servers[-1]

    yield start
    for server in servers:
        end(server)
    cluster = Cluster(tmp_path)
    cluster.stop()
    shutil.rmtree(cluster.base, ignore_errors=True)


def test_a_killed_server_starts_anew_with_all_that_was_saved(serve, tmp_path):
    port = free_port()
    server = serve(port)
    person = Person(port)
    person.sign_in()
    section = SECTION.search(page_of_the_draft(person))[0]
    confirmed = person.send(section, **{"q-3": "Confirmed before the kill."})[0]

    server.kill()
    server.wait(timeout=30)
    again = serve(port)
    after = person.ask(section)[1]
    again.send_signal(signal.SIGINT)
    again.wait(timeout=60)

    assert confirmed == 302
    assert "Confirmed before the kill." in after
    assert Cluster(tmp_path).processes() == []


def test_a_database_killed_with_its_server_recovers(serve, tmp_path):
    port = free_port()
    server = serve(port)
    person = Person(port)
    person.sign_in()
    section = SECTION.search(page_of_the_draft(person))[0]
    person.send(section, **{"q-3": "Confirmed before both were killed."})

    for process in [psutil.Process(server.pid), *Cluster(tmp_path).processes()]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    server.wait(timeout=30)
    serve(port)

    assert "Confirmed before both were killed." in person.ask(section)[1]
