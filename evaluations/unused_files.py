"""Removing stored bytes that nothing points to, while nobody stores the same anew."""

from contextlib import contextmanager

from django.db import connection

from .models import StoredFile
from .models.evidence import lock_of, path_of


def remove_if_unused(sha256, *, dry_run=False):
    """Remove row and bytes of one file unless something points to it; return its size in bytes, None where it stays.

    With `dry_run` nothing is removed. Called outside a transaction: what is deleted must not come back.
    """
    with _held(sha256):
        row = StoredFile.objects.filter(sha256=sha256)
        if row.exists() and not row.unused().exists():
            return None
        if not dry_run:
            row.delete()  # first: a row never points at nothing
        return remove_bytes(path_of(sha256), dry_run=dry_run)


def remove_bytes(path, *, dry_run=False):
    """Remove the bytes at a path, if there are any, and return how many there were."""
    size = path.stat().st_size if path.exists() else 0
    if not dry_run:
        path.unlink(missing_ok=True)
    return size


@contextmanager
def _held(sha256):
    """Let nobody store these bytes meanwhile: a lock of the session outlasts the transaction that deletes the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock_of(sha256)])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_of(sha256)])
