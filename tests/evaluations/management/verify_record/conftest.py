"""A published report, and what the site tells of it in a file."""

from io import StringIO

import pytest
from django.core.management import call_command

from evaluations import drafts
from tests import scenes
from tests.factories import EvidenceFactory


@pytest.fixture
def first():
    """Return the first of two editions of a report, with evidence and an evaluator without a signature."""
    edition = scenes.draft()
    EvidenceFactory(edition=edition, is_file=True)
    EvidenceFactory(edition=edition, answer_key="2.2.evidence")
    scenes.published(edition)
    scenes.published(drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong."))
    return edition


@pytest.fixture
def dump(first, tmp_path):
    """Return the file with the public record."""
    path = tmp_path / "record.jsonl"
    call_command("dump_record", path, stdout=StringIO())
    return path
