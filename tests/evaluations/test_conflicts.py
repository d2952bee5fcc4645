"""An exemption is given for what stood against a reviewer then, and for nothing that comes later."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import conflicts, drafts, permissions, reviewing, workflow
from evaluations.choices import ReviewRule
from evaluations.models import Edition, Exemption, Report
from tests import scenes
from tests.factories import EvaluatorFactory

pytestmark = pytest.mark.django_db

HARMLESS = "Being born there is harmless."


def born_there(edition, person, *, by):
    """Declare a tie of a reviewer, and exempt her from what follows of it."""
    reviewing.declare(edition, ties=["member"], words="I was born there.", by=person)
    return reviewing.exempt(edition, person, ReviewRule.TIE, reason=HARMLESS, by=by)


@pytest.fixture
def edition():
    """Return a submitted edition of two evaluators, each of an organisation of her own."""
    edition = scenes.draft_of_two()
    for byline, organisation in zip(edition.bylines.order_by("position"), ("Org A", "Org B"), strict=True):
        byline.evaluator.organisation = organisation
        byline.evaluator.save()
    return scenes.submitted(edition)


@pytest.fixture
def person():
    return scenes.reviewer()


@pytest.fixture
def other(edition):
    return scenes.reviewer_of(edition)


class TestTie:
    def test_an_exemption_from_one_is_none_from_another_declared_later(self, edition, person, other):
        born_there(edition, person, by=other)
        assert permissions.can_review(person, edition)

        reviewing.declare(edition, ties=["government"], words="The mayor is my husband.", by=person)

        assert not permissions.can_review(person, edition)

    def test_the_later_one_is_exempted_anew_and_its_reason_alone_is_told(self, edition, person, other):
        born_there(edition, person, by=other)
        reviewing.declare(edition, ties=["government"], words="The mayor is my husband.", by=person)

        reviewing.exempt(edition, person, ReviewRule.TIE, reason="He left office.", by=other)
        scenes.publish(scenes.approve(edition, by=person), by=other)

        assert Edition.objects.get(pk=edition.pk).exempted == [{"rule": "tie", "reason": "He left office."}]

    def test_of_one_that_she_took_back_nothing_is_told(self, edition, person, other):
        born_there(edition, person, by=other)

        reviewing.declare(edition, by=person)
        scenes.publish(scenes.approve(edition, by=person), by=other)

        assert Edition.objects.get(pk=edition.pk).exempted == []

    def test_another_one_declared_after_the_approval_holds_back_the_publication(self, edition, person, other):
        born_there(edition, person, by=other)
        scenes.approve(edition, by=person)
        reviewing.declare(edition, ties=["government"], words="The mayor is my husband.", by=person)

        with pytest.raises(ValidationError) as refusal:
            workflow.perform(workflow.PUBLISH, edition, by=other)

        assert refusal.value.code == "tied"


class TestOrganisation:
    def test_an_exemption_from_one_is_none_from_another(self, edition, person, other):
        reviewing.declare(edition, organisation="Org A", by=person)
        reviewing.exempt(edition, person, ReviewRule.ORGANISATION, reason="It has 9,000 people.", by=other)
        assert permissions.can_review(person, edition)

        reviewing.declare(edition, organisation="Org B", by=person)

        assert not permissions.can_review(person, edition)

    def test_nor_from_two_where_she_evaluates_for_another_one_since(self, edition, person, other):
        reviewing.declare(edition, organisation="Org A", by=person)
        reviewing.exempt(edition, person, ReviewRule.ORGANISATION, reason="It has 9,000 people.", by=other)

        EvaluatorFactory(user=person, organisation="Org B")

        assert not permissions.can_review(person, edition)

    def test_the_same_one_written_otherwise_is_the_same(self, edition, person, other):
        reviewing.declare(edition, organisation="Org A", by=person)
        reviewing.exempt(edition, person, ReviewRule.ORGANISATION, reason="It has 9,000 people.", by=other)

        reviewing.declare(edition, organisation="ORG A.", by=person)

        assert permissions.can_review(person, edition)


class TestSamePerson:
    def test_an_exemption_is_for_one_approval(self, edition, person, other):
        scenes.approve(edition, by=person)
        reviewing.exempt(edition, person, ReviewRule.SAME_PERSON, reason="The other one is ill this week.", by=other)
        scenes.send_back(edition, by=other)
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=edition.report.lead.user)
        scenes.approve(edition, by=person)
        with pytest.raises(PermissionDenied):
            workflow.perform(workflow.PUBLISH, edition, by=person)

        reviewing.exempt(edition, person, ReviewRule.SAME_PERSON, reason="She is ill again.", by=other)
        workflow.perform(workflow.PUBLISH, edition, by=person)

        assert edition.exempted == [{"rule": "same-person", "reason": "She is ill again."}]

    def test_it_outlives_a_schedule(self, edition, person, other):
        scenes.approve(edition, by=person)
        reviewing.exempt(edition, person, ReviewRule.SAME_PERSON, reason="The other one is ill this week.", by=other)
        workflow.perform(workflow.UNSCHEDULE, scenes.scheduled(edition, by=person), by=other, reason="Too early.")

        assert conflicts.standing_conflicts(person, edition) == set()


def test_what_an_exemption_was_given_for_is_stored_with_it(edition, person, other):
    given = born_there(edition, person, by=other)

    stored = Exemption.objects.get(pk=given.pk)

    said = conflicts.declaration_of(person, edition)
    assert (stored.declaration, stored.organisations, stored.approval) == (said, [], None)


def test_the_exemptions_of_an_edition_are_none_of_the_next(edition, person, other):
    born_there(edition, person, by=other)
    scenes.publish(scenes.approve(edition, by=person), by=other)

    draft = drafts.correct(Report.objects.get(pk=edition.report_id), by=other, reason="A date was wrong.")

    assert [one["reason"] for one in Edition.objects.get(pk=edition.pk).exempted] == [HARMLESS]
    assert draft.exempted == []


def test_one_that_nobody_used_counts_for_nothing_though_another_was_given_in_the_same_words(edition, person, other):
    idle = scenes.reviewer()
    for one in (person, idle):
        born_there(edition, one, by=other)

    scenes.publish(scenes.approve(edition, by=person), by=other)

    report = Report.objects.get(pk=edition.report_id)
    assert [permissions.can_withdraw(who, report) for who in (person, idle)] == [True, False]
