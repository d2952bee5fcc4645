"""Reviewers end what lets somebody join a report, or write it as a guest."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import bylines, invitations, permissions
from evaluations.models import Invitation
from tests import scenes
from tests.factories import AssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def reviewer():
    return scenes.reviewer()


def invite(edition, email="guest@example.org", **more):
    return invitations.invite(edition, by=edition.report.lead.user, email=email, **more)


def joined(edition, user):
    """Return the invitation by which a guest has joined."""
    invitation = invite(edition)
    invitations.accept(invitation, by=user, name="Ana Núñez")
    return invitation


def refusal_of(invitation, by):
    with pytest.raises(ValidationError) as refusal:
        invitations.take_back(invitation, by=by)
    return refusal.value


def test_one_that_waits_is_dead(edition, reviewer):
    invitation = invite(edition)

    invitations.take_back(invitation, by=reviewer)

    with pytest.raises(ValidationError) as refusal:
        invitations.accept(invitation, by=UserFactory(), name="Ana")
    assert refusal.value.code == "ended"
    assert Invitation.objects.get().outcome == "revoked"


def test_a_guest_who_has_joined_reads_on_and_writes_no_more(edition, reviewer):
    guest = UserFactory()
    invitation = joined(edition, guest)
    before = permissions.can_edit(guest, edition)

    invitations.take_back(invitation, by=reviewer)

    assert (before, permissions.can_edit(guest, edition)) == (True, False)
    assert permissions.can_see_edition(guest, edition)
    assert [byline.evaluator for byline in permissions.signers(edition)] == [edition.report.lead]


def test_a_guest_who_joined_twice_writes_no_more_either(edition, reviewer):
    guest = UserFactory()
    first = joined(edition, guest)
    bylines.remove(edition, edition.bylines.get(position=2).pk, by=edition.report.lead.user)
    joined(edition, guest)

    invitations.take_back(first, by=reviewer)

    assert not permissions.can_edit(guest, edition)
    assert [invitation.outcome for invitation in Invitation.objects.all()] == ["revoked", "revoked"]


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
def test_in_whatever_state_the_report_is(edition, reviewer, scene):
    guest = UserFactory()
    invitation = joined(edition, guest)
    scene(edition)

    invitations.take_back(invitation, by=reviewer)

    assert not permissions.is_author_of(guest, edition)


def test_another_guest_writes_on(edition, reviewer):
    guest, other = UserFactory(), UserFactory()
    joined(edition, other)

    invitations.take_back(joined(edition, guest), by=reviewer)

    assert [permissions.can_edit(person, edition) for person in (guest, other)] == [False, True]


@pytest.mark.parametrize("is_assigned_later", [True, False])
def test_not_from_who_writes_by_an_assignment(edition, reviewer, is_assigned_later):
    if is_assigned_later:
        invitation = joined(edition, UserFactory())
        invitation.refresh_from_db()
        AssignmentFactory(evaluator=invitation.evaluator, member=edition.report.member)
    else:
        colleague = scenes.evaluator_for(edition.report.member, name="Ana Núñez")
        invitation = invite(edition, "", evaluator=colleague)
        invitations.accept(invitation, by=colleague.user, name="")

    refused = refusal_of(invitation, reviewer)

    member = edition.report.member.title
    assert (refused.code, refused.messages) == (
        "assigned",
        [f"Ana Núñez is assigned to {member}, and writes by that: take back the assignment instead."],
    )
    assert Invitation.objects.get().outcome == "accepted"


@pytest.mark.parametrize("end", ["decline", "revoke", "take_back"])
def test_not_what_has_ended(edition, reviewer, end):
    invitation = invite(edition)
    {
        "decline": lambda: invitations.decline(invitation, by=UserFactory()),
        "revoke": lambda: invitations.revoke(edition, invitation.pk, by=edition.report.lead.user),
        "take_back": lambda: invitations.take_back(invitation, by=reviewer),
    }[end]()
    ended = Invitation.objects.values_list("outcome", "ended_at").get()

    assert refusal_of(invitation, reviewer).code == "ended"
    assert Invitation.objects.values_list("outcome", "ended_at").get() == ended


@pytest.mark.parametrize("person", ["lead", "moderator", "stranger"])
def test_by_nobody_but_reviewers(edition, person):
    guest = UserFactory()
    invitation = joined(edition, guest)
    people = {"lead": edition.report.lead.user, "moderator": scenes.moderator(), "stranger": UserFactory()}

    with pytest.raises(PermissionDenied):
        invitations.take_back(invitation, by=people[person])

    assert permissions.can_edit(guest, edition)
