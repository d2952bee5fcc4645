"""What a page costs, as ratios to a bare Django view on the same rows: `make bench`.

Seconds differ from machine to machine and from day to day; how many times a bare view a page costs does not. Each page
is asked for in this process, without a network, in turn with its bare view, and the CPU time of the process is counted.
"""

import statistics
import sys
import time
from contextlib import contextmanager

import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext, override_settings

ROUNDS, WARM_UP = 30, 5


def main():
    """Make a database of its own, measure every page against its bare view, and print a line for each."""
    django.setup()
    with _database():
        from . import rows  # models can be imported only once Django is set up

        pages = rows.make()
        _tell(f"{'page':<34}{'CPU':>9}{'bare':>9}{'ratio':>8}{'queries':>9}{'bytes':>10}{'bytes/bare':>12}")
        with override_settings(ROOT_URLCONF="tests.bench.urls", CACHES=_no_memory()):
            for page in pages:
                _tell(_line(page))
    return 0


def _tell(line):
    sys.stdout.write(line + "\n")


@contextmanager
def _database():
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)


def _no_memory():
    return {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def _line(page):
    client = Client()
    cache.clear()
    own, bare = [], []
    for round_number in range(ROUNDS + WARM_UP):
        for ask, costs in ((page.ask, own), (page.ask_bare, bare)):
            cost = _cpu(ask, client)
            if round_number >= WARM_UP:
                costs.append(cost)
    queries, size = _told(page.ask, client)
    _bare_queries, bare_size = _told(page.ask_bare, client)
    cpu, bare_cpu = statistics.median(own), statistics.median(bare)
    return (
        f"{page.name:<34}{cpu * 1000:>7.1f}ms{bare_cpu * 1000:>7.1f}ms{cpu / bare_cpu:>8.1f}"
        f"{queries:>9}{size:>10,}{size / bare_size:>12.1f}"
    )


def _cpu(ask, client):
    before = time.process_time()
    ask(client)
    return time.process_time() - before


def _told(ask, client):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = ask(client)
    return len(queries), len(response.content)


if __name__ == "__main__":
    sys.exit(main())
