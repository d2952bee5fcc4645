"""What a return opens for changes, and that nothing else is changed."""

import pytest
from django.core.exceptions import ValidationError

from evaluations import evidence, saving, workflow
from evaluations.coherence import Flags
from evaluations.models import Edition
from evaluations.reading import Reading
from evaluations.saving import Outcome, token
from evaluations.unlocking import Locks
from tests import scenes
from tests.evaluations.coherence.raising import flag_of

pytestmark = pytest.mark.django_db


def returned(edition, *keys):
    """Return the edition, sent back with a remark on each of the answers."""
    reviewer = scenes.reviewer()
    for key in keys:
        scenes.remark(edition, key, "Say more.", by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remarks.")
    return edition


def open_questions(edition):
    stored = Edition.objects.get(pk=edition.pk)
    locks = Locks(Reading(stored))
    return [question.key for question in stored.form.questions if not locks.is_locked(question.key)]


def save(edition, **values):
    opened = {column: token(getattr(edition, column)) for column in values}
    return saving.save(edition, values, opened=opened, by=edition.report.lead.user).outcomes


ALL = ["1.1", "1.2", "1.3", "2.1.1", "2.1.2", "2.1.3", "2.2", "3"]


@pytest.mark.parametrize(
    ("keys", "opened"),
    [
        ((), ALL),
        (("",), ALL),
        (("1.2", ""), ALL),
        (("1.2",), ["1.2"]),
        (("1.1.explanation",), ["1.1"]),
        (("2.1.1.degree", "3"), ["2.1.1", "3"]),
        (("1.3.evidence",), ["1.3"]),
        (("2.2.evidence",), ["2.2"]),
    ],
)
def test_a_return_opens_what_was_remarked_on(keys, opened):
    assert open_questions(returned(scenes.submitted(), *keys)) == opened


def test_a_remark_that_is_resolved_opens_nothing():
    edition, reviewer = scenes.submitted(), scenes.reviewer()
    scenes.resolve(scenes.remark(edition, "1.2", "Say more.", by=reviewer), by=reviewer)

    assert open_questions(returned(edition, "3")) == ["3"]


def test_a_justification_that_was_not_accepted_opens_all_that_its_flag_speaks_of():
    edition = scenes.submitted(level_of_progress="limited", as_planned="all")
    scenes.rule(edition, flag_of(edition, 1), accepts=False, reason="It names no milestone.", by=scenes.reviewer())

    assert open_questions(returned(edition)) == ["1.1", "1.3"]


def test_an_answer_that_does_not_fit_any_more_is_opened_with_the_one_that_changed():
    edition = returned(scenes.submitted(), "1.1")

    outcomes = save(edition, level_of_progress="limited")

    assert outcomes == {"level_of_progress": Outcome.SAVED}
    assert [flag.number for flag in Flags(Reading(Edition.objects.get(pk=edition.pk))).open] == [1]
    assert open_questions(edition) == ["1.1", "1.3"]


def test_what_is_locked_is_left_alone_and_the_rest_is_saved():
    edition = returned(scenes.submitted(), "1.2")
    before = edition.lessons

    outcomes = save(edition, factors="More of it.", lessons="Begin earlier.")

    stored = Edition.objects.get(pk=edition.pk)
    assert outcomes == {"factors": Outcome.SAVED, "lessons": Outcome.LOCKED}
    assert (stored.factors, stored.lessons) == ("More of it.", before)


def test_evidence_of_a_locked_question_is_neither_added_nor_removed():
    draft = scenes.draft()
    prompt = draft.form.taking_files("2.2.evidence")
    lead = draft.report.lead.user
    piece = evidence.cite(draft, prompt, evidence.Source(url="https://example.org/a"), by=lead)
    edition = returned(scenes.submitted(draft), "1.2")

    for act in (
        lambda: evidence.detach(edition, piece.pk, by=lead),
        lambda: evidence.cite(edition, prompt, evidence.Source(url="https://example.org/b"), by=lead),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "locked"
    assert list(edition.evidence_set.values_list("url", flat=True)) == ["https://example.org/a"]


def test_what_was_locked_is_locked_no_more_once_it_is_submitted_and_returned_for_another():
    edition = returned(scenes.submitted(), "1.2")
    remark = edition.remark_set.get()
    save(edition, factors="Nine of ten ledgers are open since May, the tenth waits for the water board to move.")
    workflow.perform(workflow.SUBMIT, scenes.signed(scenes.justified(edition)), by=edition.report.lead.user)
    scenes.resolve(remark, by=scenes.reviewer())

    assert Edition.objects.get(pk=edition.pk).unlocked is None
    assert open_questions(returned(edition, "3")) == ["3"]


def unfitting():
    """Return a returned edition in which the lead has just made 1.1 contradict 1.3, which was closed."""
    edition = returned(scenes.submitted(), "1.1")
    save(edition, level_of_progress="limited")
    return Edition.objects.get(pk=edition.pk)


class TestWhatOpenedByItself:
    def test_stays_open_while_its_flag_goes_with_the_first_words(self):
        edition = unfitting()

        first = save(edition, as_planned="some")
        second = save(Edition.objects.get(pk=edition.pk), as_planned_explanation="Two of five milestones came in time.")

        stored = Edition.objects.get(pk=edition.pk)
        assert [*first.values(), *second.values()] == [Outcome.SAVED, Outcome.SAVED]
        assert stored.as_planned_explanation == "Two of five milestones came in time."
        assert stored.unlocked == ["1.1", "1.3"]

    def test_stays_open_while_its_gap_goes_with_the_first_words(self):
        edition = returned(scenes.submitted(), "1.1")
        Edition.objects.filter(pk=edition.pk).update(lessons="")
        edition.lessons = ""

        save(edition, lessons="Beg")
        outcomes = save(Edition.objects.get(pk=edition.pk), lessons="Begin with the water board.")

        assert outcomes == {"lessons": Outcome.SAVED}

    def test_stays_open_for_its_evidence(self):
        edition = unfitting()
        prompt, lead = edition.form.taking_files("1.3.evidence"), edition.report.lead.user
        piece = evidence.cite(edition, prompt, evidence.Source(url="https://example.org/a"), by=lead)
        assert Edition.objects.get(pk=edition.pk).unlocked == ["1.1", "1.3"]
        Edition.objects.filter(pk=edition.pk).update(unlocked=["1.1"])

        evidence.detach(edition, piece.pk, by=lead)

        assert Edition.objects.get(pk=edition.pk).unlocked == ["1.1", "1.3"]

    def test_closes_again_where_nobody_touched_it(self):
        edition = unfitting()

        save(edition, level_of_progress="complete")

        assert open_questions(edition) == ["1.1"]

    def test_is_open_no_longer_once_it_was_submitted(self):
        edition = unfitting()
        save(edition, as_planned="some")
        workflow.perform(workflow.SUBMIT, scenes.signed(scenes.justified(edition)), by=edition.report.lead.user)

        assert Edition.objects.get(pk=edition.pk).unlocked is None
