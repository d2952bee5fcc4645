"""What is noted of an edition when it is published: which answers it tells otherwise than the one before."""

import pytest

from evaluations import drafts
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return scenes.published(level_of_progress="limited", factors="The council paid.", lessons="Ask early.")


def follow(edition, **answers):
    """Publish a correction that answers all as before, but for these."""
    same = {name: getattr(edition, name) for name in ("level_of_progress", "factors", "lessons")}
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")
    return scenes.published(draft, **same | answers)


def test_the_first_edition_changes_nothing(first):
    assert first.changed == []


def test_codes_texts_and_evidence_that_differ_are_noted(first):
    second = follow(first, level_of_progress="complete", factors="The state paid.")
    draft = drafts.correct(second.report, by=scenes.reviewer(), reason="A source was missing.")
    EvidenceFactory(edition=draft, answer_key="2.1.1.evidence")
    same = {name: getattr(second, name) for name in ("level_of_progress", "factors", "lessons")}
    third = scenes.published(draft, **same)

    assert (second.changed, third.changed) == (["1.1", "1.2"], ["2.1.1.evidence"])


def test_what_is_copied_is_not_changed(first):
    assert follow(first).changed == []
