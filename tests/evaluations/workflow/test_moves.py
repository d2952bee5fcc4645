"""What a move needs, and what it leaves behind."""

import pytest
from django.core.exceptions import ValidationError

from evaluations import workflow
from evaluations.models import Edition
from tests import scenes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_returning_needs_a_reason(reason):
    edition = scenes.submitted()

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.RETURN, edition, by=scenes.reviewer_of(edition), reason=reason)

    assert refusal.value.code == "reason"
    assert Edition.objects.get(pk=edition.pk).status == "submitted"


def test_move_is_a_row_that_tells_who_when_from_to_and_why():
    edition = scenes.submitted()
    reviewer = scenes.reviewer_of(edition)

    move = workflow.perform(workflow.RETURN, edition, by=reviewer, reason="  Say who was asked.\n")

    move.refresh_from_db()
    told = (move.edition, move.name, move.from_status, move.to_status, move.by, move.reason)
    assert told == (edition, "return", "submitted", "returned", reviewer, "Say who was asked.")
    assert move.at >= edition.submitted_at


def test_submitting_names_every_answer_that_is_missing():
    edition = scenes.answered(scenes.draft(), factors="", access_degree="", problem_addressed="")
    edition.problem_addressed_explanation = ""
    edition.save()

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

    errors = [(error.code, error.params["key"]) for error in refusal.value.error_list]
    assert errors == [
        ("missing", "1.2"),
        ("missing", "2.1.1.degree"),
        ("missing", "2.2"),
        ("missing", "2.2.explanation"),
    ]
    assert Edition.objects.get(pk=edition.pk).status == "draft"


@pytest.mark.parametrize(("scene", "move"), [(scenes.submitted, "approve"), (scenes.approved, "publish")])
def test_approving_and_publishing_check_the_answers_again(scene, move):
    edition = scene()
    Edition.objects.filter(pk=edition.pk).update(lessons="")

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.MOVES[move], edition, by=scenes.reviewer_of(edition))

    assert [error.params["key"] for error in refusal.value.error_list] == ["3"]


def test_submitting_freezes_the_overview_and_the_bylines():
    edition = scenes.submitted()
    commitment, lead, member = edition.report.commitment, edition.report.lead, edition.report.member
    frozen = (
        f"End of Commitment Report – {commitment.title}",
        member.title,
        commitment.action_plan.title,
        commitment.title,
        commitment.action,
        commitment.problem,
        [(lead.name, lead.organisation)],
    )
    type(commitment).objects.update(title="Another title", action="Another action", problem="Another problem")
    type(member).objects.update(name="Elsewhere")
    type(lead).objects.update(name="Another name", organisation="Another organisation")

    stored = Edition.objects.get(pk=edition.pk)

    assert frozen == (
        stored.title,
        stored.member_title,
        stored.action_plan_title,
        stored.commitment_title,
        stored.action,
        stored.problem,
        list(stored.bylines.values_list("name", "organisation")),
    )


def test_submitting_again_freezes_anew():
    edition = scenes.returned()
    type(edition.report.commitment).objects.update(title="A better title")
    edition.report.lead.__class__.objects.update(name="A better name")

    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=edition.report.lead.user)

    stored = Edition.objects.get(pk=edition.pk)
    assert (stored.commitment_title, stored.bylines.get().name) == ("A better title", "A better name")


def test_refused_move_leaves_the_edition_as_it_was():
    edition = scenes.answered(scenes.draft(), lessons="")
    before = Edition.objects.filter(pk=edition.pk).values().get()

    with pytest.raises(ValidationError):
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

    assert Edition.objects.filter(pk=edition.pk).values().get() == before
