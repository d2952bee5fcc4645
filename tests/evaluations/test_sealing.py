import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from evaluations import drafts
from evaluations.models import Byline, Edition, Move, RemovedByline, StoredFile
from tests import scenes
from tests.factories import EvaluatorFactory, EvidenceFactory
from tests.truncating import refusals_to_truncate

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = scenes.answered(scenes.draft())
    RemovedByline.objects.create(edition=edition, evaluator=EvaluatorFactory(), by=edition.report.lead.user)
    EvidenceFactory(edition=edition, is_file=True)
    return scenes.published(edition)


def change(edition):
    edition.lessons = "Something else."
    edition.save(update_fields=["lessons"])


def change_in_bulk(edition):
    Edition.objects.filter(pk=edition.pk).update(lessons="Something else.")


def change_by_sql(edition):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evaluations_edition SET lessons = 'Something else.' WHERE id = %s", [edition.pk])


def take_back(edition):
    Edition.objects.filter(pk=edition.pk).update(status="draft", number=None, published_at=None)


def delete(edition):
    Edition.objects.filter(pk=edition.pk).delete()


def delete_by_sql(edition):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evaluations_edition WHERE id = %s", [edition.pk])


def add_byline(edition):
    Byline.objects.create(edition=edition, position=2, name="Somebody")


def change_byline(edition):
    edition.bylines.update(name="Somebody")


def delete_byline(edition):
    edition.bylines.all().delete()


def move_byline_in(edition):
    other = scenes.draft()
    other.bylines.update(edition=edition, position=2)


def move_byline_out(edition):
    edition.bylines.update(edition=scenes.draft(), position=2)


def add_evidence(edition):
    EvidenceFactory(edition=edition, answer_key="1.1")


def change_evidence(edition):
    edition.evidence_set.update(name="b.csv")


def delete_evidence(edition):
    edition.evidence_set.all().delete()


def change_file(edition):
    StoredFile.objects.update(size=2)


def change_move(edition):
    Move.objects.update(reason="Because.")


def delete_move(edition):
    Move.objects.all().delete()


def change_trace(edition):
    RemovedByline.objects.update(at=edition.published_at)


def delete_trace(edition):
    RemovedByline.objects.all().delete()


ATTEMPTS = [
    change,
    change_in_bulk,
    change_by_sql,
    take_back,
    delete,
    delete_by_sql,
    add_byline,
    change_byline,
    delete_byline,
    move_byline_in,
    move_byline_out,
    add_evidence,
    change_evidence,
    delete_evidence,
    change_file,
    change_move,
    delete_move,
    change_trace,
    delete_trace,
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_database_refuses_every_way_of_changing_a_published_edition(edition, attempt):
    before = _all_of(edition)

    with (
        pytest.raises((DatabaseError, ProtectedError), match=r"sealed|only grows|never changes|protected"),
        transaction.atomic(),
    ):
        attempt(edition)

    assert _all_of(edition) == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_setting_of_a_session_opens_the_seal(edition, attempt):
    before = _all_of(edition)

    with (
        pytest.raises((DatabaseError, ProtectedError), match=r"sealed|only grows|never changes|protected"),
        pgtrigger.ignore(*every_seal()),
        transaction.atomic(),
    ):
        attempt(edition)

    assert _all_of(edition) == before


def every_seal():
    """Return the names by which the library would ignore each of our triggers."""
    return [
        trigger.get_uri(model) for model, trigger in pgtrigger.registered() if model._meta.app_label == "evaluations"
    ]


def truncate(table):
    """Empty a table, with the triggers that everywhere but in the tests' database are at work."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would be in the way
        for guarded, trigger in refusals_to_truncate():
            cursor.execute(f"ALTER TABLE {guarded} ENABLE TRIGGER {trigger}")
        cursor.execute(f"TRUNCATE evaluations_{table} CASCADE")


@pytest.mark.parametrize(
    "table",
    ["act", "edition", "byline", "removedbyline", "evidence", "storedfile", "move", "comment", "report", "evaluator"],
)
def test_database_refuses_to_empty_a_table_of_what_was_published(edition, table):
    before = _all_of(edition)

    with (
        pytest.raises(DatabaseError, match="TRUNCATE of evaluations_"),
        pgtrigger.ignore(*every_seal()),
        transaction.atomic(),
    ):
        truncate(table)

    assert _all_of(edition) == before


def _all_of(edition):
    return (
        Edition.objects.filter(pk=edition.pk).values().get(),
        list(edition.bylines.order_by("pk").values()),
        list(edition.evidence_set.order_by("pk").values()),
        list(StoredFile.objects.values()),
        list(Move.objects.filter(edition=edition).order_by("pk").values()),
        list(edition.removed_bylines.order_by("pk").values()),
    )


def test_what_is_not_published_may_change():
    edition = scenes.submitted()
    edition.bylines.update(name="Somebody")

    change(edition)

    assert Edition.objects.get(pk=edition.pk).lessons == "Something else."


def test_successor_of_a_published_edition_is_open_and_carries_everything(edition):
    draft = drafts.correct(edition.report, by=edition.report.lead.user, reason="A date was wrong.")

    assert (draft.status, draft.predecessor, draft.lessons) == ("draft", edition, edition.lessons)
    names, kept = (list(e.bylines.values_list("name", "position")) for e in (draft, edition))
    assert names == kept
    assert [e.stored_file_id for e in draft.evidence_set.all()] == [
        e.stored_file_id for e in edition.evidence_set.all()
    ]
    Byline.objects.create(edition=draft, position=2, name="B", evaluator=EvaluatorFactory())
    assert edition.bylines.count() == 1
