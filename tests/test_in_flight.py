"""The tables are emptied only when the live server has nothing left to answer."""

import threading

import pytest
from django.core.signals import request_finished, request_started

from tests import in_flight


@pytest.fixture
def requests():
    with in_flight.InFlight().watched() as requests:
        yield requests


@pytest.fixture
def answer(requests):
    """Return an event: a request is being answered until it is set."""
    begun, done = threading.Event(), threading.Event()

    def serve():
        request_started.send(sender=None)
        begun.set()
        done.wait()
        request_finished.send(sender=None)

    server = threading.Thread(target=serve)
    server.start()
    begun.wait()
    yield done
    done.set()
    server.join()


def test_who_waits_goes_on_when_the_last_request_is_answered(requests, answer):
    waiter = threading.Thread(target=requests.wait_until_none)
    waiter.start()

    waiter.join(timeout=0.05)
    waited = waiter.is_alive()
    answer.set()
    waiter.join()

    assert waited


def test_a_request_that_hangs_is_told(requests, answer, monkeypatch):
    monkeypatch.setattr(in_flight, "PATIENCE", 0)

    with pytest.raises(TimeoutError, match="does not end"):
        requests.wait_until_none()


# As each request begins Django looks at its connection, which another test may have left open.
@pytest.mark.django_db
def test_a_test_s_own_requests_are_not_waited_for(requests):
    request_started.send(sender=None)

    requests.wait_until_none()
