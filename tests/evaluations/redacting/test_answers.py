"""What is redacted of an answer, or of the commitment, is nowhere any more, and the record is still verified."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from commitments.models import Commitment, Side
from evaluations import drafts, redacting, workflow
from evaluations.choices import ChangeClass
from evaluations.exports.document import document
from evaluations.losses import losses
from evaluations.models import Edition, Reaction, Receipt, Seal
from evaluations.record import Problem
from tests import scenes
from tests.evaluations.redacting.forbidden import COURT, WORDS, everything, found_in, where
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db

NOBODY_ASKED = "/consultation/skipped_reason, in edition {}, stays. Read it, and name it if it says the same."


class TestAnswer:
    def test_it_goes_from_every_edition_and_a_new_one_tells_of_it(self, report, redact):
        edition = redact(report, "/answers/1.2")

        assert (edition.number, edition.change_class, edition.change_reason) == (3, ChangeClass.REDACTION, COURT)
        assert edition.redactions == [{"edition": number, "leaf": "/answers/1.2"} for number in (1, 2)]
        assert [one.factors for one in report.editions.order_by("number")] == ["", "", ""]
        assert report.current == edition

    def test_it_is_nowhere_in_the_database_any_more(self, report, redact):
        assert "evaluations_edition" in where("Zúñiga")
        assert "evaluations_receipt" in where("Zúñiga")

        redact(report, "/answers/1.2")

        assert where("Zúñiga") == []

    def test_the_search_does_not_find_it_any_more(self, report, redact):
        redact(report, "/answers/1.2")

        assert [
            one for one in Edition.objects.values_list("search", flat=True) if "zuniga" in one or "zúñiga" in one
        ] == []

    def test_the_record_is_verified_and_says_redacted(self, report, redact):
        redact(report, "/answers/1.2")

        assert found_in(report) == {(number, "/answers/1.2", Problem.REDACTED) for number in (1, 2)}

    def test_hashes_stay_and_the_salt_goes(self, report, redact):
        before = list(Seal.objects.order_by("edition__number").values_list("hash", "leaves"))

        redact(report, "/answers/1.2")

        seals = Seal.objects.order_by("edition__number")
        assert list(seals.values_list("hash", "leaves"))[:2] == before
        assert ["/answers/1.2" in seal.salts for seal in seals] == [False, False, True]

    def test_nothing_else_of_an_edition_changes(self, report, redact):
        first = report.editions.get(number=1)
        before = document(first)

        redact(report, "/answers/1.2")

        after = document(Edition.objects.get(pk=first.pk))
        assert after["answers"] == before["answers"] | {"1.2": None}
        assert after["evaluators"] == before["evaluators"]

    def test_what_is_being_written_loses_the_same_words_and_keeps_its_own(self, report, redact):
        draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.", change=ChangeClass.UPDATE)
        Edition.objects.filter(pk=draft.pk).update(lessons="What we learned since.")

        edition = redact(report, "/answers/1.2")

        draft.refresh_from_db()
        assert (draft.factors, draft.lessons) == ("", "What we learned since.")
        assert draft.predecessor == edition
        assert scenes.published(draft).number == 4

    def test_what_was_discarded_loses_the_same_words_and_the_command_names_others(self, report, redact):
        discarded = scenes.discarded(report.current, lessons="Ask the mayor's cousin.")
        words = list(redacting.not_reached(report, losses(report, ["/answers/3"])))

        redact(report, "/answers/1.2")

        discarded.refresh_from_db()
        assert (discarded.factors, discarded.lessons, discarded.status) == ("", "Ask the mayor's cousin.", "discarded")
        assert [line for line in map(str, words) if "was discarded says something else at /answers/3" in line]

    def test_a_code_goes_with_its_words(self, report, redact):
        redact(report, "/answers/1.1")

        assert {one.level_of_progress for one in report.editions.all()} == {""}
        told = [one.document for one in Receipt.objects.filter(edition__report=report)]
        assert [(one["answers"]["1.1"], one["labels"]["1.1"]) for one in told] == [(None, ""), (None, "")]
        assert {problem for _edition, _path, problem in found_in(report)} == {Problem.REDACTED}

    def test_a_second_redaction_takes_what_is_left(self, report, redact):
        redact(report, "/answers/1.2")

        edition = redact(report, "/answers/3")

        assert [leaf["edition"] for leaf in edition.redactions] == [1, 2, 3]
        assert {problem for _edition, _path, problem in found_in(report)} == {Problem.REDACTED}

    def test_an_answer_on_which_another_hangs_is_refused_and_nothing_changes(self, redact):
        edition = scenes.draft()
        edition.title, edition.access_result = "As it was once published", "no"
        edition.save()
        workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)
        report = edition.report
        before = everything()

        with pytest.raises(ValidationError) as refused:
            redact(report, "/answers/2.1.1")  # without it nobody would have been asked to explain

        assert refused.value.code == "record"
        assert everything() == before


class TestWhatAnAnswerSaidBefore:
    """With a reaction by which an answer was changed the public reads what it said before."""

    @pytest.fixture
    def edition(self):
        consultation = scenes.asked(scenes.submitted(factors=f"{WORDS} It was never given back to the council."))
        said = scenes.reaction(consultation, "1.2", "That is not proven.")
        scenes.reaction(consultation, "1.1", "True.", side=Side.CIVIL_SOCIETY)
        edition = scenes.send_back(scenes.ended(consultation).edition)
        for one in Reaction.objects.all():
            scenes.dispose(one, "changed" if one == said else "kept")
        changed = "The council published the ledger in May, and nobody denies it."
        return scenes.published(edition, factors=changed)

    def test_it_goes_with_the_answer(self, edition, redact, client):
        assert "Zúñiga" in client.get(f"{edition.get_absolute_url()}consultation/").text

        redact(edition.report, "/answers/1.2")

        assert where("Zúñiga") == []
        assert found_in(edition.report) == {
            (1, "/answers/1.2", Problem.REDACTED),
            (1, "/consultation/reactions/0", Problem.REDACTED),
        }
        assert "True." in client.get(f"{edition.get_absolute_url()}consultation/").text


class TestOverview:
    """What an edition tells of its commitment goes from every edition, whatever it said there."""

    @pytest.fixture
    def report(self):
        commitment = CommitmentFactory(action=f"To find out whether {WORDS}", problem="Nobody knows.")
        first = scenes.published(scenes.draft(commitment=commitment))
        draft = drafts.correct(first.report, by=scenes.reviewer(), reason="The plan was amended.")
        commitment.action = f"To tell that {WORDS}"
        commitment.save()
        return scenes.published(draft).report

    def test_it_goes_from_every_edition_and_from_receipts(self, report, redact):
        redact(report, "/overview/action")

        assert where("Zúñiga") == ["commitments_commitment"]
        assert found_in(report) == {(number, "/overview/action", Problem.REDACTED) for number in (1, 2)}
        assert [one.problem for one in report.editions.order_by("number")] == ["Nobody knows."] * 3

    def test_each_edition_says_that_it_was_removed(self, report, redact, client):
        redact(report, "/overview/action")

        pages = [client.get(one.get_absolute_url()).text for one in report.editions.order_by("number")]
        row = r'<dt>Action</dt>\s*<dd>\s*<span class="not-recorded">Removed</span>'
        assert [len(re.findall(row, page)) for page in pages] == [1, 1, 1]

    def test_it_does_not_come_back_with_the_next_edition(self, report, redact):
        written = drafts.correct(report, by=scenes.reviewer(), reason="An update.", change=ChangeClass.UPDATE)

        told = list(redacting.not_reached(report, losses(report, ["/overview/action"])))
        Commitment.objects.update(action="")
        redact(report, "/overview/action")

        assert told == [
            "the commitment says it too, on its own page and to the next edition. Change it in the admin.",
            NOBODY_ASKED.format(1),
            NOBODY_ASKED.format(2),
        ]
        assert scenes.published(Edition.objects.get(pk=written.pk)).action == ""


def test_losses_are_told_with_how_they_begin(report):
    told = [(loss.leaf, loss.begins) for loss in losses(report, ["/answers/1.2"])]

    assert json.dumps([leaf for leaf, _begins in told]) == json.dumps(
        [{"edition": 1, "leaf": "/answers/1.2"}, {"edition": 2, "leaf": "/answers/1.2"}]
    )
    assert [begins for _leaf, begins in told] == [WORDS, f"{WORDS} In May."]
