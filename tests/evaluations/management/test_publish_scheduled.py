import os
import subprocess
import sys
import time
from io import StringIO
from urllib.parse import quote, urlencode

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from evaluations.choices import MoveName
from evaluations.models import Edition, Mail, Move, Report
from tests import scenes

pytestmark = pytest.mark.django_db

PATIENCE = 120  # seconds


def run():
    out, err = StringIO(), StringIO()
    call_command("publish_scheduled", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_says_what_was_published_and_what_was_not_and_why():
    fit, held = (scenes.made_due(scenes.scheduled()) for _ in range(2))
    scenes.remark(held)

    told = run()

    assert told == (
        f"Report {fit.report_id} is published.\n",
        f"Report {held.report_id} is not published: A remark is still open. Resolve it, or send the report back.\n",
    )
    assert run() == ("", "")


def test_a_fault_of_ours_is_told_once_the_others_are_published():
    broken, fit = (scenes.made_due(scenes.scheduled()) for _ in range(2))
    Edition.objects.filter(pk=broken.pk).update(questionnaire="none-that-we-know")
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("publish_scheduled", stdout=out, stderr=err)

    assert failure.value.returncode == 1
    assert out.getvalue() == f"Report {fit.report_id} is published.\n"
    assert err.getvalue() == f"Report {broken.report_id} could not be published.\n"


def test_says_nothing_while_nothing_is_due():
    scenes.scheduled()

    assert run() == ("", "")


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_publish_once(project):
    edition = scenes.made_due(scenes.scheduled())
    Mail.objects.all().delete()

    with transaction.atomic():
        Report.objects.select_for_update().get(pk=edition.report_id)
        processes = [start(project), start(project)]
        # Each has found what is due, and waits for the same row.
        wait_until_blocked(processes)
    told = [process.communicate(timeout=PATIENCE) for process in processes]

    assert sorted(told) == [("", ""), (f"Report {edition.report_id} is published.\n", "")]
    assert [process.returncode for process in processes] == [0, 0]
    assert list(Edition.objects.values_list("status", "number")) == [("published", 1)]
    assert Move.objects.filter(name=MoveName.PUBLISH_SCHEDULED).count() == 1
    mails = list(Mail.objects.values_list("kind", "account", "evaluator", "email"))
    assert len(mails) == len(set(mails)) > 0


def start(project):
    """Start the command in a process of its own, on the database of this test."""
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "ogpreports.settings.test"}
    command = [sys.executable, "-W", "error", "manage.py", "publish_scheduled"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=project, env=environment, **pipes)  # noqa: S603


def database_url():
    known = connection.settings_dict
    where = {name: known[name.upper()] for name in ("host", "port") if known[name.upper()]}
    who = ":".join(quote(known[name], safe="") for name in ("USER", "PASSWORD") if known[name])
    return f"postgresql://{who}@/{quote(known['NAME'])}?{urlencode(where)}"


def wait_until_blocked(processes):
    deadline = time.monotonic() + PATIENCE
    while how_many_wait() < len(processes):
        assert all(process.poll() is None for process in processes), "One has ended, and waited for nothing."
        assert time.monotonic() < deadline
        time.sleep(0.05)


def how_many_wait():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction is shown what it saw first, else
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]
