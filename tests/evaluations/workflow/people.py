"""Who tries a move: those who stand on the edition, and those who come from outside."""

from evaluations.models import Byline
from tests import scenes
from tests.factories import MemberFactory, UserFactory


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
    "reviewer": scenes.reviewer_of,
    "moderator": lambda edition: scenes.moderator(),
    "admin": lambda edition: scenes.declared(UserFactory(is_superuser=True, is_staff=True), edition),
    "stranger": lambda edition: UserFactory(),
    "closed account": lambda edition: scenes.reviewer(is_active=False),
    "command": lambda edition: None,
}
