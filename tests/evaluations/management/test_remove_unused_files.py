import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from evaluations.models import StoredFile
from evaluations.models.evidence import path_of
from tests import scenes
from tests.factories import EvidenceFactory, stored

pytestmark = pytest.mark.django_db


def run(*options):
    out = StringIO()
    call_command("remove_unused_files", *options, stdout=out)
    return out.getvalue().strip()


def aged(path):
    """Let a file on the disk be two days old."""
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(path, (two_days_ago, two_days_ago))
    return path


def long_since(file):
    """Store the same file as it would have been two days ago: its row itself never changes."""
    columns = {"sha256": file.sha256, "size": file.size}
    file.delete()
    with patch.object(timezone, "now", return_value=timezone.now() - timedelta(days=2)):
        older = StoredFile.objects.create(**columns)
    aged(path_of(older.sha256))
    return older


def attach(edition, file):
    return EvidenceFactory(edition=edition, is_file=True, stored_file=file)


def kept(settings):
    """Return what is on the disk, and what has a row."""
    on_disk = sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return on_disk, sorted(StoredFile.objects.values_list("sha256", flat=True))


def test_removes_what_no_evidence_points_to(settings):
    used, unused = long_since(stored(b"used")), long_since(stored(b"unused"))
    attach(scenes.draft(), used)

    assert run() == "Removed: 1 files, 6\xa0bytes."

    assert kept(settings) == ([used.sha256], [used.sha256])
    assert not path_of(unused.sha256).exists()


def test_dry_run_removes_nothing(settings):
    unused = long_since(stored(b"unused"))

    assert run("--dry-run") == "Would remove: 1 files, 6\xa0bytes."

    assert kept(settings) == ([unused.sha256], [unused.sha256])


def test_file_of_a_published_edition_stays_though_its_draft_lost_it(settings):
    file = long_since(stored(b"sealed"))
    edition = scenes.draft()
    attach(edition, file)
    scenes.published(edition)

    assert run() == "Removed: 0 files, 0\xa0bytes."

    assert kept(settings) == ([file.sha256], [file.sha256])


def test_what_has_just_come_stays(settings):
    fresh = stored(b"fresh")
    without_row = path_of("a" * 64)
    without_row.parent.mkdir(parents=True)
    without_row.write_bytes(b"its row is not committed yet")
    unfinished = without_row.with_name("tmp123")
    unfinished.write_bytes(b"half")

    assert run() == "Removed: 0 files, 0\xa0bytes."

    assert kept(settings) == (sorted([fresh.sha256, "a" * 64, "tmp123"]), [fresh.sha256])


def test_what_a_crash_left_is_removed(settings):
    without_row = path_of("a" * 64)
    without_row.parent.mkdir(parents=True)
    without_row.write_bytes(b"12345")
    unfinished = without_row.with_name("tmp123")
    unfinished.write_bytes(b"123")
    aged(without_row), aged(unfinished)

    assert run() == "Removed: 2 files, 8\xa0bytes."

    assert kept(settings) == ([], [])


def test_row_whose_bytes_are_gone_is_removed(settings):
    path_of(long_since(stored(b"lost")).sha256).unlink()

    assert run() == "Removed: 1 files, 0\xa0bytes."

    assert kept(settings) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_file_that_is_attached_again_meanwhile_stays(settings):
    file = long_since(stored(b"unused"))
    edition = scenes.draft()

    def remove():
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            same = StoredFile.objects.store(ContentFile(b"unused"))
            removing = pool.submit(remove)
            wait_for_the_lock()
            attach(edition, same)
        said = removing.result()

    assert (same, said) == (file, "Removed: 0 files, 0\xa0bytes.")
    assert kept(settings) == ([file.sha256], [file.sha256])


def wait_for_the_lock():
    """Return once somebody waits for an advisory lock."""
    for _attempt in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("Nobody waits for the lock.")
