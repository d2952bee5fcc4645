"""Two or more people act at the same moment, each on a connection of her own."""

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
