"""`make run` as a person uses it: twice from another folder, stopped with Ctrl-C, or by the end of `make`."""

import os
import re
import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from urllib.request import urlopen

import pytest

from ogpreports.embedded_postgres import Cluster
from tests.processes import hearing_ctrl_c

ACCOUNTS = ["evaluator", "second.evaluator", "reviewer", "moderator", "admin"]
PATIENCE = 120  # seconds; a start takes a few


class Run:
    """The site from its start until Ctrl-C, and what it said."""

    def __init__(self, project, data, port):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "MAKE"))}
        self.process = subprocess.Popen(  # noqa: S603
            hearing_ctrl_c("make", "-C", project, "run", f"PORT={port}"),
            cwd="/",
            env={**environment, "OGPREPORTS_DATA": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = "".join(iter(self._line, ""))

    def _line(self):
        """Return the next line, or nothing where the server is ready: its last word is how to end it."""
        line = self.process.stdout.readline()
        return "" if "Quit the server with" in line else line

    def interrupt(self):
        """Press Ctrl-C, which a terminal tells everything that runs in it; return whether somebody is left."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.communicate(timeout=PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 0)
            return True
        return False

    def kill_make(self):
        """Kill `make` alone, which can tell nobody, and wait for the end of the server, which held the pipe."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


def titles(port):
    """Return the titles of the reports in the list."""
    with urlopen(f"http://127.0.0.1:{port}/reports/", timeout=PATIENCE) as answer:
        return re.findall(r'class="row-title"><a href="[^"]*"[^>]*>([^<]*)<', answer.read().decode())


@pytest.fixture
def run(project, tmp_path):
    """Return a function that starts the site on a port; whatever becomes of the test, nothing of it stays."""
    runs = []

    def start(port):
        runs.append(Run(project, tmp_path / "data", port))
        return runs[-1]

    yield start
    for started in runs:
        with suppress(ProcessLookupError):
            os.killpg(started.process.pid, signal.SIGKILL)
    cluster = Cluster(tmp_path / "data")
    cluster.stop()
    shutil.rmtree(cluster.base, ignore_errors=True)


def test_the_site_is_there_at_once_and_leaves_nothing_running(run, tmp_path):
    cluster = Cluster(tmp_path / "data")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    first = run(port)
    shown = titles(port)
    left = [first.interrupt(), cluster.processes()]
    second = run(port)
    shown_again = titles(port)
    second.kill_make()
    left += [cluster.processes()]

    assert f"http://127.0.0.1:{port}" in first.said
    assert [name for name in ACCOUNTS if f"{name}@example.org" not in first.said + second.said] == []
    assert len(shown) == 3
    assert shown_again == shown
    assert left == [False, [], []]
