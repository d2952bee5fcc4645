import importlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from commitments.models import Contact
from evaluations import consulting, drafts, reviewing
from evaluations.choices import ReviewRule
from evaluations.models import Edition, Evaluator, Evidence, Exemption, Seal
from tests import scenes
from tests.factories import EvidenceFactory
from tests.migrating import migrate_to, migrate_to_the_newest

pytestmark = pytest.mark.django_db


def types_of_stored_files():
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_type FROM evaluations_storedfile")
        return cursor.fetchall()


def test_published_evidence_gets_the_type_of_its_file_and_an_address_of_its_own_and_stays_sealed():
    edition = scenes.draft()
    evidence = EvidenceFactory(edition=edition, is_file=True, name="acta.csv", content_type="text/csv")
    EvidenceFactory.create_batch(3, edition=edition)
    scenes.published(edition)

    migrate_to("0011_rows_stand_on_published_editions")
    before = types_of_stored_files()
    migrate_to("0016_evidence_per_answer")

    evidence.refresh_from_db()
    assert (before, evidence.content_type) == ([("text/csv",)], "text/csv")
    uuids = list(edition.evidence_set.values_list("uuid", flat=True))
    assert (len(set(uuids)), {uuid.version for uuid in uuids}) == (4, {4})
    for change in ({"content_type": "text/html"}, {"name": "Other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.update(**change)


def chains_sealed(at_once, monkeypatch):
    """Seal so many editions at a time, take it back, and return for each report whether each seal follows the last."""
    migration = importlib.import_module("evaluations.migrations.0021_seal_what_was_published")
    monkeypatch.setattr(migration, "AT_ONCE", at_once)
    apps = MigrationExecutor(connection).loader.project_state(("evaluations", "0020_record")).apps
    with transaction.atomic(), connection.schema_editor() as editor:
        migration.seal(apps, editor)
        rows = apps.get_model("evaluations", "Seal").objects.order_by("edition__report", "edition__number")
        told = list(rows.values_list("edition__report", "hash", "before"))
        transaction.set_rollback(True)
    last, follows = {}, {}
    for report, sealed, before in told:
        follows.setdefault(report, []).append(before == last.get(report, ""))
        last[report] = sealed
    return sorted(follows.values())


def test_what_was_published_before_there_was_a_seal_is_sealed(monkeypatch):
    first = scenes.draft_of_two()
    EvidenceFactory(edition=first, is_file=True)
    EvidenceFactory(edition=first, answer_key="2.2.evidence", kind="none", url="", name="", reason="Lost.")
    scenes.published(first)
    scenes.imported(level_of_progress="complete")
    second = scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="For the reviewers."))
    scenes.published(scenes.results_draft(), footnotes={"10": "Ten", "2": "Two"})
    draft = drafts.correct(second.report, by=scenes.reviewer(), reason="For the reviewers, too.")

    migrate_to("0019_remarks")
    migrate_to("0020_record")
    for at_once in (1, 2, 3):
        assert chains_sealed(at_once, monkeypatch) == [[True], [True], [True, True]]
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


def test_an_exemption_is_bound_to_what_she_had_said_before_it_was_given():
    draft = scenes.draft()
    Evaluator.objects.update(organisation="Casa Abierta, A.C.")
    edition = scenes.submitted(draft)
    tied, other = scenes.reviewer(), scenes.reviewer_of(edition)
    reviewing.declare(edition, ties=["member"], words="I was born there.", organisation="CASA ABIERTA AC", by=tied)
    for rule in (ReviewRule.TIE, ReviewRule.ORGANISATION):
        reviewing.exempt(edition, tied, rule, reason="It is harmless.", by=other)
    scenes.approve(edition, by=tied)
    reviewing.exempt(edition, tied, ReviewRule.SAME_PERSON, reason="She is alone.", by=other)
    reviewing.declare(edition, ties=["government"], words="The mayor is my husband.", by=tied)
    columns = ("rule", "declaration", "organisations", "approval")
    given = list(Exemption.objects.values_list(*columns))

    migrate_to("0048_holding")
    migrate_to_the_newest()

    assert list(Exemption.objects.values_list(*columns)) == given
    assert [one[2] for one in given] == [[], ["casaabiertaac"], []]
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemption.objects.update(reason="Other.")


def test_the_time_before_knows_one_exemption_from_a_rule():
    edition = scenes.submitted()
    tied, other = scenes.reviewer(), scenes.reviewer_of(edition)
    for words in ("I was born there.", "The mayor is my husband."):
        said = reviewing.declare(edition, ties=["member"], words=words, by=tied)
        reviewing.exempt(edition, tied, ReviewRule.TIE, reason="It is harmless.", by=other)

    migrate_to("0048_holding")
    migrate_to_the_newest()

    assert Exemption.objects.get().declaration == said


def test_the_time_before_knows_one_link_of_a_contact_in_a_window():
    consultation = scenes.asked()
    marta = consultation.consulted_set.get(name="Marta Ríos")
    Contact.objects.filter(pk=marta.contact_id).update(name="Pedro Solís", email="pedro@example.org")
    consulting.ask(consultation, [marta.contact], by=scenes.reviewer_of(consultation.edition))

    migrate_to("0049_exemptions_lapse")
    migrate_to_the_newest()

    links = consultation.consulted_set.order_by("pk").values_list("name", "contact")
    assert list(links.filter(side="government")) == [("Marta Ríos", None), ("Pedro Solís", marta.contact_id)]


def test_a_link_from_before_is_hers_whose_name_the_contact_bore():
    consultation = scenes.asked()
    marta, tomasa = consultation.consulted_set.order_by("side").reverse()
    Contact.objects.filter(pk=marta.contact_id).update(name="Pedro Solís")

    migrate_to("0054_words_that_name_nobody")
    migrate_to_the_newest()

    assert list(consultation.consulted_set.still_theirs()) == [tomasa]
