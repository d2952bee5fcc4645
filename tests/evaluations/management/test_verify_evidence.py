from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations import drafts
from evaluations.management.commands import verify_evidence
from evaluations.models import Report
from evaluations.models.evidence import path_of
from tests import scenes
from tests.factories import EvidenceFactory, stored

pytestmark = pytest.mark.django_db

BYTES = b"%PDF-1.4 the minutes"


@pytest.fixture
def file():
    return stored(BYTES)


@pytest.fixture
def draft(file):
    """Return a draft in which the file backs an answer."""
    draft = scenes.draft()
    attach(draft, file)
    return draft


def attach(edition, file, *, key="1.3.evidence", name="minutes.pdf"):
    return EvidenceFactory(edition=edition, is_file=True, answer_key=key, name=name, stored_file=file)


def alter(file):
    """Change one byte of a file on the disk."""
    path = path_of(file.sha256)
    path.write_bytes(b"X" + path.read_bytes()[1:])


def mark_of(file):
    return f"(SHA-256 {file.sha256})"


def run():
    """Return the lines that the command prints, and its last word where something is wrong."""
    out = StringIO()
    try:
        call_command("verify_evidence", stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), (str(error), error.returncode)
    return out.getvalue().splitlines(), None


def test_files_that_are_as_they_were_are_counted(draft):
    attach(draft, stored(b"other"))

    assert run() == (["Read: 2 files, 25\xa0bytes."], None)


def test_without_a_file_there_is_nothing_to_read():
    assert run() == (["Read: 0 files, 0\xa0bytes."], None)


def test_one_altered_byte_names_the_answer(draft, file):
    attach(draft, stored(b"other"))
    alter(file)

    assert run() == (
        [
            f"Differs: report {draft.report_id}, not published yet, 1.3.evidence, “minutes.pdf” {mark_of(file)}",
            "Read: 2 files, 25\xa0bytes.",
        ],
        ("1 file is not as it was received.", 1),
    )


def test_a_file_that_is_gone_is_named_wherever_it_is_used(draft, file):
    attach(draft, file, key="2.1.1.evidence", name="acta.pdf")
    scenes.published(draft)
    drafts.correct(Report.objects.get(), by=scenes.reviewer(), reason="A date was wrong.")
    path_of(file.sha256).unlink()

    number, mark = draft.report_id, mark_of(file)
    assert run() == (
        [
            f"Gone: report {number}, edition 1, 1.3.evidence, “minutes.pdf” {mark}",
            f"Gone: report {number}, edition 1, 2.1.1.evidence, “acta.pdf” {mark}",
            f"Gone: report {number}, not published yet, 1.3.evidence, “minutes.pdf” {mark}",
            f"Gone: report {number}, not published yet, 2.1.1.evidence, “acta.pdf” {mark}",
            "Read: 1 file, 0\xa0bytes.",
        ],
        ("1 file is not as it was received.", 1),
    )


def test_a_file_that_only_a_receipt_holds_is_named(draft, file):
    edition = scenes.returned(draft)
    edition.evidence_set.all().delete()
    alter(file)

    receipt = edition.receipts.get()
    assert run()[0][0] == (
        f"Differs: report {edition.report_id}, receipt {receipt.pk}, 1.3.evidence, “minutes.pdf” {mark_of(file)}"
    )


def test_a_file_that_nothing_uses_is_named_too(file):
    alter(file)

    assert run()[0][0] == f"Differs: used nowhere {mark_of(file)}"


def test_what_cannot_be_read_is_named_and_the_rest_is_read(draft, file):
    attach(draft, stored(b"other"))
    path_of(file.sha256).unlink()
    path_of(file.sha256).mkdir()

    lines, told = run()

    assert lines[0].startswith(f"Cannot be read (Is a directory): report {draft.report_id}, ")
    assert (lines[1], told) == ("Read: 2 files, 5\xa0bytes.", ("1 file is not as it was received.", 1))


def test_a_file_longer_than_what_is_held_at_once_is_read_to_its_end(draft, file, monkeypatch):
    monkeypatch.setattr(verify_evidence, "CHUNK", 3)

    assert run() == ([f"Read: 1 file, {len(BYTES)}\xa0bytes."], None)
