"""Two people move one report at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from evaluations import bylines, drafts, workflow
from evaluations.models import Edition, Evidence, Move, Report
from tests import scenes
from tests.at_once import at_once, waiting
from tests.factories import CommitmentFactory, EvidenceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_publications_one_happens():
    edition = scenes.approved()
    reviewers = [scenes.reviewer_of(edition), scenes.reviewer_of(edition)]

    results = at_once(
        *(
            lambda person=person: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=person)
            for person in reviewers
        )
    )

    assert sorted(type(result).__name__ for result in results) == ["Move", "ValidationError"]
    assert list(Edition.objects.values_list("status", "number")) == [("published", 1)]
    assert Move.objects.filter(name="publish").count() == 1


def test_of_publishing_and_returning_one_happens():
    edition = scenes.approved()
    first, second = scenes.reviewer_of(edition), scenes.reviewer_of(edition)

    results = at_once(
        lambda: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=first),
        lambda: workflow.perform(workflow.RETURN, Edition.objects.get(pk=edition.pk), by=second, reason="No."),
    )

    assert sorted(type(result).__name__ for result in results) == ["Move", "ValidationError"]
    move = next(result for result in results if isinstance(result, Move))
    assert Edition.objects.get().status == move.to_status


def test_of_two_approvals_one_happens_and_its_reviewer_does_not_publish():
    edition = scenes.consulted(scenes.submitted())
    reviewers = [scenes.reviewer_of(edition), scenes.reviewer_of(edition)]

    results = at_once(
        *(
            lambda person=person: workflow.perform(workflow.APPROVE, Edition.objects.get(pk=edition.pk), by=person)
            for person in reviewers
        )
    )

    assert sorted(type(result).__name__ for result in results) == ["Move", "ValidationError"]
    [move] = [result for result in results if isinstance(result, Move)]
    assert Edition.objects.get().approval == move


def test_of_two_starts_on_one_commitment_one_happens():
    commitment = CommitmentFactory()
    evaluators = [scenes.evaluator_for(commitment.member), scenes.evaluator_for(commitment.member)]

    results = at_once(
        *(
            lambda evaluator=evaluator: scenes.draft(commitment=commitment, evaluator=evaluator)
            for evaluator in evaluators
        )
    )

    assert sorted(type(result).__name__ for result in results) == ["Edition", "ValidationError"]
    assert Report.objects.count() == 1


def test_of_two_corrections_one_happens():
    report = scenes.published().report
    people = [report.lead.user, scenes.reviewer()]

    results = at_once(*(lambda person=person: drafts.correct(report, by=person, reason="A date.") for person in people))

    assert sorted(type(result).__name__ for result in results) == ["Edition", "ValidationError"]
    assert report.editions.count() == 2


def test_two_reports_of_one_title_published_at_once_get_slugs_of_their_own():
    editions = [scenes.approved(scenes.draft(commitment=CommitmentFactory(title="Open contracts"))) for _ in "ab"]
    reviewer = scenes.reviewer()
    for edition in editions:
        scenes.declared(reviewer, edition)

    at_once(*(lambda edition=edition: workflow.perform(workflow.PUBLISH, edition, by=reviewer) for edition in editions))

    assert Report.objects.values("slug").distinct().count() == 2
    assert Edition.objects.published().count() == 2


@pytest.mark.parametrize("attempt", range(5))
def test_evidence_added_while_publishing_is_in_the_sealed_edition_or_refused(attempt):
    edition = scenes.approved(scenes.results_draft())  # nobody signs it
    reviewer = scenes.reviewer_of(edition)

    moved, added = at_once(
        lambda: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=reviewer),
        lambda: EvidenceFactory(edition=edition),
    )

    assert isinstance(moved, Move)
    stored = Evidence.objects.filter(edition=edition).count()
    assert stored == isinstance(added, Evidence)
    if isinstance(added, Evidence):
        assert added.added_at <= Edition.objects.get().published_at or stored
    else:
        assert "sealed" in str(added)


def test_who_names_an_evaluator_waits_for_the_report_and_holds_nothing_meanwhile():
    """A submission holds the report before it wants the edition: in the other order neither would come to an end."""
    edition = scenes.signed(scenes.answered(scenes.draft()))
    lead, other = edition.report.lead.user, scenes.evaluator_for(edition.report.member)

    def name():
        return bylines.add(Edition.objects.get(pk=edition.pk), other, by=lead)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Report.objects.select_for_update().get(pk=edition.report_id)
            named = waiting(pool, name)
            Edition.objects.select_for_update(nowait=True).get(pk=edition.pk)

        assert named.result().evaluator == other
