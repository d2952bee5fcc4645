"""What was changed in the database past the site is named."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from evaluations.models import Edition
from evaluations.record.hashing import edition_hash, leaf_hash
from tests import scenes
from tests.evaluations.record.tampering import behind_djangos_back
from tests.factories import ApprovedCommentFactory, EvidenceFactory, stored

from .verifying import ADDED, BROKEN, DIFFERS, NOT_ITS_HASH, OF_EDITION, OTHER, WRONG, at, run

pytestmark = pytest.mark.django_db

ALTERED = {
    OF_EDITION.format("lessons = overlay(lessons placing 'X' from 5 for 1)"): "/answers/3",
    OF_EDITION.format("level_of_progress = 'limited'"): "/answers/1.1",
    OF_EDITION.format("problem = 'None.'"): "/overview/problem",
    OF_EDITION.format("language = 'es'"): "/edition/language",
    OF_EDITION.format("published_at = published_at + interval '1 microsecond'"): "/edition/published_at",
    OF_EDITION.format("submitted_at = NULL"): "/edition/submitted_at",
    OF_EDITION.format("unsigned_reason = 'She was ill.'"): "/edition/unsigned_reason",
    OF_EDITION.format("change_reason = 'None.'"): "/edition/change_reason",
    "UPDATE evaluations_byline SET name = 'Somebody' WHERE edition_id = %s": "/evaluators/0",
    "UPDATE evaluations_byline SET lacks_signature = true WHERE edition_id = %s": "/evaluators/0",
    "UPDATE evaluations_evidence SET name = 'x.pdf' WHERE edition_id = %s AND kind = 'file'": "/answers/1.3.evidence/0",
    "UPDATE evaluations_evidence SET url = url || '/' WHERE edition_id = %s AND kind = 'link'": (
        "/answers/2.2.evidence/0"
    ),
    "UPDATE evaluations_seal SET salts = salts || jsonb_build_object('/answers/3', 'f') WHERE edition_id = %s": (
        "/answers/3"
    ),
}


class TestDatabase:
    def test_what_was_sealed_verifies(self, first):
        scenes.imported()
        scenes.published(scenes.results_draft(), footnotes={"10": "Ten", "2": "Two"})
        scenes.submitted()

        assert run() == (["Verified: 4 editions."], None)

    def test_there_may_be_nothing_to_verify(self):
        assert run() == (["Verified: 0 editions."], None)

    @pytest.mark.parametrize("many", [1, 3])
    def test_asks_the_same_few_queries_of_one_edition_and_of_three(self, many, django_assert_num_queries, tmp_path):
        for _ in range(many):
            edition = scenes.draft()
            EvidenceFactory(edition=edition, is_file=True)
            scenes.published(edition)

        with django_assert_num_queries(9):  # what is read of consultations is three, what is shown two
            run()
        with django_assert_num_queries(7):
            call_command("dump_record", tmp_path / "record.jsonl", stdout=StringIO())

    def test_comments_and_the_register_change_nothing(self, first):
        report = first.report
        ApprovedCommentFactory(report=report)
        type(report.commitment).objects.update(title="Called otherwise", problem="Another.")
        type(report.lead).objects.update(name="Called otherwise")
        type(report).objects.update(standing="withdrawn")

        assert run() == (["Verified: 2 editions."], None)

    @pytest.mark.parametrize(("statement", "path"), ALTERED.items(), ids=str)
    def test_what_was_altered_is_named(self, first, statement, path):
        behind_djangos_back(statement, first.pk)

        assert run() == ([at(first, DIFFERS, path=path), "Verified: 2 editions."], WRONG)

    def test_bytes_put_in_the_place_of_others_are_named(self, first):
        statement = "UPDATE evaluations_evidence SET stored_file_id = %s WHERE edition_id = %s AND kind = 'file'"
        behind_djangos_back(statement, stored(b"%PDF-1.4 other").pk, first.pk)

        assert run() == ([at(first, DIFFERS, path="/answers/1.3.evidence/0"), "Verified: 2 editions."], WRONG)

    def test_what_was_removed_is_named(self, first):
        behind_djangos_back("DELETE FROM evaluations_evidence WHERE edition_id = %s AND kind = 'link'", first.pk)

        missing = at(first, "missing, though it was sealed", path="/answers/2.2.evidence/0")
        assert run() == ([missing, "Verified: 2 editions."], WRONG)

    def test_what_was_added_is_named(self, first):
        statement = (
            "UPDATE evaluations_evidence SET answer_key = '2.2.evidence', position = 2"
            " WHERE edition_id = %s AND kind = 'file'"
        )
        behind_djangos_back(statement, first.pk)

        lines, wrong = run()
        assert (sorted(lines[:-1]), wrong) == (
            sorted(
                [
                    at(first, "missing, though it was sealed", path="/answers/1.3.evidence/0"),
                    at(first, ADDED, path="/answers/1.3.evidence"),
                    at(first, ADDED, path="/answers/2.2.evidence/1"),
                ]
            ),
            ("3 findings are wrong.", 1),
        )

    def test_another_hash_of_a_value_is_named(self, first):
        statement = "UPDATE evaluations_seal SET leaves = leaves || %s WHERE edition_id = %s"
        behind_djangos_back(statement, json.dumps({"/answers/3": OTHER}), first.pk)

        assert run() == (
            [at(first, DIFFERS, path="/answers/3"), at(first, NOT_ITS_HASH), "Verified: 2 editions."],
            ("2 findings are wrong.", 1),
        )

    def test_who_hashes_an_edition_anew_breaks_the_chain(self, first):
        seal = first.seal
        behind_djangos_back(OF_EDITION.format("lessons = 'None.'"), first.pk)
        leaves = seal.leaves | {"/answers/3": leaf_hash("/answers/3", seal.salts["/answers/3"], "None.")}
        statement = "UPDATE evaluations_seal SET leaves = %s, hash = %s WHERE edition_id = %s"
        behind_djangos_back(statement, json.dumps(leaves), edition_hash(leaves, None), first.pk)

        assert run() == ([at(first, BROKEN, edition=2), "Verified: 2 editions."], WRONG)

    def test_another_predecessor_breaks_the_chain(self, first):
        newer = Edition.objects.get(report=first.report_id, number=2)
        behind_djangos_back("UPDATE evaluations_seal SET before = %s WHERE edition_id = %s", OTHER, newer.pk)

        assert run() == (
            [at(first, NOT_ITS_HASH, edition=2), at(first, BROKEN, edition=2), "Verified: 2 editions."],
            ("2 findings are wrong.", 1),
        )

    def test_an_edition_of_another_number_is_named(self, first):
        newer = Edition.objects.get(report=first.report_id, number=2)
        behind_djangos_back("UPDATE evaluations_edition SET number = 4 WHERE id = %s", newer.pk)

        assert run()[0] == [
            at(first, "missing, though a later one is there", edition=2),
            at(first, "missing, though a later one is there", edition=3),
            at(first, DIFFERS, edition=4, path="/edition/number"),
            "Verified: 2 editions.",
        ]

    def test_a_seal_that_is_gone_is_named(self, first):
        behind_djangos_back("DELETE FROM evaluations_seal WHERE edition_id = %s", first.pk)

        assert run()[0] == [
            at(first, "published without a seal"),
            at(first, BROKEN, edition=2),
            "Verified: 2 editions.",
        ]

    def test_a_sealed_edition_that_is_published_no_more_is_named(self, first):
        newest = Edition.objects.get(report=first.report_id, number=2)
        statement = OF_EDITION.format("status = 'submitted', number = NULL, published_at = NULL")
        behind_djangos_back(statement, newest.pk)

        hidden = at(first, "sealed, but published no more", edition=2)
        not_shown = at(first, "the newest one, but not the one that its report shows")
        assert run() == ([hidden, not_shown, "Verified: 1 edition."], ("2 findings are wrong.", 1))

    @pytest.mark.parametrize("shown", [True, False])
    def test_a_newest_edition_that_its_report_does_not_show_is_named(self, first, shown):
        statement = "UPDATE evaluations_report SET current_id = %s WHERE id = %s"
        behind_djangos_back(statement, first.pk if shown else None, first.report_id)

        hidden = at(first, "the newest one, but not the one that its report shows", edition=2)
        assert run() == ([hidden, "Verified: 2 editions."], WRONG)

    def test_a_salt_that_is_gone_is_named(self, first):
        behind_djangos_back("UPDATE evaluations_seal SET salts = salts - '/answers/3' WHERE edition_id = %s", first.pk)

        without = at(first, "without its salt, though no redaction names it", path="/answers/3")
        assert run() == ([without, "Verified: 2 editions."], WRONG)
