"""What is refused: by the command, and by the database to whoever holds the shell."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from evaluations.models import Act, Byline, Edition, Move, Reaction, Receipt, Redaction, Seal
from tests import scenes
from tests.evaluations.redacting.forbidden import COURT
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def constraints_hold():
    """Ask at once what the database asks at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class TestRefusals:
    @pytest.mark.parametrize(
        "path",
        ["/answers/9.9", "/answers/1.evidence/7", "/evaluators/4", "/overview/title", "/number", "1.2", ""],
    )
    def test_what_is_not_there_or_cannot_go_is_named(self, report, redact, path):
        with pytest.raises(ValidationError) as refused:
            redact(report, path)

        assert refused.value.code == "path"
        assert f"“{path}”" in refused.value.messages[0]

    def test_a_reason_is_wanted(self, report, redact):
        with pytest.raises(ValidationError) as refused:
            redact(report, "/answers/1.2", reason=" \n")

        assert refused.value.code == "reason"

    def test_reviewers_may_not(self, report, redact):
        for person in (scenes.reviewer(), None, UserFactory(is_superuser=True, is_active=False)):
            with pytest.raises(PermissionDenied):
                redact(report, "/answers/1.2", by=person)

        assert not Redaction.objects.exists()

    def test_it_is_in_the_trail_without_the_value(self, report, redact, administrator):
        edition = redact(report, "/answers/1.2")

        act = Act.objects.get(kind="redact")
        assert (act.edition, act.by, act.row) == (edition, administrator, Redaction.objects.get().pk)
        assert Redaction.objects.get().leaves == edition.redactions


class TestWhatTheDatabaseLetsPass:
    """The one exception to the seal: losses, of that report, in the transaction of a recorded redaction."""

    @pytest.fixture
    def record(self, administrator):
        """Return how a redaction is recorded; all is undone in the end, for no edition tells of it."""
        savepoint = transaction.savepoint()
        yield partial(Redaction.objects.create, leaves=[], reason=COURT, by=administrator)
        transaction.savepoint_rollback(savepoint)

    @pytest.fixture
    def opened(self, report, record):
        record(report=report)
        return report.editions.get(number=1)

    def refused(self, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
        return True

    def test_a_value_may_go_and_nothing_may_come(self, opened):
        mine = Edition.objects.filter(pk=opened.pk)

        assert self.refused(lambda: mine.update(factors="Nobody took it."))
        assert self.refused(lambda: mine.update(factors="", title="Another"))
        assert self.refused(lambda: mine.update(title=""))
        assert self.refused(mine.delete)
        assert mine.update(factors="") == 1

    def test_of_a_seal_only_salts_may_go(self, opened):
        seal = Seal.objects.filter(edition=opened)
        salts = opened.seal.salts

        assert self.refused(lambda: seal.update(salts=salts | {"/answers/1.2": "0" * 32}))
        assert self.refused(lambda: seal.update(leaves={}))
        assert self.refused(lambda: seal.update(hash="0" * 64))
        assert seal.update(salts={path: salt for path, salt in salts.items() if path != "/answers/1.2"}) == 1

    def test_a_receipt_loses_and_says_nothing_new(self, opened):
        receipt = Receipt.objects.get(edition=opened)
        mine, document = Receipt.objects.filter(pk=receipt.pk), receipt.document
        answers, people = document["answers"], document["evaluators"]

        for forged in (
            {},
            [document],
            document | {"title": "Another"},
            document | {"note": "Nobody took it."},
            document | {"answers": answers | {"1.2": "Nobody took it."}},
            document | {"answers": answers | {"1.2": {"kind": "removed"}}},
            document | {"answers": answers | {"9.9": "Nobody took it."}},
            document | {"evaluators": [*people, people[0]]},
            document | {"evaluators": [people[0] | {"name": "Another"}]},
        ):
            assert self.refused(partial(mine.update, document=forged)), forged
        assert mine.update(document=document | {"answers": answers | {"1.2": None}}) == 1

    def test_what_became_of_a_reaction_that_stands_may_not_go(self, record):
        consultation = scenes.asked()
        said = scenes.reaction(consultation)
        scenes.ended(consultation)
        disposition = scenes.dispose(said)
        report = scenes.publish(consultation.edition).report
        record(report=report)

        assert self.refused(disposition.delete)
        Reaction.objects.filter(pk=said.pk).update(text="")
        disposition.delete()

    def test_of_a_receipt_only_the_document_may_change(self, opened):
        assert self.refused(lambda: Receipt.objects.filter(edition=opened).update(digest="0" * 64))
        assert self.refused(lambda: Receipt.objects.filter(edition=opened).delete())

    def test_of_a_move_only_the_reason_may_go(self, opened):
        move = Move.objects.filter(edition=opened).first()
        mine = Move.objects.filter(pk=move.pk)

        assert self.refused(lambda: mine.update(reason="Another."))
        assert self.refused(lambda: mine.update(name="submit"))
        assert self.refused(mine.delete)
        assert mine.update(reason="") == 1

    def test_no_redaction_without_an_edition_that_tells_of_it(self, opened):
        assert Edition.objects.filter(pk=opened.pk).update(factors="") == 1
        assert self.refused(constraints_hold)

    def test_one_that_an_edition_tells_of_is_kept(self, report, redact):
        redact(report, "/answers/1.2")
        redact(report, "/answers/3")

        constraints_hold()

    def test_an_edition_tells_of_one_redaction(self, report, redact, record):
        told = redact(report, "/answers/1.2")

        record(report=report, leaves=told.redactions)

        assert self.refused(constraints_hold)

    def test_another_report_stays_closed(self, opened):
        other = scenes.published()

        assert self.refused(lambda: Edition.objects.filter(pk=other.pk).update(factors=""))

    def test_without_a_redaction_nothing_goes(self, report):
        assert self.refused(lambda: report.editions.update(factors=""))
        assert self.refused(lambda: Seal.objects.filter(edition__report=report).update(salts={}))
        assert self.refused(lambda: Byline.objects.filter(edition__report=report).update(name=""))

    def test_a_redaction_of_another_transaction_opens_nothing(self, report, record):
        record(report=report, transaction_id="1")

        assert self.refused(lambda: report.editions.update(factors=""))

    def test_one_of_long_ago_opens_nothing_in_a_database_that_counts_anew(self, report, record):
        record(report=report, at=timezone.now() - timedelta(days=1))  # its transaction has the number of this one

        assert self.refused(lambda: report.editions.update(factors=""))

    def test_a_redaction_is_for_ever(self, opened):
        assert self.refused(lambda: Redaction.objects.update(reason="Another."))
        assert self.refused(lambda: Redaction.objects.update(leaves=[{}], reason=""))
        assert self.refused(lambda: Redaction.objects.all().delete())
