import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from evaluations.models import Evidence
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def migrate_to(name):
    """Bring the tables, and no others, to this migration, forwards or back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows that still wait for them hold their table
    MigrationExecutor(connection).migrate([("evaluations", name)])


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
