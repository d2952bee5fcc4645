import pytest
from django.core.management import load_command_class

COMMANDS = {
    "commitments": ["import_commitments"],
    "evaluations": ["import_reports", "load_demonstration", "remove_unused_files"],
    "ogpreports": ["serve_demonstration"],
    "ogpreports.accounts": ["create_demonstration_accounts"],
}


@pytest.mark.parametrize(("app", "name"), [(app, name) for app, names in COMMANDS.items() for name in names])
def test_each_command_tells_how_it_is_used(app, name):
    command = load_command_class(app, name)

    assert " ".join(command.help.split()) in " ".join(command.create_parser("manage.py", name).format_help().split())
