"""What an edition says of its subject: as it is now, as it was, and in which language."""

import pytest

from commitments.models import ActionPlan, Commitment
from evaluations import drafts, workflow
from evaluations.models import Edition
from evaluations.overview import overview_of
from evaluations.reading import Reading
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db

FILED = {
    "title": "End of Commitment Report – Presupuesto abierto",
    "member_title": "Toluca, México",
    "action_plan_title": "Plan de acción – Toluca, 2021 – 2022",
    "commitment_title": "Presupuesto abierto",
    "action": "Publish the budget.",
    "problem": "Nobody reads it.",
}


def test_open_edition_reads_its_subject_as_it_is_now():
    edition = scenes.draft(commitment=CommitmentFactory(title="Old title"))
    type(edition.report.commitment).objects.update(title="New title", problem="")
    edition = Edition.objects.get(pk=edition.pk)

    reading = Reading(edition)

    commitment = edition.report.commitment
    assert reading.title == "End of Commitment Report – New title"
    assert [(str(row.label), row.text) for row in reading.overview_rows] == [
        ("Member Name", edition.report.member.title),
        ("Action Plan Title", commitment.action_plan.title),
        ("Commitment", "New title"),
        ("Action", commitment.action),
        ("Problem", ""),
    ]


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
def test_closed_edition_reads_its_subject_as_it_was(scene):
    edition = scene(scenes.draft(commitment=CommitmentFactory(title="Old title")))
    before = Reading(edition).overview
    type(edition.report.commitment).objects.update(title="New title", problem="", action="")

    assert Reading(Edition.objects.get(pk=edition.pk)).overview == before
    assert before["title"] == "End of Commitment Report – Old title"


def test_returned_edition_follows_its_subject_again():
    edition = scenes.returned(scenes.draft(commitment=CommitmentFactory(title="Old title")))
    type(edition.report.commitment).objects.update(title="New title")

    assert Reading(Edition.objects.get(pk=edition.pk)).title == "End of Commitment Report – New title"


def test_commitment_of_no_plan_has_a_blank_plan_title():
    edition = scenes.draft(commitment=CommitmentFactory(action_plan=None))

    assert overview_of(edition)["action_plan_title"] == ""
    scenes.submitted(edition)
    assert Edition.objects.get().action_plan_title == ""


@pytest.mark.parametrize(
    ("start", "end", "title"),
    [
        (2019, 2022, "Toluca, Mexico Results Report 2019-2022"),
        (2021, 2021, "Toluca, Mexico Results Report 2021"),
        (2021, None, "Toluca, Mexico Results Report 2021"),
        (None, None, "Toluca, Mexico Results Report"),
    ],
)
def test_title_of_results_report_tells_the_years(start, end, title):
    plan = ActionPlanFactory(member=MemberFactory(name="Toluca", country="Mexico"), start_year=start, end_year=end)

    assert Reading(scenes.results_draft(plan=plan)).title == title


def filed(**answers):
    """Return an imported edition whose page told the whole Overview."""
    told = {name: text for name, text in FILED.items() if name != "title"}
    return scenes.imported(FILED["commitment_title"], **told | answers)


def test_correction_keeps_what_the_page_told_where_its_subject_is_silent():
    edition = drafts.correct(filed().report, by=None, reason="A date was wrong.")
    Commitment.objects.update(action="", problem="", title="New title")
    ActionPlan.objects.update(title="Action plan – Toluca, Mexico, 2021 – 2023")
    checked = Reading(Edition.objects.get(pk=edition.pk)).overview
    edition = scenes.answered(edition)

    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=scenes.reviewer())
    scenes.publish(edition)

    assert (checked, Reading(Edition.objects.get(pk=edition.pk)).overview) == (FILED, FILED)


def test_correction_takes_action_and_problem_of_its_subject_and_titles_that_were_lost():
    edition = scenes.imported(action="Publish the budget.", problem="")
    Commitment.objects.update(action="New action", problem="New problem")

    draft = drafts.correct(edition.report, by=None, reason="A date was wrong.")

    plan, commitment = ActionPlan.objects.get(), Commitment.objects.get()
    assert overview_of(Edition.objects.get(pk=draft.pk)) == {
        "title": "End of Commitment Report – Copied",
        "member_title": plan.member.title,
        "action_plan_title": plan.title,
        "commitment_title": commitment.title,
        "action": "New action",
        "problem": "New problem",
    }


def languages_of(edition):
    return [row.language for row in Reading(edition).overview_rows]


def test_what_is_said_of_a_commitment_is_in_the_language_of_the_report():
    written_here = scenes.draft()
    written_here.language = "es"
    came_with_a_page = filed(language="es", problem="")

    assert languages_of(written_here) == ["", "", "es", "es", "es"]
    assert languages_of(came_with_a_page) == ["es", "es", "es", "es", ""]
