"""What a visitor forges, on its way through the server that production runs."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

# What any proxy adds: the last header of the name holds the visitor's own IP address.
TOLD = ["X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"]
SEEN = "203.0.113.9 https - /"


@pytest.fixture(scope="module")
def port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "ogpreports/server.py", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--workers", "1", "tests.ogpreports.visitor:site"], cwd=ROOT)  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait_for(port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not answer within {PATIENCE} seconds")


def answer(port, *headers):
    """Send these headers in this order and return status line and body."""
    lines = ["GET / HTTP/1.1", "Host: reports.example.org", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall("\r\n".join(lines).encode())
        with connection.makefile("rb") as file:
            head, _, body = file.read().decode().partition("\r\n\r\n")
    return head.partition("\r\n")[0], body


@pytest.mark.parametrize(
    "forged",
    [
        [],
        ["X-Forwarded-For: 192.0.2.1"],
        ["X-Forwarded-For: 192.0.2.1, 127.0.0.1"],
        ["X_Forwarded_For: 192.0.2.1"],
        ["X-Forwarded_For: 192.0.2.1", "X_Forwarded-For: 192.0.2.2"],
        ["x_forwarded_for: 192.0.2.1", "X_FORWARDED_PROTO: http"],
        ["Forwarded: for=192.0.2.1;proto=http", "X-Real-IP: 192.0.2.1", "X-Forwarded-Protocol: ssl"],
        ["SCRIPT_NAME: /elsewhere", "PATH_INFO: /admin/", "REMOTE_ADDR: 192.0.2.1"],
    ],
    ids=lambda forged: "; ".join(forged) or "nothing",
)
def test_no_header_that_a_visitor_sends_makes_her_another(port, forged):
    assert answer(port, *forged, *TOLD) == ("HTTP/1.1 200 OK", SEEN)
    assert answer(port, *TOLD, *[header for header in forged if "_" in header]) == ("HTTP/1.1 200 OK", SEEN)


def test_a_visitor_without_a_proxys_word_is_the_proxy(port):
    assert answer(port, "X_Forwarded_For: 192.0.2.1", "X_Forwarded_Proto: https")[1] == "127.0.0.1 http - /"


def test_an_address_with_all_its_filters_is_answered(port):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET /?words={'a' * 8_000} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
