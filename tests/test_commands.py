import re

import pytest
from django.core.management import get_commands, load_command_class

NAMED = re.compile(r"^ {4}python manage\.py (\w+)((?: --[a-z-]+)*)", re.MULTILINE)
COMMANDS = {
    "commitments": ["import_commitments"],
    "evaluations": [
        "dump_record",
        "forget_emails",
        "import_reports",
        "load_demonstration",
        "remove_unused_files",
        "send_unsent_mails",
        "verify_evidence",
        "verify_record",
    ],
    "ogpreports": ["serve_demonstration"],
    "ogpreports.accounts": ["create_demonstration_accounts"],
}


@pytest.mark.parametrize(("app", "name"), [(app, name) for app, names in COMMANDS.items() for name in names])
def test_each_command_tells_how_it_is_used(app, name):
    command = load_command_class(app, name)

    assert " ".join(command.help.split()) in " ".join(command.create_parser("manage.py", name).format_help().split())


def test_the_commands_that_the_readme_names_exist(project):
    named = NAMED.findall((project / "README.md").read_text("utf-8"))
    apps = get_commands() | {"db_worker": "django_tasks_db", "prune_db_task_results": "django_tasks_db"}

    unknown = [(name, options) for name, options in named if not understood(apps.get(name), name, options.split())]

    assert (bool(named), unknown) == (True, [])


def understood(app, name, options):
    if app is None:
        return False
    known = load_command_class(app, name).create_parser("manage.py", name)._option_string_actions
    return set(options) <= set(known)
