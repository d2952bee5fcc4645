"""A redaction is no finding, and hides none."""

from io import StringIO

import pytest
from django.core.management import call_command

from evaluations import drafts
from tests import scenes
from tests.evaluations.record.tampering import behind_djangos_back

from .verifying import OF_EDITION, WRONG, at, run

pytestmark = pytest.mark.django_db


class TestRedaction:
    @pytest.fixture
    def redacted(self):
        """Return an edition of which an answer was destroyed, as a later one records."""
        edition = scenes.published()
        later = scenes.submitted(drafts.correct(edition.report, by=scenes.reviewer(), reason="By order of a court."))
        later.redactions = [{"edition": 1, "leaf": "/answers/3"}]
        later.save()
        scenes.publish(later)
        behind_djangos_back(OF_EDITION.format("lessons = ''"), edition.pk)
        statement = "UPDATE evaluations_seal SET salts = salts - '/answers/3' WHERE edition_id = %s"
        behind_djangos_back(statement, edition.pk)
        return edition

    def test_is_told_and_still_holds(self, redacted):
        assert run() == ([at(redacted, "redacted", path="/answers/3"), "Verified: 2 editions."], None)

    def test_is_told_from_a_dump_alone(self, redacted, tmp_path):
        call_command("dump_record", tmp_path / "record.jsonl", stdout=StringIO())

        assert run(tmp_path / "record.jsonl") == run()

    def test_leaves_nothing_in_its_place(self, redacted):
        behind_djangos_back(OF_EDITION.format("lessons = 'Other.'"), redacted.pk)

        placed = at(redacted, "redacted, but there is something in its place", path="/answers/3")
        assert run() == ([placed, "Verified: 2 editions."], WRONG)

    def test_is_of_that_value_alone(self, redacted):
        statement = "UPDATE evaluations_seal SET salts = salts - '/answers/1.2' WHERE edition_id = %s"
        behind_djangos_back(statement, redacted.pk)

        assert run()[1] == WRONG
