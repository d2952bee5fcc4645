"""What every test may use, and what a run says in its last lines."""

import gc
import os
import shutil
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.models.signals import post_migrate

from tests import moulds, scenes
from tests.in_flight import InFlight
from tests.migrating import options_told
from tests.truncating import refusals_to_truncate

# Playwright runs an event loop in the test's own thread; Django would take the test for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The shell is Chromium's engine without the browser's own windows around it, and what Playwright itself starts: a
# window costs a third of the time. The Makefile names the same programs.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), None)
NO_CHROMIUM = "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"


def pytest_collection_modifyitems(items):
    """Leave browser tests out where there is no browser."""
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_collection_finish(session):
    """Let the collector of garbage pass by what stays until the end: it would take a tenth of the run's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_terminal_summary(terminalreporter, config):
    """Say what was left out, and why."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    terminalreporter.section("Left out")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} tests: {reason.removeprefix('Skipped: ')}")
    if config.option.markexpr:
        terminalreporter.line(f"By choice: this run took only the tests marked “{config.option.markexpr}”.")
    if not reasons and not config.option.markexpr:
        terminalreporter.line("Nothing.")


@pytest.fixture(scope="session")
def _options_told():
    """Make the tables, and walk back from them, without rendering every model for each constraint and trigger."""
    with options_told():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, _options_told):
    """Let PostgreSQL join in the written order: of few rows, looking for a better one takes longest."""
    options = settings.DATABASES["default"]["OPTIONS"]
    options["options"] += " -c join_collapse_limit=1"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start Debian's own Chromium; as root it runs only without its sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(autouse=True, scope="session")
def _groups_outlive_a_flush():
    """Make the groups of the data migration anew whenever a transactional test has emptied the tables.

    Django announces that as it announces a migration. (Its `serialized_rollback` does not: mixed with tests
    without it, rows of content types collide.)
    """

    def make_groups(sender, using, **kwargs):
        if sender.name == "evaluations":
            for name in ("evaluators", *settings.SECOND_FACTOR_GROUPS):
                Group.objects.using(using).get_or_create(name=name)

    post_migrate.connect(make_groups)
    yield
    post_migrate.disconnect(make_groups)


@pytest.fixture(autouse=True, scope="session")
def _tests_may_truncate(django_db_setup, django_db_blocker):
    """Disable, in the tests' own database, the triggers that refuse TRUNCATE: a transactional test ends by it."""
    if not connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        return  # no test of this run asks for a database, so none was made
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, trigger in refusals_to_truncate():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@pytest.fixture(scope="session")
def passes_triggers_by(_tests_may_truncate, django_db_blocker):
    """Say whether the tests may pass triggers and foreign keys by: PostgreSQL lets superusers do so."""
    if not connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        return False
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)


@pytest.fixture(autouse=True, scope="session")
def _empty_tables_quickly(passes_triggers_by):
    """Empty the tables after a transactional test by DELETE: TRUNCATE makes new files for each table and index.

    Of a few rows that is fifty times as quick. On a server where the tests may not, TRUNCATE stays. It is the class
    that learns it: once Playwright's event loop runs in the test's thread, Django gives it another connection.
    """
    operations = type(connection.ops)
    before = operations.sql_flush
    if passes_triggers_by:
        operations.sql_flush = _deletions
    yield
    operations.sql_flush = before


@pytest.fixture(autouse=True, scope="session")
def _empty_tables_when_all_is_answered(_empty_tables_quickly):
    """Empty the tables only when the live server has answered what a browser asked for before it was closed.

    Such a request holds rows while it waits for others, which the emptying has: a deadlock.
    """
    operations, in_flight = type(connection.ops), InFlight()
    statements = operations.sql_flush

    def sql_flush(*args, **kwargs):
        in_flight.wait_until_none()
        return statements(*args, **kwargs)

    with in_flight.watched():
        operations.sql_flush = sql_flush
        yield
        operations.sql_flush = statements


def _deletions(operations, style, tables, **options):
    """Return the statements in the place of Django's, to be run in one transaction."""
    emptied = [f'DELETE FROM "{table}"' for table in tables if table not in moulds.KEPT]  # noqa: S608
    return ["SET LOCAL session_replication_role = replica", *emptied]


# How often one test asks for a scene, but for a few tests; what they ask for beyond is played.
MOULDED = {scenes.draft: 3, scenes.submitted: 2, scenes.returned: 1, scenes.approved: 1, scenes.published: 3}
WORTH_MOULDS = 50  # tests in a run: making the moulds takes as long as ten of them


@pytest.fixture(autouse=True, scope="session")
def _moulds_of_scenes(passes_triggers_by, django_db_blocker, request):
    """Play beforehand the scenes that most tests begin with, where there are tests enough to be worth it."""
    if passes_triggers_by and len(request.session.items) >= WORTH_MOULDS:
        with django_db_blocker.unblock():
            for scene, times in MOULDED.items():
                moulds.cast(scene, times=times)


@pytest.fixture(autouse=True)
def _on_stage():
    """Let a test take each performance once."""
    with moulds.stage():
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path_factory, settings):
    """Keep the bytes that a test stores apart from everybody's, in a folder that is made when the first come."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "evidence" / uuid4().hex


@pytest.fixture(autouse=True)
def _forget_who_tried():
    """Start every test with empty rate limits: they live in the cache."""
    cache.clear()


@pytest.fixture(scope="session")
def project():
    """Return the folder of the checkout."""
    return Path(settings.BASE_DIR)
