import importlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from evaluations import drafts
from evaluations.models import Edition, Evidence, Seal
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def migrate_to(name):
    """Bring the tables, and no others, to this migration, forwards or back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows that still wait for them hold their table
    MigrationExecutor(connection).migrate([("evaluations", name)])


def migrate_to_the_newest():
    """Bring the tables to where the models of today can read them."""
    [(_app, newest)] = MigrationExecutor(connection).loader.graph.leaf_nodes("evaluations")
    migrate_to(newest)


def types_of_stored_files():
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_type FROM evaluations_storedfile")
        return cursor.fetchall()


def test_published_evidence_gets_the_type_of_its_file_and_stays_sealed():
    evidence = EvidenceFactory(edition=scenes.draft(), is_file=True, name="acta.csv", content_type="text/csv")
    scenes.published(evidence.edition)

    migrate_to("0011_rows_stand_on_published_editions")
    before = types_of_stored_files()
    migrate_to("0016_evidence_per_answer")

    evidence.refresh_from_db()
    assert (before, evidence.content_type) == ([("text/csv",)], "text/csv")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(content_type="text/html")


def test_published_evidence_gets_an_address_of_its_own_and_stays_sealed():
    edition = scenes.draft()
    for _piece in range(3):
        EvidenceFactory(edition=edition)
    scenes.published(edition)

    migrate_to("0015_presence")
    migrate_to("0016_evidence_per_answer")

    uuids = list(edition.evidence_set.values_list("uuid", flat=True))
    assert (len(set(uuids)), {uuid.version for uuid in uuids}) == (3, {4})
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(name="Other")


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_what_was_published_before_there_was_a_seal_is_sealed(at_once, monkeypatch):
    migration = importlib.import_module("evaluations.migrations.0021_seal_what_was_published")
    monkeypatch.setattr(migration, "AT_ONCE", at_once)
    first = scenes.draft_of_two()
    EvidenceFactory(edition=first, is_file=True)
    EvidenceFactory(edition=first, answer_key="2.2.evidence", kind="none", url="", name="", reason="Lost.")
    scenes.published(first)
    scenes.imported(level_of_progress="complete")
    second = scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="For the reviewers."))
    scenes.published(scenes.results_draft(), footnotes={"10": "Ten", "2": "Two"})
    draft = drafts.correct(second.report, by=scenes.reviewer(), reason="For the reviewers, too.")

    migrate_to("0019_remarks")
    migrate_to_the_newest()

    out = StringIO()
    call_command("verify_record", stdout=out)
    assert out.getvalue() == "Verified: 4 editions.\n"
    assert list(first.report.editions.values_list("number", "change_class", "change_reason")) == [
        (1, "first", ""),
        (2, "correction", ""),
        (None, "correction", ""),
    ]
    assert draft.moves.get().reason == "For the reviewers, too."
    for sealed, change in ((Edition, {"lessons": "Other."}), (Seal, {"salts": {}})):
        with pytest.raises(IntegrityError), transaction.atomic():
            sealed.objects.filter(pk=sealed.objects.first().pk).update(**change)
