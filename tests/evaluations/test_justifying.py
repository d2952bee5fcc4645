"""A flag is justified by a sentence about what the rule found, and about nothing else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import bylines, saving
from evaluations.justifying import Sentence, justify
from evaluations.models import Justification
from evaluations.saving import token
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, raised, written
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WHY = "The milestones asked for a study only."
SHORT = 7


@pytest.fixture
def edition():
    return written(scenes.draft(), level_of_progress="limited", as_planned="all", lessons="Begin early.")


def say(edition, flag, text, *, opened="", by=None):
    sentence = Sentence(mark=flag.mark, opened=token(opened), text=text)
    return justify(edition, {flag.name: sentence}, by=by or edition.report.lead.user)


def codes(refused):
    return {name: error.code for name, error in refused.items()}


def test_a_sentence_justifies_the_flag_and_keeps_what_the_rule_said(edition):
    flag = flag_of(edition, 1)

    refused = say(edition, flag, WHY)

    kept = Justification.objects.get()
    assert refused == {}
    assert (kept.answer_key, kept.rule, kept.mark, kept.sentence, kept.text, kept.by, kept.stands) == (
        "1.3",
        1,
        flag.mark,
        flag.sentence,
        WHY,
        edition.report.lead.user,
        False,
    )
    assert [(one.number, one.text) for one in raised(edition)] == [(1, WHY), (SHORT, "")]


def test_a_blank_takes_it_back(edition):
    say(edition, flag_of(edition, 1), WHY)

    say(edition, flag_of(edition, 1), "", opened=WHY)

    assert (flag_of(edition, 1).is_open, Justification.objects.count()) == (True, 0)


def test_another_sentence_takes_its_place(edition):
    say(edition, flag_of(edition, 1), WHY)

    say(edition, flag_of(edition, 1), "The plan was small.", opened=WHY)

    assert flag_of(edition, 1).text == "The plan was small."


def test_another_code_opens_the_flag_again_with_the_sentence_offered(edition):
    say(edition, flag_of(edition, 1), WHY)

    written(edition, level_of_progress="not-started")

    flag = flag_of(edition, 1)
    assert (flag.is_open, flag.earlier) == (True, WHY)


def test_the_code_of_before_is_justified_as_before(edition):
    say(edition, flag_of(edition, 1), WHY)
    written(edition, level_of_progress="not-started")

    written(edition, level_of_progress="limited")

    assert flag_of(edition, 1).text == WHY


def test_another_text_opens_the_flag_again(edition):
    say(edition, flag_of(edition, SHORT), WHY)

    written(edition, lessons="Begin earlier.")

    assert (flag_of(edition, SHORT).is_open, flag_of(edition, SHORT).earlier) == (True, WHY)


def test_what_has_moved_is_not_justified(edition):
    flag = flag_of(edition, 1)
    written(edition, level_of_progress="not-started")

    refused = say(edition, flag, WHY)

    assert (codes(refused), Justification.objects.count()) == ({flag.name: "moved"}, 0)


def test_what_is_not_flagged_any_more_is_not_justified(edition):
    flag = flag_of(edition, 1)
    written(edition, level_of_progress="complete")

    assert codes(say(edition, flag, WHY)) == {flag.name: "moved"}


def test_who_left_a_box_blank_takes_nothing_back_that_somebody_else_wrote(edition):
    flag = flag_of(edition, 1)
    say(edition, flag, WHY)

    refused = say(edition, flag, "")

    assert (refused, flag_of(edition, 1).text) == ({}, WHY)


@pytest.mark.parametrize("text", ["The plan was small.", ""])
def test_nobody_writes_over_a_sentence_that_she_has_not_read(edition, text):
    flag = flag_of(edition, 1)
    say(edition, flag, "As it was.")
    say(edition, flag, WHY, opened="As it was.")

    refused = say(edition, flag, text, opened="As it was.")

    assert (codes(refused), flag_of(edition, 1).text) == ({flag.name: "overtaken"}, WHY)
    assert WHY in refused[flag.name].messages[0]


def test_the_same_sentence_twice_is_no_conflict(edition):
    flag = flag_of(edition, 1)
    say(edition, flag, WHY)

    assert say(edition, flag, WHY) == {}


def test_of_several_those_are_kept_that_have_not_moved(edition):
    gone, stays = raised(edition)
    written(edition, level_of_progress="complete")

    refused = justify(
        edition,
        {flag.name: Sentence(mark=flag.mark, opened="", text=WHY) for flag in (gone, stays)},
        by=edition.report.lead.user,
    )

    assert (codes(refused), flag_of(edition, SHORT).text) == ({gone.name: "moved"}, WHY)


def test_a_colleague_justifies_too(edition):
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=edition.report.lead.user)

    say(edition, flag_of(edition, 1), WHY, by=colleague.user)

    assert Justification.objects.get().by == colleague.user


def test_who_may_not_write_the_report_justifies_nothing(edition):
    with pytest.raises(PermissionDenied):
        say(edition, flag_of(edition, 1), WHY, by=UserFactory())


def test_what_was_submitted_is_justified_no_more():
    edition = scenes.submitted(level_of_progress="limited")

    with pytest.raises(ValidationError) as refused:
        say(edition, flag_of(edition, 1), "Something else.", opened=scenes.REASON)

    assert refused.value.code == "status"


def test_saving_an_answer_never_asks_for_a_justification(edition):
    save = saving.save(
        edition, {"lessons": "Late."}, opened={"lessons": token("Begin early.")}, by=edition.report.lead.user
    )

    assert save.edition.lessons == "Late."
