"""A request for an assignment is decided once, by those who may."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from evaluations import assignments
from evaluations.models import Assignment, AssignmentRequest, Evaluator
from tests import scenes
from tests.factories import EvaluatorFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_for():
    def make(user=None, member=None):
        return AssignmentRequest.objects.create(
            user=user or UserFactory(), member=member or MemberFactory(), name="Ana", organisation="Ojo"
        )

    return make


def test_granting_makes_the_person_an_evaluator_of_the_member(request_for):
    asked, reviewer = request_for(), scenes.reviewer()

    assignments.grant(asked, by=reviewer)

    evaluator = Evaluator.objects.get()
    assert (evaluator.user, evaluator.name, evaluator.organisation) == (asked.user, "Ana", "Ojo")
    assert (evaluator.email, evaluator.publishes_email) == (asked.user.email, False)
    assert list(Assignment.objects.values_list("evaluator", "member")) == [(evaluator.pk, asked.member_id)]
    assert list(asked.user.groups.values_list("name", flat=True)) == ["evaluators"]
    asked.refresh_from_db()
    assert (asked.granted, asked.decided_by, asked.decided_at is None) == (True, reviewer, False)


def test_granting_leaves_an_evaluator_as_she_is_published(request_for):
    evaluator = EvaluatorFactory(name="Ana María", organisation="Voz")

    assignments.grant(request_for(user=evaluator.user), by=scenes.reviewer())

    assert list(Evaluator.objects.values_list("name", "organisation")) == [("Ana María", "Voz")]


def test_granting_what_she_has_already_changes_nothing(request_for):
    member = MemberFactory()
    evaluator = scenes.evaluator_for(member)

    assignments.grant(request_for(user=evaluator.user, member=member), by=scenes.reviewer())

    assert Assignment.objects.count() == 1


def test_declining_assigns_nobody(request_for):
    asked = request_for()

    assignments.decline(asked, by=scenes.reviewer(), reason="Somebody else evaluates there.")

    asked.refresh_from_db()
    assert (asked.granted, Evaluator.objects.count(), Assignment.objects.count()) == (False, 0, 0)
    assert asked.decision_reason == "Somebody else evaluates there."


def test_declining_needs_a_reason(request_for):
    asked = request_for()

    with pytest.raises(ValidationError) as refusal:
        assignments.decline(asked, by=scenes.reviewer(), reason=" \n")

    asked.refresh_from_db()
    assert (refusal.value.code, asked.decided_at) == ("reason", None)


def test_decided_request_is_not_decided_again(request_for):
    asked = request_for()
    assignments.decline(asked, by=scenes.reviewer(), reason="Somebody else evaluates there.")

    with pytest.raises(ValidationError) as refusal:
        assignments.grant(asked, by=scenes.reviewer())

    assert (refusal.value.code, Assignment.objects.count()) == ("decided", 0)


@pytest.mark.parametrize("who", [scenes.moderator, UserFactory])
def test_only_reviewers_decide(request_for, who):
    asked = request_for()

    for decide in (assignments.grant, assignments.decline):
        with pytest.raises(PermissionDenied):
            decide(asked, by=who(), reason="Because.")

    asked.refresh_from_db()
    assert asked.decided_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_counts(request_for):
    asked = request_for()
    people = [scenes.reviewer(), scenes.reviewer()]
    gate = Barrier(2)

    def decide(person):
        gate.wait()
        try:
            return assignments.grant(asked, by=person)
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(decide, people))

    assert sorted(type(result).__name__ for result in results) == ["AssignmentRequest", "ValidationError"]
