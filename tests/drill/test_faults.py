"""The site as production runs it, while what it stands on is killed: it says so, and keeps what it confirmed."""

import re
import signal
from contextlib import suppress

import psutil
import pytest

from ogpreports.embedded_postgres import Cluster

from .sites import Person, free_port, wait_for

pytestmark = pytest.mark.drill

SECTION = re.compile(r"/desk/\d+/section/lessons/")


def settled(text):
    """Return whether a page tells a person what is the matter."""
    return "<h1" in text and "Traceback" not in text


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
