"""Every move, from every status, by every kind of person; and what each move leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection

from evaluations import workflow
from evaluations.choices import ReportKind, Status
from evaluations.models import Byline, Edition, Evidence, Move, Report
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, PUBLISHED = "draft", "submitted", "returned", "published"
STATUSES = (DRAFT, SUBMITTED, RETURNED, PUBLISHED)
REFUSED, NOT_NOW = "refused", "not now"

# What comes of each move, from each status in the order of STATUSES, for each kind of person.
OUTCOMES = {
    "submit": {
        "lead": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW),
        "co-evaluator": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "return": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, RETURNED, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, RETURNED, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "publish": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, PUBLISHED, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, PUBLISHED, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "publish-import": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (PUBLISHED, NOT_NOW, NOT_NOW, NOT_NOW),
    },
}
# A Results Report has no bylines: reviewers write it, and check it.
OUTCOMES_OF_RESULTS = {
    "submit": {
        "reviewer": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW),
        "admin": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "return": {
        "reviewer": (NOT_NOW, RETURNED, NOT_NOW, NOT_NOW),
        "admin": (NOT_NOW, RETURNED, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "publish": {
        "reviewer": (NOT_NOW, PUBLISHED, NOT_NOW, NOT_NOW),
        "admin": (NOT_NOW, PUBLISHED, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED),
    },
}


def every(outcomes):
    return [
        pytest.param(move, status, who, outcome, id=f"{move}-{status}-{who}".replace(" ", "-"))
        for move, people in outcomes.items()
        for who, row in people.items()
        for status, outcome in zip(STATUSES, row, strict=True)
    ]


def in_status(status, edition):
    """Bring a draft to a status, by the moves that lead there."""
    scene = {
        DRAFT: partial(scenes.answered, title="As on the page that was imported"),
        SUBMITTED: scenes.submitted,
        RETURNED: scenes.returned,
        PUBLISHED: scenes.published,
    }
    return scene[status](edition)


def with_co_evaluator(edition, **kwargs):
    evaluator = scenes.evaluator_for(edition.report.member, **kwargs)
    Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
    return evaluator.user


def without_assignment(edition):
    edition.report.lead.assignments.all().delete()
    return edition.report.lead.user


# Who must stand on the edition before it moves on, and who comes from outside.
INSIDERS = {
    "co-evaluator": with_co_evaluator,
    "reviewer who evaluates": lambda edition: with_co_evaluator(edition, user=scenes.reviewer()),
}
OUTSIDERS = {
    "lead": lambda edition: edition.report.lead.user,
    "lead without assignment": without_assignment,
    "other evaluator of the member": lambda edition: scenes.evaluator_for(edition.report.member).user,
    "evaluator of another member": lambda edition: scenes.evaluator_for(MemberFactory()).user,
    "reviewer": lambda edition: scenes.reviewer(),
    "moderator": lambda edition: scenes.moderator(),
    "admin": lambda edition: UserFactory(is_superuser=True, is_staff=True),
    "stranger": lambda edition: UserFactory(),
    "closed account": lambda edition: scenes.reviewer(is_active=False),
    "command": lambda edition: None,
}


def outcome_of(move, edition, person):
    try:
        workflow.perform(workflow.MOVES[move], edition, by=person, reason="Say who was asked.")
    except PermissionDenied:
        return REFUSED
    except ValidationError as error:
        return NOT_NOW if {part.code for part in error.error_list} == {"status"} else str(error)
    return Edition.objects.get(pk=edition.pk).status


def test_table_of_outcomes_names_every_move_and_status():
    assert set(OUTCOMES) == set(workflow.MOVES)
    assert set(STATUSES) == set(Status.values)
    assert {len(people) for people in OUTCOMES.values()} == {len(INSIDERS | OUTSIDERS)}


@pytest.mark.parametrize(("move", "status", "who", "outcome"), every(OUTCOMES))
def test_move_from_status_by_person(move, status, who, outcome):
    edition = scenes.draft()
    insider = INSIDERS[who](edition) if who in INSIDERS else None
    edition = in_status(status, edition)
    person = insider or OUTSIDERS[who](edition)
    moves = edition.moves.count()

    assert outcome_of(move, edition, person) == outcome

    stored = Edition.objects.get(pk=edition.pk)
    changed = outcome not in (REFUSED, NOT_NOW)
    assert (stored.status, stored.moves.count()) == (outcome if changed else status, moves + changed)


@pytest.mark.parametrize(("move", "status", "who", "outcome"), every(OUTCOMES_OF_RESULTS))
def test_move_of_results_report_from_status_by_person(move, status, who, outcome):
    edition = in_status(status, scenes.results_draft())
    person = OUTSIDERS[who](edition)

    assert outcome_of(move, edition, person) == outcome


def test_nobody_reviews_a_report_on_which_she_ever_was_an_evaluator():
    reviewer = scenes.reviewer()
    edition = scenes.draft()
    with_co_evaluator(edition, user=reviewer)
    published = scenes.published(edition)
    successor = workflow.correct(published.report, by=published.report.lead.user, reason="A date was wrong.")
    successor.bylines.filter(evaluator__user=reviewer).delete()
    scenes.submitted(successor)

    assert outcome_of("publish", successor, reviewer) == REFUSED


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_returning_needs_a_reason(reason):
    edition = scenes.submitted()

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.RETURN, edition, by=scenes.reviewer(), reason=reason)

    assert refusal.value.code == "reason"
    assert Edition.objects.get(pk=edition.pk).status == SUBMITTED


def test_move_is_a_row_that_tells_who_when_from_to_and_why():
    edition, reviewer = scenes.submitted(), scenes.reviewer()

    move = workflow.perform(workflow.RETURN, edition, by=reviewer, reason="  Say who was asked.\n")

    move.refresh_from_db()
    told = (move.edition, move.name, move.from_status, move.to_status, move.by, move.reason)
    assert told == (edition, "return", SUBMITTED, RETURNED, reviewer, "Say who was asked.")
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
    assert Edition.objects.get(pk=edition.pk).status == DRAFT


def test_publishing_checks_the_answers_again():
    edition = scenes.submitted()
    Edition.objects.filter(pk=edition.pk).update(lessons="")

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.PUBLISH, edition, by=scenes.reviewer())

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

    workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

    stored = Edition.objects.get(pk=edition.pk)
    assert (stored.commitment_title, stored.bylines.get().name) == ("A better title", "A better name")


def test_starting_makes_a_draft_with_its_lead_in_the_byline():
    commitment = CommitmentFactory()
    evaluator = scenes.evaluator_for(commitment.member)

    edition = workflow.start(
        kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=evaluator.user, evaluator=evaluator, language="es"
    )

    report = Report.objects.get()
    assert (report.kind, report.commitment, report.action_plan) == ("end-of-commitment", commitment, None)
    assert (report.member, report.lead, report.started_by) == (commitment.member, evaluator, evaluator.user)
    assert (report.slug, report.current, report.number) == (None, None, report.pk)
    assert (edition.status, edition.number, edition.questionnaire) == (DRAFT, None, "end-of-commitment-2021")
    assert edition.language == "es"
    assert list(edition.bylines.values_list("position", "name", "evaluator")) == [(1, evaluator.name, evaluator.pk)]
    assert list(edition.moves.values_list("name", "from_status", "to_status", "by")) == [
        ("start", "", DRAFT, evaluator.user.pk)
    ]


def test_starting_a_second_report_on_a_commitment_is_refused():
    edition = scenes.draft()
    commitment = edition.report.commitment
    other = scenes.evaluator_for(commitment.member)

    with pytest.raises(ValidationError) as refusal:
        workflow.start(kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=other.user, evaluator=other)

    assert refusal.value.code == "exists"
    assert Report.objects.count() == 1


def test_starting_for_another_member_is_refused():
    evaluator = scenes.evaluator_for(MemberFactory())

    with pytest.raises(PermissionDenied):
        workflow.start(
            kind=ReportKind.END_OF_COMMITMENT, subject=CommitmentFactory(), by=evaluator.user, evaluator=evaluator
        )

    assert Report.objects.count() == 0


def test_starting_a_results_report_is_for_reviewers():
    plan = ActionPlanFactory()
    evaluator = scenes.evaluator_for(plan.member)

    with pytest.raises(PermissionDenied):
        workflow.start(kind=ReportKind.RESULTS, subject=plan, by=evaluator.user)

    edition = workflow.start(kind=ReportKind.RESULTS, subject=plan, by=scenes.reviewer())
    assert (edition.questionnaire, edition.report.action_plan, edition.bylines.count()) == ("results-2022", plan, 0)


def test_first_publication_gives_number_date_and_slug():
    edition = scenes.published(scenes.draft(commitment=CommitmentFactory(title="Publish every contract")))

    report = Report.objects.get()
    assert (edition.number, report.slug, report.current) == (1, "publish-every-contract", edition)
    assert edition.published_at >= edition.submitted_at


def test_reports_with_one_title_get_slugs_of_their_own():
    title = "Publish every contract"
    member = MemberFactory(name="Toluca", country="Mexico")

    reports = [
        scenes.published(scenes.draft(commitment=CommitmentFactory(title=title, member=owner))).report
        for owner in (MemberFactory(), member, member)
    ]

    assert [report.slug for report in reports] == [
        "publish-every-contract",
        "publish-every-contract-toluca-mexico",
        f"publish-every-contract-toluca-mexico-{reports[2].number}",
    ]


@pytest.mark.parametrize("title", ["Ανοιχτά δεδομένα", "…", "x" * 900])
def test_every_title_yields_a_slug(title):
    edition = scenes.published(scenes.draft(commitment=CommitmentFactory(title=title)))

    slug = edition.report.slug
    assert slug
    assert len(slug) <= 150


def test_a_title_that_ends_in_a_number_takes_no_other_reports_slug():
    member = MemberFactory(name="Toluca", country="Mexico")
    third = scenes.submitted(scenes.draft(commitment=CommitmentFactory(member=member, title="Ledger")))
    taken = [f"ledger-toluca-mexico-{third.report.number}", f"ledger-toluca-mexico-{third.report.number}-2"]
    for title in ("Ledger", "Ledger Toluca Mexico", *taken):
        scenes.published(scenes.draft(commitment=CommitmentFactory(member=member, title=title)))

    workflow.perform(workflow.PUBLISH, third, by=scenes.reviewer())

    assert sorted(Report.objects.values_list("slug", flat=True)) == sorted(
        ["ledger", "ledger-toluca-mexico", *taken, f"{taken[0]}-3"]
    )


def test_slug_is_for_ever():
    edition = scenes.published()
    slug = edition.report.slug
    type(edition.report.commitment).objects.update(title="Something else altogether")

    successor = workflow.correct(edition.report, by=edition.report.lead.user, reason="The title changed.")
    scenes.published(successor)

    report = Report.objects.get()
    assert (report.slug, report.current, successor.number) == (slug, successor, 2)
    with pytest.raises(DatabaseError, match="Cannot update"):
        Report.objects.update(slug="another")


def test_public_page_stays_until_the_correction_is_published():
    edition = scenes.published()

    successor = workflow.correct(edition.report, by=edition.report.lead.user, reason="A date was wrong.")
    scenes.submitted(successor, lessons="Ask earlier.")

    assert Report.objects.get().current == edition
    move = successor.moves.get(name="correct")
    assert (move.from_status, move.to_status, move.reason) == ("", DRAFT, "A date was wrong.")
    scenes.reviewer()
    workflow.perform(workflow.PUBLISH, successor, by=scenes.reviewer())
    assert Report.objects.get().current == successor


@pytest.mark.parametrize(("reason", "begun", "code"), [(" ", False, "reason"), ("A date was wrong.", True, "exists")])
def test_correction_is_refused(reason, begun, code):
    report = scenes.published().report
    if begun:
        workflow.correct(report, by=report.lead.user, reason="Another date was wrong.")
    editions = report.editions.count()

    with pytest.raises(ValidationError) as refusal:
        workflow.correct(report, by=report.lead.user, reason=reason)

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
        workflow.correct(report, by=person, reason="A date was wrong.")
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
        workflow.correct(report, by=scenes.reviewer(), reason="A date was wrong.")


def test_refused_move_leaves_the_edition_as_it_was():
    edition = scenes.answered(scenes.draft(), lessons="")
    before = Edition.objects.filter(pk=edition.pk).values().get()

    with pytest.raises(ValidationError):
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

    assert Edition.objects.filter(pk=edition.pk).values().get() == before


def at_once(*actions):
    """Run the actions in threads that start together, and return what each returned or raised."""
    gate = Barrier(len(actions))

    def run(action):
        gate.wait()
        try:
            return action()
        except (ValidationError, DatabaseError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


class TestAtOnce:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_of_two_publications_one_happens(self):
        edition = scenes.submitted()
        reviewers = [scenes.reviewer(), scenes.reviewer()]

        results = at_once(
            *(
                lambda person=person: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=person)
                for person in reviewers
            )
        )

        assert sorted(type(result).__name__ for result in results) == ["Move", "ValidationError"]
        assert list(Edition.objects.values_list("status", "number")) == [(PUBLISHED, 1)]
        assert Move.objects.filter(name="publish").count() == 1

    def test_of_publishing_and_returning_one_happens(self):
        edition = scenes.submitted()
        first, second = scenes.reviewer(), scenes.reviewer()

        results = at_once(
            lambda: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=first),
            lambda: workflow.perform(workflow.RETURN, Edition.objects.get(pk=edition.pk), by=second, reason="No."),
        )

        assert sorted(type(result).__name__ for result in results) == ["Move", "ValidationError"]
        move = next(result for result in results if isinstance(result, Move))
        assert Edition.objects.get().status == move.to_status

    def test_of_two_starts_on_one_commitment_one_happens(self):
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

    def test_of_two_corrections_one_happens(self):
        report = scenes.published().report
        people = [report.lead.user, scenes.reviewer()]

        results = at_once(
            *(lambda person=person: workflow.correct(report, by=person, reason="A date.") for person in people)
        )

        assert sorted(type(result).__name__ for result in results) == ["Edition", "ValidationError"]
        assert report.editions.count() == 2

    def test_two_reports_of_one_title_published_at_once_get_slugs_of_their_own(self):
        editions = [scenes.submitted(scenes.draft(commitment=CommitmentFactory(title="Open contracts"))) for _ in "ab"]
        reviewer = scenes.reviewer()

        at_once(
            *(lambda edition=edition: workflow.perform(workflow.PUBLISH, edition, by=reviewer) for edition in editions)
        )

        assert Report.objects.values("slug").distinct().count() == 2
        assert Edition.objects.published().count() == 2

    @pytest.mark.parametrize("attempt", range(5))
    def test_evidence_added_while_publishing_is_in_the_sealed_edition_or_refused(self, attempt):
        edition = scenes.submitted()
        reviewer = scenes.reviewer()

        moved, added = at_once(
            lambda: workflow.perform(workflow.PUBLISH, Edition.objects.get(pk=edition.pk), by=reviewer),
            lambda: Evidence.objects.create(
                edition_id=edition.pk,
                answer_key="1.3.evidence",
                position=1,
                kind="link",
                name="a",
                url="https://a.example",
            ),
        )

        assert isinstance(moved, Move)
        stored = Evidence.objects.filter(edition=edition).count()
        assert stored == isinstance(added, Evidence)
        if isinstance(added, Evidence):
            assert added.added_at <= Edition.objects.get().published_at or stored
        else:
            assert "sealed" in str(added)
