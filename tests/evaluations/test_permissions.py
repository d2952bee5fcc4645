"""Each predicate, for everybody, in every state of a report. Who is named in a table may; nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from evaluations import bylines, drafts, permissions
from evaluations.models import Byline, Edition
from tests import scenes
from tests.factories import MemberFactory, UserFactory
from tests.matrix.world import ROLES, STATES, World

pytestmark = pytest.mark.django_db

EVERYBODY = set(ROLES)
ON_IT = {"lead", "co-evaluator", "guest"}
ASSIGNED = {"lead", "co-evaluator", "other", "former"}
REVIEWERS = {"reviewer", "admin"}
MODERATORS = {"moderator", "admin"}
NOBODY = set()

OPEN = ("draft", "returned", "correction")
PUBLIC = ("published", "correction", "withdrawn")


def in_states(**people):
    """Spread a table by state: `open`, `public` and `otherwise` stand for several."""
    otherwise = people.pop("otherwise", NOBODY)
    groups = {"open": OPEN, "public": PUBLIC}
    spread = {state: who for group in groups if group in people for state in groups[group] for who in [people[group]]}
    return {state: people.get(state, spread.get(state, otherwise)) for state in STATES}


MAY = {
    "can_see_edition": in_states(published=EVERYBODY, withdrawn=EVERYBODY, otherwise=ON_IT | REVIEWERS),
    "can_edit": in_states(open=ON_IT),
    "can_submit": in_states(otherwise=ON_IT),
    "can_name_evaluators": in_states(open={"lead"}),
    "can_review": in_states(otherwise=REVIEWERS),
    "can_correct": in_states(published={"lead"} | REVIEWERS, correction={"lead"} | REVIEWERS),
    "can_comment": in_states(published=EVERYBODY, correction=EVERYBODY),
    "can_moderate": in_states(otherwise=MODERATORS),
    "can_see_evidence": in_states(published=EVERYBODY, withdrawn=EVERYBODY, otherwise=ON_IT | REVIEWERS),
}
OF_A_REPORT = {"can_correct", "can_comment", "can_moderate"}


@pytest.mark.parametrize("state", STATES)
def test_who_may_in_each_state(state):
    world = World(state)
    world.people["anonymous"] = AnonymousUser()

    may = {}
    for name in MAY:
        subject = world.report if name in OF_A_REPORT else world.edition
        subject = world.evidence if name == "can_see_evidence" else subject
        may[name] = {role for role in ROLES if getattr(permissions, name)(world.people[role], subject)}

    assert may == {name: states[state] for name, states in MAY.items()}


@pytest.mark.parametrize("state", STATES)
def test_an_edition_that_was_read_with_its_writers_tells_the_same(state):
    world = World(state)
    world.people["anonymous"] = AnonymousUser()
    edition = permissions.with_writers(Edition.objects.select_related("report")).get(pk=world.edition.pk)

    for user in world.people.values():
        assert permissions.is_author_as_read(user, edition) == permissions.is_author_of(user, world.edition)


@pytest.mark.parametrize("scene", [scenes.results_draft, scenes.draft])
def test_of_what_nobody_is_left_to_write_it_tells_the_same(scene):
    edition, reviewer = scene(), scenes.reviewer()
    author = edition.report.lead.user if edition.report.lead else reviewer
    edition.report.member.assignments.all().delete()
    edition = permissions.with_writers(Edition.objects.select_related("report")).get(pk=edition.pk)

    told = [permissions.is_author_as_read(user, edition) for user in (author, reviewer, UserFactory())]

    assert told == [author == reviewer, True, False]


def test_who_may_whatever_the_state():
    world = World("published")
    world.people["anonymous"] = AnonymousUser()
    member = world.report.member

    def those_who(predicate):
        return {role for role in ROLES if predicate(world.people[role])}

    assert those_who(permissions.is_reviewer) == REVIEWERS
    assert those_who(permissions.is_moderator) == MODERATORS
    assert those_who(permissions.can_assign) == REVIEWERS
    assert those_who(permissions.can_look_into_records) == REVIEWERS
    assert those_who(permissions.can_keep_evaluators) == {"admin"}
    assert those_who(permissions.evaluator_of) == {"lead", "co-evaluator", "other", "far", "guest", "former"}
    assert those_who(lambda user: permissions.is_assigned(user, member)) == ASSIGNED
    assert those_who(lambda user: permissions.has_evaluated(user, world.report)) == ON_IT | {"former"}
    for kind, who in (("end-of-commitment", ASSIGNED), ("results", REVIEWERS)):
        assert those_who(lambda user, kind=kind: permissions.can_start(user, kind=kind, member=member)) == who


@pytest.mark.parametrize("group", ["reviewers", "moderators", "evaluators", "nothing"])
def test_closed_account_may_nothing(group):
    world = World("draft")
    person = world.people["lead" if group == "evaluators" else "admin"]
    if group in ("reviewers", "moderators"):
        person = world.people[group.removesuffix("s")]
    person.is_active = False
    person.save()

    assert not permissions.is_reviewer(person)
    assert not permissions.is_moderator(person)
    assert not permissions.can_edit(person, world.edition)
    assert not permissions.is_assigned(person, world.report.member)
    assert permissions.evaluator_of(person) is None


def test_who_lost_her_assignment_reads_but_writes_no_more():
    world = World("draft")
    world.report.lead.assignments.all().delete()

    lead = world.people["lead"]
    assert permissions.can_see_edition(lead, world.edition)
    assert not permissions.can_edit(lead, world.edition)
    assert not permissions.can_submit(lead, world.edition)


def test_results_report_is_written_and_checked_by_reviewers():
    edition = scenes.results_draft()
    people = {"reviewer": scenes.reviewer(), "evaluator": scenes.evaluator_for(edition.report.member).user}

    may = {
        name: [role for role, person in people.items() if getattr(permissions, name)(person, edition)]
        for name in ("can_see_edition", "can_edit", "can_submit", "can_review", "can_name_evaluators")
    }

    assert may == {
        "can_see_edition": ["reviewer"],
        "can_edit": ["reviewer"],
        "can_submit": ["reviewer"],
        "can_review": ["reviewer"],
        "can_name_evaluators": [],
    }


def test_results_report_is_checked_by_a_reviewer_who_did_not_submit_it():
    author = scenes.reviewer()
    edition = scenes.submitted(scenes.results_draft(by=author))
    people = {"author": author, "reviewer": scenes.reviewer(), "anonymous": AnonymousUser()}

    assert [who for who, person in people.items() if permissions.has_submitted(person, edition)] == ["author"]
    assert [who for who, person in people.items() if permissions.can_review(person, edition)] == ["reviewer"]


def test_moderator_decides_nothing_under_a_report_of_her_own():
    moderator = scenes.moderator()
    edition = scenes.draft()
    evaluator = scenes.evaluator_for(edition.report.member, user=moderator)
    Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
    report = scenes.published(edition).report

    assert not permissions.can_moderate(moderator, report)
    assert permissions.can_moderate(moderator, scenes.published().report)
    assert permissions.can_moderate(moderator)


def test_groups_are_asked_for_once_a_request(django_assert_num_queries):
    person = scenes.reviewer()
    person = type(person).objects.get(pk=person.pk)

    with django_assert_num_queries(1):
        assert permissions.is_reviewer(person)
        assert not permissions.is_moderator(person)


def test_being_an_evaluator_elsewhere_opens_nothing_here():
    stranger = UserFactory()
    scenes.evaluator_for(MemberFactory(), user=stranger)

    assert not permissions.can_see_edition(stranger, scenes.draft())


def test_lead_without_her_assignment_reads_but_opens_no_correction():
    edition = scenes.published()
    lead = edition.report.lead
    assert permissions.can_correct(lead.user, edition.report)

    lead.assignments.all().delete()

    assert not permissions.can_correct(lead.user, edition.report)
    assert permissions.can_see_edition(lead.user, edition)


NAMES = ("can_edit", "can_submit", "can_name_evaluators")


def those_who_may(edition, **people):
    """Return, by predicate, who of the people may."""
    return {
        name: {who for who, person in people.items() if getattr(permissions, name)(person, edition)} for name in NAMES
    }


def lose_assignment(lead):
    lead.assignments.all().delete()


def lose_account(lead):
    lead.user.is_active = False
    lead.user.save()


@pytest.mark.parametrize("lose", [lose_assignment, lose_account])
@pytest.mark.parametrize("begin", [scenes.draft, scenes.returned, lambda: correction_of(scenes.published())])
def test_what_nobody_in_its_bylines_may_write_is_for_reviewers(begin, lose):
    edition = begin()
    lose(edition.report.lead)
    people = {
        "lead": edition.report.lead.user,
        "other": scenes.evaluator_for(edition.report.member).user,
        "reviewer": scenes.reviewer(),
        "admin": UserFactory(is_superuser=True),
        "moderator": scenes.moderator(),
        "anonymous": AnonymousUser(),
    }

    assert those_who_may(edition, **people) == dict.fromkeys(NAMES, REVIEWERS)
    assert list(permissions.left_to_reviewers(Edition.objects.unpublished())) == [edition]


def correction_of(edition):
    return drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")


def test_evaluator_whom_a_reviewer_added_writes_and_leads():
    edition = scenes.draft()
    lose_assignment(edition.report.lead)
    reviewer, newcomer = scenes.reviewer(), scenes.evaluator_for(edition.report.member)

    bylines.add(edition, newcomer, by=reviewer)

    people = {"lead": edition.report.lead.user, "newcomer": newcomer.user, "reviewer": reviewer}
    assert those_who_may(edition, **people) == {name: {"newcomer"} for name in NAMES}
    assert list(permissions.left_to_reviewers(Edition.objects.unpublished())) == []


def test_next_in_the_bylines_leads_where_the_lead_cannot():
    edition = scenes.draft()
    lead = edition.report.lead
    second, third = (bylines.add(edition, scenes.evaluator_for(edition.report.member), by=lead.user) for _ in range(2))
    bylines.shift(edition, third.pk, steps=-2, by=lead.user)
    assert permissions.leads_of([edition]) == {edition.pk: lead}

    lose_assignment(lead)

    people = {"second": second.evaluator.user, "third": third.evaluator.user, "reviewer": scenes.reviewer()}
    assert those_who_may(edition, **people) == {
        "can_edit": {"second", "third"},
        "can_submit": {"second", "third"},
        "can_name_evaluators": {"third"},
    }


def test_results_reports_are_left_to_reviewers_while_they_are_written():
    results = scenes.results_draft()
    scenes.draft()

    assert list(permissions.left_to_reviewers(Edition.objects.unpublished())) == [results]
