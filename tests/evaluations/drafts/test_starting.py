"""A report is started."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import drafts
from evaluations.choices import ReportKind
from evaluations.models import Report
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_starting_makes_a_draft_with_its_lead_in_the_byline():
    commitment = CommitmentFactory()
    evaluator = scenes.evaluator_for(commitment.member)

    edition = drafts.start(
        kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=evaluator.user, evaluator=evaluator, language="es"
    )

    report = Report.objects.get()
    assert (report.kind, report.commitment, report.action_plan) == ("end-of-commitment", commitment, None)
    assert (report.member, report.lead, report.started_by) == (commitment.member, evaluator, evaluator.user)
    assert (report.slug, report.current, report.number) == (None, None, report.pk)
    assert (edition.status, edition.number, edition.questionnaire) == ("draft", None, "end-of-commitment-2021")
    assert edition.language == "es"
    assert list(edition.bylines.values_list("position", "name", "evaluator")) == [(1, evaluator.name, evaluator.pk)]
    assert list(edition.moves.values_list("name", "from_status", "to_status", "by")) == [
        ("start", "", "draft", evaluator.user.pk)
    ]


def test_starting_a_second_report_on_a_commitment_is_refused():
    edition = scenes.draft()
    commitment = edition.report.commitment
    other = scenes.evaluator_for(commitment.member)

    with pytest.raises(ValidationError) as refusal:
        drafts.start(kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=other.user, evaluator=other)

    assert refusal.value.code == "exists"
    assert Report.objects.count() == 1


def test_starting_for_another_member_is_refused():
    evaluator = scenes.evaluator_for(MemberFactory())

    with pytest.raises(PermissionDenied):
        drafts.start(
            kind=ReportKind.END_OF_COMMITMENT, subject=CommitmentFactory(), by=evaluator.user, evaluator=evaluator
        )

    assert Report.objects.count() == 0


def test_starting_a_results_report_is_for_reviewers():
    plan = ActionPlanFactory()
    evaluator = scenes.evaluator_for(plan.member)

    with pytest.raises(PermissionDenied):
        drafts.start(kind=ReportKind.RESULTS, subject=plan, by=evaluator.user)

    edition = drafts.start(kind=ReportKind.RESULTS, subject=plan, by=scenes.reviewer())
    assert (edition.questionnaire, edition.report.action_plan, edition.bylines.count()) == ("results-2022", plan, 0)
