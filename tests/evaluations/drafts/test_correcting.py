"""A published report is corrected: by whom, when, and what the public sees meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import drafts
from evaluations.models import Report
from tests import scenes
from tests.evaluations.workflow.people import OUTSIDERS, with_co_evaluator

pytestmark = pytest.mark.django_db


def test_public_page_stays_until_the_correction_is_published():
    edition = scenes.published()

    successor = drafts.correct(edition.report, by=edition.report.lead.user, reason="A date was wrong.")
    scenes.submitted(successor, lessons="Ask earlier.")

    assert Report.objects.get().current == edition
    assert (successor.change_class, successor.change_reason) == ("correction", "A date was wrong.")
    move = successor.moves.get(name="correct")
    assert (move.from_status, move.to_status, move.reason) == ("", "draft", "A date was wrong.")
    scenes.reviewer()
    scenes.publish(successor)
    assert Report.objects.get().current == successor


@pytest.mark.parametrize(("reason", "begun", "code"), [(" ", False, "reason"), ("A date was wrong.", True, "exists")])
def test_correction_is_refused(reason, begun, code):
    report = scenes.published().report
    if begun:
        drafts.correct(report, by=report.lead.user, reason="Another date was wrong.")
    editions = report.editions.count()

    with pytest.raises(ValidationError) as refusal:
        drafts.correct(report, by=report.lead.user, reason=reason)

    assert (refusal.value.code, report.editions.count()) == (code, editions)


CORRECTORS = {
    "lead": True,
    "co-evaluator": False,
    "other evaluator of the member": False,
    "reviewer": True,
    "moderator": False,
    "admin": True,
    "stranger": False,
    "closed account": False,
    "command": True,
}


@pytest.mark.parametrize(("who", "may"), CORRECTORS.items(), ids=str)
def test_correction_by_person(who, may):
    edition = scenes.draft()
    insider = with_co_evaluator(edition)
    report = scenes.published(edition).report
    person = insider if who == "co-evaluator" else OUTSIDERS[who](edition)

    try:
        drafts.correct(report, by=person, reason="A date was wrong.")
    except PermissionDenied:
        assert not may
    else:
        assert may
    assert report.editions.count() == 1 + may


@pytest.mark.parametrize("state", ["unpublished", "withdrawn"])
def test_correction_needs_a_page_that_stands(state):
    report = scenes.submitted().report if state == "unpublished" else scenes.published().report
    if state == "withdrawn":
        Report.objects.update(standing="withdrawn")

    with pytest.raises(PermissionDenied):
        drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong.")


def test_a_correction_of_a_correction_has_a_kind_and_a_reason_of_its_own():
    report = scenes.published().report
    scenes.published(drafts.correct(report, by=report.lead.user, reason="A new law.", change="update"))
    report.refresh_from_db()

    draft = drafts.correct(report, by=report.lead.user, reason="A date was wrong.")

    assert list(report.editions.values_list("change_class", "change_reason")) == [
        ("first", ""),
        ("update", "A new law."),
        ("correction", "A date was wrong."),
    ]
    assert draft.redactions == []
