"""The command, and what it says, for its tests."""

import json
from io import StringIO

from django.core.management import CommandError, call_command

WRONG = ("1 finding is wrong.", 1)
OTHER = "f" * 64


def run(*arguments):
    """Return the lines that the command prints, and its last word where something is wrong."""
    out = StringIO()
    try:
        call_command("verify_record", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), (str(error), error.returncode)
    return out.getvalue().splitlines(), None


def told(dump):
    return [json.loads(line) for line in dump.read_text("utf-8").splitlines()]


def write(dump, documents):
    dump.write_text("".join(f"{json.dumps(document)}\n" for document in documents), "utf-8")


def at(first, words, *, edition=1, path=""):
    where = f"report {first.report_id}, edition {edition}"
    return f"{where}, {path}: {words}" if path else f"{where}: {words}"


ADDED = "not sealed: it was added"
DIFFERS = "differs from what was sealed"
BROKEN = "does not follow upon the edition before it: the chain is broken"
NOT_ITS_HASH = "its hash is not that of its values' hashes"
OF_EDITION = "UPDATE evaluations_edition SET {} WHERE id = %s"
