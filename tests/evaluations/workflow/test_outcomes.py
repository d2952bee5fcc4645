"""Every move, from every status, by every kind of person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluations import drafts, workflow
from evaluations.choices import Status
from evaluations.models import Edition
from tests import scenes
from tests.evaluations.workflow.people import INSIDERS, OUTSIDERS, with_co_evaluator

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, APPROVED, SCHEDULED, PUBLISHED, DISCARDED = STATUSES = (
    "draft",
    "submitted",
    "returned",
    "approved",
    "scheduled",
    "published",
    "discarded",
)
REFUSED, NOT_NOW = "refused", "not now"

# What comes of each move, from each status in the order of STATUSES, for each kind of person.
OUTCOMES = {
    "submit": {
        "lead": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "co-evaluator": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    # Of a first edition, as these are; a new one is discarded in test_discarding.py.
    "discard": {
        "lead": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "return": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, RETURNED, NOT_NOW, RETURNED, RETURNED, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, RETURNED, NOT_NOW, RETURNED, RETURNED, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "approve": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, APPROVED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, APPROVED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "publish": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, PUBLISHED, PUBLISHED, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, PUBLISHED, PUBLISHED, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "schedule": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, SCHEDULED, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, SCHEDULED, NOT_NOW, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "unschedule": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, APPROVED, NOT_NOW, NOT_NOW),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, APPROVED, NOT_NOW, NOT_NOW),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, APPROVED, NOT_NOW, NOT_NOW),
    },
    "publish-scheduled": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, PUBLISHED, NOT_NOW, NOT_NOW),
    },
    "publish-import": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (PUBLISHED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
    },
    "publish-redaction": {
        "lead": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "co-evaluator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "lead without assignment": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "other evaluator of the member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "reviewer who evaluates": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "admin": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "closed account": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "command": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
    },
}
# A Results Report has no bylines: reviewers write it, and others of them check it.
OUTCOMES_OF_RESULTS = {
    "submit": {
        "reviewer": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who writes": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "admin": (SUBMITTED, NOT_NOW, SUBMITTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "discard": {
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "return": {
        "reviewer": (NOT_NOW, RETURNED, NOT_NOW, RETURNED, RETURNED, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NOT_NOW),
        "admin": (NOT_NOW, RETURNED, NOT_NOW, RETURNED, RETURNED, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "approve": {
        "reviewer": (NOT_NOW, APPROVED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NOT_NOW),
        "admin": (NOT_NOW, APPROVED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "publish": {
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, PUBLISHED, PUBLISHED, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NOT_NOW),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, PUBLISHED, PUBLISHED, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "schedule": {
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, SCHEDULED, NOT_NOW, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NOT_NOW),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, SCHEDULED, NOT_NOW, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
    "unschedule": {
        "reviewer": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, APPROVED, NOT_NOW, NOT_NOW),
        "reviewer who writes": (NOT_NOW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NOT_NOW),
        "admin": (NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW, APPROVED, NOT_NOW, NOT_NOW),
        "moderator": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "evaluator of another member": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
        "stranger": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    },
}


def every(outcomes):
    """Return each status with each kind of person, and what comes of every move then."""
    people = dict.fromkeys(who for row in outcomes.values() for who in row)
    return [
        pytest.param(
            status,
            who,
            {move: row[who][place] for move, row in outcomes.items()},
            id=f"{status}-{who}".replace(" ", "-"),
        )
        for place, status in enumerate(STATUSES)
        for who in people
    ]


def in_status(status, edition):
    """Bring a draft to a status, by the moves that lead there."""
    scene = {
        DRAFT: lambda edition: scenes.signed(scenes.answered(edition, title="As on the page that was imported")),
        SUBMITTED: lambda edition: scenes.consulted(scenes.submitted(edition)),
        RETURNED: scenes.returned,
        APPROVED: scenes.approved,
        SCHEDULED: lambda edition: scenes.made_due(scenes.scheduled(edition)),
        PUBLISHED: scenes.published,
        DISCARDED: lambda edition: scenes.discarded(scenes.published(edition)),
    }
    return scene[status](edition)


def outcome_of(move, edition, person):
    try:
        time = {"at": timezone.now() + timedelta(days=1)} if move == "schedule" else {}
        workflow.perform(workflow.MOVES[move], edition, by=person, reason="Say who was asked.", **time)
    except PermissionDenied:
        return REFUSED
    except ValidationError as error:
        return NOT_NOW if {part.code for part in error.error_list} == {"status"} else str(error)
    return Edition.objects.get(pk=edition.pk).status


def outcomes_of_each_move(edition, person):
    """Return what comes of every move from where the edition stands, and what is stored then; each is undone."""
    outcomes, stored = {}, {}
    for move in workflow.MOVES:
        with transaction.atomic():
            outcomes[move] = outcome_of(move, Edition.objects.get(pk=edition.pk), person)
            row = Edition.objects.get(pk=edition.pk)
            stored[move] = (row.status, row.moves.count())
            transaction.set_rollback(True)
    return outcomes, stored


def test_table_of_outcomes_names_every_move_and_status():
    assert set(OUTCOMES) == set(workflow.MOVES)
    assert set(STATUSES) == set(Status.values)
    assert {len(people) for people in OUTCOMES.values()} == {len(INSIDERS | OUTSIDERS)}


@pytest.mark.parametrize(("status", "who", "expected"), every(OUTCOMES))
def test_moves_from_status_by_person(status, who, expected):
    edition = scenes.draft()
    insider = INSIDERS[who](edition) if who in INSIDERS else None
    edition = in_status(status, edition)
    person = insider or OUTSIDERS[who](edition)
    moves = edition.moves.count()

    outcomes, stored = outcomes_of_each_move(edition, person)

    assert outcomes == expected
    unchanged = (status, moves)
    assert stored == {
        move: unchanged if outcome in (REFUSED, NOT_NOW) else (outcome, moves + 1) for move, outcome in expected.items()
    }


@pytest.mark.parametrize(("status", "who", "expected"), every(OUTCOMES_OF_RESULTS))
def test_moves_of_results_report_from_status_by_person(status, who, expected):
    edition = in_status(status, scenes.results_draft())
    people = OUTSIDERS | {"reviewer who writes": lambda edition: edition.report.started_by}
    person = people[who](edition)

    outcomes, _stored = outcomes_of_each_move(edition, person)

    by_commands = dict.fromkeys(("publish-import", "publish-redaction", "publish-scheduled"), REFUSED)
    assert outcomes == by_commands | expected


def test_nobody_reviews_a_report_on_which_she_ever_was_an_evaluator():
    reviewer = scenes.reviewer()
    edition = scenes.draft()
    with_co_evaluator(edition, user=reviewer)
    published = scenes.published(edition)
    successor = drafts.correct(published.report, by=published.report.lead.user, reason="A date was wrong.")
    successor.bylines.filter(evaluator__user=reviewer).delete()
    scenes.submitted(successor)

    assert [outcome_of(move, successor, reviewer) for move in ("approve", "publish")] == [REFUSED, REFUSED]


def test_reviewer_decides_about_what_another_submitted_after_her():
    first, second = scenes.reviewer(), scenes.reviewer()
    edition = scenes.returned(scenes.results_draft(by=first))
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=second)

    scenes.declared(first, scenes.consulted(edition))
    assert [outcome_of("approve", edition, person) for person in (second, first)] == [REFUSED, APPROVED]


def test_reviewer_who_corrects_an_imported_report_does_not_publish_it():
    reviewer = scenes.reviewer()
    successor = drafts.correct(scenes.imported().report, by=reviewer, reason="A code was lost.")
    scenes.answered(successor)
    workflow.perform(workflow.SUBMIT, scenes.signed(successor), by=reviewer)

    scenes.consulted(successor)
    outcomes = [outcome_of("approve", successor, person) for person in (reviewer, scenes.reviewer_of(successor))]
    assert outcomes == [REFUSED, APPROVED]
