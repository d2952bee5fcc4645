"""Two or more people act at the same moment, each on a connection of her own."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection


def at_once(*actions):
    """Run the actions in threads that start together, and return what each returned or raised."""
    gate = Barrier(len(actions))

    def run(action):
        gate.wait()
        try:
            return action()
        except (ValidationError, DatabaseError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def waiting(pool, action):
    """Start the action in the pool, and return its future once it waits for a lock of this transaction.

    The pool is opened outside the transaction: it waits for its threads, and they for the transaction's end.
    """

    def run():
        try:
            return action()
        finally:
            connection.close()

    future = pool.submit(run)
    while not _somebody_waits():
        assert not future.done(), "It waited for nothing."
        time.sleep(0.01)
    return future


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None
