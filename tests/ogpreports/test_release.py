import os
from datetime import UTC, datetime

import pytest

from ogpreports.release import FOLDERS, fingerprint


@pytest.fixture
def checkout(tmp_path):
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one")
    os.utime(page, (1_700_000_000, 1_700_000_000))
    return tmp_path


def test_the_same_sources_are_the_same_release(checkout):
    assert fingerprint(checkout) == fingerprint(checkout)


def test_a_release_dates_from_its_newest_source(checkout):
    assert fingerprint(checkout)[1] == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_changed_template_is_another_release(checkout):
    before = fingerprint(checkout)[0]

    (checkout / "templates" / "page.html").write_text("two")

    assert fingerprint(checkout)[0] != before


def test_a_changed_lock_is_another_release(checkout):
    before = fingerprint(checkout)[0]

    (checkout / "requirements" / "base.txt").write_text("Django==5.2.99")

    assert fingerprint(checkout)[0] != before


def test_what_is_no_source_changes_nothing(checkout):
    before = fingerprint(checkout)

    (checkout / "templates" / "notes.bak").write_text("scratch")

    assert fingerprint(checkout) == before
