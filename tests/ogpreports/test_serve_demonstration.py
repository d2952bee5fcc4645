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
