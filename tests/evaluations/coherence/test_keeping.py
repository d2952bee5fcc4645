"""What is submitted keeps its flags and how each was justified, for ever once it is published."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from evaluations import drafts, receipts, workflow
from evaluations.models import Edition, Justification, Receipt
from tests import scenes
from tests.evaluations.coherence.raising import raised, written

pytestmark = pytest.mark.django_db

LIMITED = "Under 1.1, progress is limited or has not started, but here all milestones were implemented as planned. "
SENTENCE = f"{LIMITED}Which is right?"


@pytest.fixture
def open_flag():
    """Return a complete draft in which one flag is open."""
    edition = scenes.answered(scenes.draft(), level_of_progress="limited")
    Justification.objects.filter(rule=1).delete()
    return scenes.signed(edition)


def test_an_open_flag_refuses_the_submit_and_loses_nothing(open_flag):
    with pytest.raises(ValidationError) as refused:
        workflow.perform(workflow.SUBMIT, open_flag, by=open_flag.report.lead.user)

    stored = Edition.objects.get(pk=open_flag.pk)
    assert [error.code for error in refused.value.error_list] == ["flags"]
    assert refused.value.messages == [f"An answer is to be changed, or justified in a sentence: {SENTENCE}"]
    assert (stored.status, stored.level_of_progress, stored.justification_set.count()) == ("draft", "limited", 3)


def test_justified_flags_pass_and_stand_from_then_on():
    edition = scenes.submitted(level_of_progress="limited")

    kept = edition.justification_set.filter(stands=True).values_list("answer_key", "rule", "text")

    assert sorted(kept) == [
        ("1.3", 1, scenes.REASON),
        ("2.1.1.degree", 6, scenes.REASON),
        ("2.1.2.degree", 6, scenes.REASON),
        ("2.1.3.degree", 6, scenes.REASON),
    ]


def test_what_was_justified_before_and_is_not_raised_any_more_does_not_stand():
    edition = scenes.answered(scenes.draft(), level_of_progress="limited")
    written(edition, level_of_progress="complete")

    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=edition.report.lead.user)

    assert [flag.number for flag in raised(edition)] == [6, 6, 6]
    assert edition.justification_set.filter(stands=False).count() == 1


def test_what_was_submitted_keeps_its_flags_whatever_is_published_later():
    text = "The council published the whole ledger of the year, page after page, and had it read in the square."
    edition = scenes.submitted(lessons=text)
    scenes.published(lessons=text)

    assert [flag.number for flag in raised(edition)] == [6, 6, 6]


def test_justifications_of_a_published_edition_are_sealed():
    edition = scenes.published()
    one = edition.justification_set.first()

    for change in (one.delete, lambda: Justification.objects.update(text="Else.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Justification.objects.create(edition=edition, answer_key="3", rule=7, mark="x", sentence="x", text="x")


def test_a_correction_begins_with_the_justifications_and_none_of_them_stands_yet():
    edition = scenes.published(level_of_progress="limited")

    correction = drafts.correct(edition.report, by=edition.report.lead.user, reason="A date was wrong.")

    assert [(flag.number, flag.text) for flag in raised(correction)] == [(1, scenes.REASON), *[(6, scenes.REASON)] * 3]
    assert correction.justification_set.filter(stands=True).count() == 0
    assert edition.justification_set.filter(stands=True).count() == 4


def test_the_receipt_names_the_flags_beside_the_answers():
    scenes.submitted(level_of_progress="limited")
    receipt = Receipt.objects.get()

    told = json.load(receipts.as_json(receipt))["flags"]
    page = receipts.as_html(receipt).read().decode()

    assert told[0] == {"rule": 1, "answer": "1.3", "sentence": SENTENCE, "justification": scenes.REASON}
    assert [flag["answer"] for flag in told] == ["1.3", "2.1.1.degree", "2.1.2.degree", "2.1.3.degree"]
    assert (page.count(SENTENCE), page.count(scenes.REASON)) == (1, 4)


def test_a_receipt_of_before_there_were_rules_is_read_still():
    scenes.submitted()
    receipt = Receipt.objects.get()
    receipt.document = {name: value for name, value in receipt.document.items() if name != "flags"}

    assert scenes.REASON not in receipts.as_html(receipt).read().decode()
