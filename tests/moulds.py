"""Scenes played once in a process and put on stage again: their rows are copied, not made anew.

Half of the tests begin with a report in some state, and each such scene is up to a hundred statements of the ORM. A
mould keeps the rows that the real moves wrote, all of them, and puts them back by one statement. Each performance has
rows, keys and names of its own, so that one test may ask for several.
"""

import pickle
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

KEPT = {"django_content_type", "auth_permission", "auth_group"}  # made by the migrations, and by no scene
_moulds = {}  # by the name of a scene: its performances
_staged = None  # by the name of a scene: how many of them stand on the stage; None while none may


@dataclass(frozen=True)
class Performance:
    """What one playing of a scene returned, and the statement that writes again what it wrote."""

    returned: bytes
    statement: str

    def put_on_stage(self):
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(self.statement)
        return pickle.loads(self.returned)  # noqa: S301 -- this process has made it


def moulded(scene):
    """Let a scene that is asked for without arguments come out of its mould, while there is one left."""

    @wraps(scene)
    def play(*args, **kwargs):
        if args or kwargs or _staged is None:
            return scene(*args, **kwargs)
        number = _staged.get(scene.__name__, 0)
        _staged[scene.__name__] = number + 1
        performances = _moulds.get(scene.__name__, ())
        return performances[number].put_on_stage() if number < len(performances) else scene()

    return play


@contextmanager
def stage(staged=()):
    """Let moulds be used inside, each performance once: a test's rows are gone after it. With None, play all."""
    global _staged  # noqa: PLW0603 -- scenes are functions of a module, and know nothing of fixtures
    before, _staged = _staged, None if staged is None else dict(staged)
    try:
        yield
    finally:
        _staged = before


def cast(scene, *, times):
    """Play a scene so many times, on empty tables, and keep what each performance wrote and returned.

    The second is played beside the first, as in a test: of the same words in two reports something is said.
    """
    seen = set()
    with stage(None), transaction.atomic():
        _moulds[scene.__name__] = [_perform(scene, seen) for _ in range(times)]
        transaction.set_rollback(True)


def _perform(scene, seen):
    returned = pickle.dumps(scene())
    # Copied rows were checked when they were written: neither triggers nor foreign keys are asked again.
    statements = [
        "SET LOCAL session_replication_role = replica",
        *filter(None, [_insert(model, seen) for model in _models()]),
        "SET LOCAL session_replication_role = origin",
    ]
    return Performance(returned, "; ".join(statements))


def _models():
    models = apps.get_models(include_auto_created=True)
    return [m for m in models if m._meta.managed and not m._meta.proxy and m._meta.db_table not in KEPT]


def _insert(model, seen):
    """Return the statement that writes the rows of a table that were not seen yet, or "" where there are none."""
    table = sql.Identifier(model._meta.db_table)
    names = [field.column for field in model._meta.local_concrete_fields if not field.generated]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT to_jsonb(t)::text FROM {} AS t").format(table))
        rows = [row for (row,) in cursor.fetchall() if (model, row) not in seen]
        seen.update((model, row) for row in rows)
        return rows and sql.SQL("INSERT INTO {} ({}) SELECT {} FROM jsonb_populate_recordset(NULL::{}, {})").format(
            table, columns, columns, table, sql.Literal(f"[{','.join(rows)}]")
        ).as_string(cursor.cursor)
