import socket

import pytest
from django.core.management import CommandError, call_command

COMMAND = "serve_demonstration"


def test_it_refuses_to_run_outside_debug():
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command(COMMAND)


def test_it_names_another_port_where_one_is_taken(settings):
    from ogpreports.management.commands.serve_demonstration import refuse_a_taken_port

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            refuse_a_taken_port(port)


@pytest.mark.parametrize(
    ("environment", "url"),
    [({}, "http://127.0.0.1:8123"), ({"SITE_URL": "https://reports.example.org/"}, "https://reports.example.org")],
)
def test_pages_name_the_port_that_is_served(monkeypatch, environment, url):
    from ogpreports.management.commands.serve_demonstration import site_url

    monkeypatch.delenv("SITE_URL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert site_url(8123) == url
