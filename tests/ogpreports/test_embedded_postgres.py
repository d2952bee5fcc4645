import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import psycopg
import pytest

from ogpreports.embedded_postgres import PORT, Cluster


@contextmanager
def cluster_in(data_dir):
    cluster = Cluster(data_dir)
    try:
        yield cluster
    finally:
        cluster.give_back()
        cluster.stop()
        shutil.rmtree(cluster.base, ignore_errors=True)


@pytest.fixture
def cluster(tmp_path):
    with cluster_in(tmp_path / "Dàta with spaces – и 'quotes'") as cluster:
        yield cluster


def run(cluster, sql):
    with psycopg.connect(host=str(cluster.socket_folder), port=PORT, user="postgres", autocommit=True) as connection:
        return connection.execute(sql)


def ask(cluster, sql):
    return run(cluster, sql).fetchone()[0]


def postmaster(cluster):
    pids = {process.pid for process in cluster.processes()}
    return next(process for process in cluster.processes() if process.ppid() not in pids)


def test_start_serves_from_an_odd_path_and_stop_leaves_nothing(cluster):
    cluster.start()

    assert ask(cluster, "SELECT 1") == 1

    cluster.stop()
    assert cluster.processes() == []


def test_a_second_start_finds_the_first_server(cluster):
    cluster.start()
    first = postmaster(cluster).pid

    cluster.start()

    assert postmaster(cluster).pid == first


def test_a_path_too_long_for_a_socket_still_serves(tmp_path):
    with cluster_in(tmp_path / ("long" * 25)) as cluster:
        cluster.start()

        assert len(os.fsencode(cluster.socket_folder)) < 90
        assert ask(cluster, "SELECT 1") == 1


def test_text_beyond_ascii_is_text(cluster):
    cluster.start()
    run(cluster, "CREATE EXTENSION pg_trgm")

    lowered = ask(cluster, "SELECT lower('ÉÑЖ')")
    trigrams = ask(cluster, "SELECT cardinality(show_trgm('жар'))")

    assert (lowered, trigrams) == ("éñж", 4)


def test_a_start_after_kill_9_keeps_what_was_committed(cluster):
    cluster.start()
    run(cluster, "CREATE TABLE kept AS SELECT 7 AS n")
    postmaster(cluster).kill()

    cluster.start()

    assert ask(cluster, "SELECT n FROM kept") == 7


def test_a_stale_pid_of_an_innocent_process_neither_stops_a_start_nor_is_harmed(cluster):
    cluster.start()
    pid_file = cluster.data / "postmaster.pid"
    stale = pid_file.read_text()
    cluster.stop()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as innocent:
        try:
            pid_file.write_text(stale.replace(stale.split("\n", 1)[0], str(innocent.pid), 1))
            (cluster.socket_folder / f".s.PGSQL.{PORT}.lock").write_text(f"{innocent.pid}\n")

            cluster.start()
            answer = ask(cluster, "SELECT 1")
            cluster.stop()

            assert (answer, innocent.poll()) == (1, None)
        finally:
            innocent.kill()


def test_stop_with_a_stale_pid_harms_nobody(cluster):
    cluster.start()
    cluster.stop()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as innocent:
        try:
            (cluster.data / "postmaster.pid").write_text(f"{innocent.pid}\n")

            cluster.stop()

            assert innocent.poll() is None
        finally:
            innocent.kill()


def test_an_empty_pid_file_does_not_stop_a_start(cluster):
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").touch()

    cluster.start()

    assert ask(cluster, "SELECT 1") == 1


def test_a_zombie_postmaster_counts_as_dead(cluster):
    cluster.start()
    pid_file = cluster.data / "postmaster.pid"
    stale = pid_file.read_text()
    cluster.stop()
    with subprocess.Popen([sys.executable, "-c", ""]) as zombie:
        while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        pid_file.write_text(stale.replace(stale.split("\n", 1)[0], str(zombie.pid), 1))

        cluster.start()

        assert ask(cluster, "SELECT 1") == 1


def test_starts_at_once_find_one_server(tmp_path):
    script = (
        "import sys; from ogpreports.embedded_postgres import Cluster\n"
        "found = Cluster(sys.argv[1]); found.start(); sys.stdout.write(str(found.answers()))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]

    with cluster_in(tmp_path):
        started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: S603
        said = [process.communicate()[0] for process in started]

    assert said == ["True", "True", "True"]


def test_the_server_outlives_a_leaver_while_another_process_uses_it(cluster):
    script = (
        "import sys; from ogpreports.embedded_postgres import Cluster\n"
        "Cluster(sys.argv[1]).start(); print('started', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(cluster.data_dir)]
    cluster.start()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        other.stdout.readline()

        stopped_beside_another = cluster.stop_if_unused()
        other.kill()
    stopped_alone = cluster.stop_if_unused()

    assert (stopped_beside_another, stopped_alone, cluster.processes()) == (False, True, [])


def test_a_folder_of_somebody_else_is_refused(cluster):
    cluster.data_dir.mkdir(parents=True)
    cluster.base.symlink_to(cluster.data_dir.parent)

    with pytest.raises(RuntimeError, match="belongs to somebody else"):
        cluster.start()

    cluster.base.unlink()
