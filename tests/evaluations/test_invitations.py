from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import bylines, invitations, permissions
from evaluations.models import Edition, Evaluator, Invitation
from tests import scenes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return scenes.draft()


def lead(edition):
    return edition.report.lead.user


def invite(edition, email="guest@example.org", **more):
    return invitations.invite(edition, by=lead(edition), email=email, **more)


def expire(invitation):
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()


def names(edition):
    return list(edition.bylines.order_by("position").values_list("name", flat=True))


class TestInviting:
    def test_mails_a_link_to_whoever_reads_the_email(self, edition, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            invitation = invite(edition)

        [message] = mail.outbox
        assert message.to == ["guest@example.org"]
        assert f"/invitations/{invitation.token}/" in message.body
        assert message.subject.startswith(f"{edition.report.lead.name} invites you to: End of Commitment Report")
        assert invitations.found(invitation.token) == invitation

    def test_a_colleague_is_invited_by_name_at_the_email_that_she_signs_in_with(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)

        invitation = invite(edition, email="", evaluator=colleague)

        assert (invitation.email, invitation.invitee) == (colleague.user.email, colleague.name)

    def test_a_newer_one_takes_the_place_of_one_that_waits(self, edition):
        older = invite(edition, "Guest@example.org")

        newer = invite(edition)

        older.refresh_from_db()
        assert (older.outcome, newer.is_pending) == ("revoked", True)

    def test_who_stands_on_the_report_is_not_invited(self, edition):
        with pytest.raises(ValidationError) as refusal:
            invite(edition, "", evaluator=edition.report.lead)

        assert (refusal.value.code, Invitation.objects.count()) == ("named", 0)

    def test_an_email_tells_nobody_whose_it_is(self, edition):
        invitation = invite(edition, lead(edition).email)

        assert invitation.is_pending
        with pytest.raises(ValidationError) as refusal:
            invitations.accept(invitation, by=lead(edition), name="")
        assert refusal.value.code == "named"

    def test_who_has_no_email_is_not_invited(self, edition):
        colleague = scenes.evaluator_for(edition.report.member, user=UserFactory(email=""), email="")

        with pytest.raises(ValidationError) as refusal:
            invite(edition, "", evaluator=colleague)

        assert (refusal.value.code, Invitation.objects.count()) == ("email", 0)

    def test_an_email_in_other_letters_is_the_same(self, edition):
        older = invite(edition, "k@example.org")

        invite(edition, "\u212a@example.org")

        older.refresh_from_db()
        assert older.outcome == "revoked"

    def test_only_who_leads_an_open_report_invites(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        edition.add_byline(colleague)

        for person in (colleague.user, scenes.reviewer()):
            with pytest.raises(PermissionDenied):
                invitations.invite(edition, by=person, email="guest@example.org")
        scenes.submitted(edition)
        with pytest.raises(PermissionDenied):
            invite(edition)

    def test_one_that_was_revoked_before_its_mail_left_is_not_mailed(self, edition, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            invitations.revoke(edition, invite(edition).pk, by=lead(edition))

        assert mail.outbox == []


class TestAccepting:
    def test_puts_the_account_last_on_the_report_which_she_writes(self, edition):
        user = UserFactory(email="guest@example.org")

        byline = invitations.accept(invite(edition), by=user, name="Ana Núñez", organisation="Observatorio")

        assert (names(edition), byline.organisation) == ([edition.report.lead.name, "Ana Núñez"], "Observatorio")
        assert permissions.is_author_of(user, edition)
        assert permissions.is_evaluator(user)

    def test_gives_no_right_but_to_this_report(self, edition):
        other = scenes.draft(evaluator=edition.report.lead, commitment=_another(edition.report.member))
        user = UserFactory()

        invitations.accept(invite(edition), by=user, name="Ana")

        assert not permissions.is_assigned(user, edition.report.member)
        assert not permissions.can_see_edition(user, other)

    def test_an_evaluator_keeps_her_own_name(self, edition):
        evaluator = scenes.evaluator_for(scenes.draft().report.member, name="Luz Ángela")

        invitations.accept(invite(edition), by=evaluator.user, name="Somebody else")

        assert names(edition)[1] == "Luz Ángela"
        assert Evaluator.objects.filter(user=evaluator.user).count() == 1

    def test_happens_once(self, edition):
        invitation = invite(edition)
        invitations.accept(invitation, by=UserFactory(), name="Ana")

        with pytest.raises(ValidationError) as refusal:
            invitations.accept(invitation, by=UserFactory(), name="Berta")

        assert (refusal.value.code, len(names(edition))) == ("ended", 2)

    @pytest.mark.parametrize("end", ["revoke", "expire", "decline"])
    def test_not_after_it_has_ended(self, edition, end):
        invitation = invite(edition)
        {
            "revoke": lambda: invitations.revoke(edition, invitation.pk, by=lead(edition)),
            "expire": lambda: expire(invitation),
            "decline": lambda: invitations.decline(invitation, by=AnonymousUser()),
        }[end]()

        with pytest.raises(ValidationError) as refusal:
            invitations.accept(invitation, by=UserFactory(), name="Ana")

        assert (refusal.value.code, len(names(edition))) == ("ended", 1)

    def test_not_while_the_report_is_with_the_reviewers_but_afterwards(self, edition):
        invitation, user = invite(edition), UserFactory()
        scenes.submitted(edition)

        with pytest.raises(ValidationError) as refusal:
            invitations.accept(invitation, by=user, name="Ana")

        assert refusal.value.code == "status"
        Edition.objects.filter(pk=edition.pk).update(status="returned")
        assert invitations.accept(invitation, by=user, name="Ana").position == 2

    def test_by_nobody_but_the_colleague_to_whom_it_was_written(self, edition):
        invitation = invite(edition, email="", evaluator=scenes.evaluator_for(edition.report.member))

        with pytest.raises(PermissionDenied):
            invitations.accept(invitation, by=UserFactory(), name="Ana")

    def test_who_was_taken_off_afterwards_writes_no_more(self, edition):
        user = UserFactory()
        byline = invitations.accept(invite(edition), by=user, name="Ana")

        byline.delete()

        assert not permissions.is_author_of(user, edition)

    def test_a_colleagues_right_is_her_assignment_and_goes_with_it(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        invitations.accept(invite(edition, "", evaluator=colleague), by=colleague.user, name="")

        colleague.assignments.all().delete()

        assert not permissions.is_author_of(colleague.user, edition)

    def test_a_guest_writes_beside_somebody_assigned_and_never_leads(self, edition):
        guest = UserFactory()
        invitations.accept(invite(edition), by=guest, name="Ana")

        edition.report.lead.assignments.all().delete()

        assert not permissions.is_author_of(guest, edition)
        assert not permissions.can_name_evaluators(guest, edition)
        assert permissions.is_author_of(scenes.reviewer(), edition)

    def test_not_after_whoever_invited_leads_no_more(self, edition):
        invitation, user = invite(edition), lead(edition)
        edition.add_byline(scenes.evaluator_for(edition.report.member))
        user.is_active = False
        user.save()

        with pytest.raises(ValidationError) as refusal:
            invitations.accept(invitation, by=UserFactory(), name="Ana")

        assert refusal.value.code == "ended"

    def test_publishing_ends_what_waits(self, edition):
        invitation = invite(edition)

        scenes.published(edition)

        invitation.refresh_from_db()
        assert invitation.outcome == "revoked"

    def test_another_link_lets_nobody_back_in_who_was_taken_off(self, edition):
        guest = UserFactory()
        first, second = (invite(edition, email) for email in ("guest@example.org", "her.other@example.org"))
        byline = invitations.accept(first, by=guest, name="Ana")
        bylines.remove(edition, byline.pk, by=lead(edition))

        with pytest.raises(ValidationError) as refusal:
            invitations.accept(second, by=guest, name="Ana")

        assert refusal.value.code == "ended"
        assert invitations.accept(invite(edition), by=guest, name="Ana").name == "Ana"

    def test_not_into_a_report_that_is_submitted_at_that_moment(self, edition):
        scenes.submitted(edition)

        with pytest.raises(ValidationError) as refusal:
            bylines.admit(edition, scenes.evaluator_for(edition.report.member))

        assert (refusal.value.code, len(names(edition))) == ("status", 1)

    @pytest.mark.parametrize(("act", "told"), [("accept", "Ana joined: "), ("decline", "guest@example.org declined: ")])
    def test_whoever_invited_is_told(self, edition, act, told, django_capture_on_commit_callbacks):
        invitation = invite(edition)

        with django_capture_on_commit_callbacks(execute=True):
            if act == "accept":
                invitations.accept(invitation, by=UserFactory(), name="Ana")
            else:
                invitations.decline(invitation, by=AnonymousUser())

        [message] = mail.outbox
        assert (message.to, message.subject.startswith(told)) == ([lead(edition).email], True)


@pytest.mark.parametrize("token", ["", "nonsense", "MQ:1vabcd:forged"])
def test_a_link_that_was_made_up_names_no_invitation(edition, token):
    invite(edition)

    assert invitations.found(token) is None


def _another(member):
    return type(scenes.draft().report.commitment).objects.create(member=member, title="Another", slug="another")
