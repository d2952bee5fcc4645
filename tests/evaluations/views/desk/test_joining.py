"""The link of an invitation, and what whoever leads a report does with invitations."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from evaluations import invitations
from evaluations.models import Invitation
from tests import scenes
from tests.factories import UserFactory

from .visits import heading_of, lead, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def invitation(edition):
    return invitations.invite(edition, by=lead(edition), email="guest@example.org")


def link(invitation):
    return reverse("evaluations:invitation", args=[invitation.token])


def people(edition):
    return edition.bylines.count()


class TestTheLink:
    def test_opening_it_does_nothing(self, edition, invitation):
        for client in (Client(), signed_in(UserFactory()), signed_in(lead(edition))):
            assert heading_of(client.get(link(invitation))) == "You are invited to a report"

        invitation.refresh_from_db()
        assert (invitation.outcome, people(edition)) == ("", 1)

    def test_the_button_joins_and_leads_to_the_report(self, edition, invitation):
        client = signed_in(UserFactory())

        page = client.post(link(invitation), {"accept": "1", "name": "Ana Núñez", "organisation": ""}, follow=True)

        assert page.redirect_chain == [(url("task-list", edition), 302)]
        assert "You are an evaluator on this report now." in page.text
        assert edition.bylines.get(position=2).name == "Ana Núñez"
        desk = client.get(reverse("evaluations:desk"))
        assert url("task-list", edition) in desk.text

    def test_who_is_an_evaluator_is_asked_for_no_name(self, edition, invitation):
        evaluator = scenes.evaluator_for(scenes.draft().report.member, name="Luz Ángela")
        client = signed_in(evaluator.user)

        assert "You are published as Luz Ángela." in client.get(link(invitation)).text
        assert client.post(link(invitation), {"accept": "1"}).status_code == 302
        assert edition.bylines.get(position=2).evaluator == evaluator

    def test_without_a_name_nobody_joins_and_what_was_typed_stays(self, edition, invitation):
        page = signed_in(UserFactory()).post(link(invitation), {"accept": "1", "name": " ", "organisation": "Obs"})

        assert (page.status_code, people(edition)) == (422, 1)
        assert ("Write your name." in page.text, 'value="Obs"' in page.text) == (True, True)

    def test_who_is_signed_out_accepts_nothing_and_is_led_back(self, edition, invitation):
        page = Client().post(link(invitation), {"accept": "1", "name": "Ana"})

        assert (page.status_code, people(edition)) == (403, 1)
        assert "Ana</textarea>" in page.text
        assert f"/accounts/login/?next={link(invitation).replace(':', '%3A')}" in page.text

    def test_it_is_declined_without_an_account(self, invitation):
        page = Client().post(link(invitation), {"decline": "1"})

        assert heading_of(page) == "This invitation was declined"
        assert Invitation.objects.get().outcome == "declined"

    def test_a_press_without_a_button_does_nothing_and_keeps_what_was_typed(self, edition, invitation):
        page = signed_in(UserFactory()).post(link(invitation), {"name": "Ana", "organisation": "Obs"})

        assert (page.status_code, people(edition)) == (422, 1)
        assert ('value="Ana"' in page.text, 'value="Obs"' in page.text) == (True, True)

    def test_after_it_was_revoked_it_says_so(self, edition, invitation):
        invitations.revoke(edition, invitation.pk, by=lead(edition))

        opened = Client().get(link(invitation))
        pressed = signed_in(UserFactory()).post(link(invitation), {"accept": "1", "name": "Ana Núñez"})

        for page in (opened, pressed):
            assert (page.status_code, heading_of(page)) == (410, "This invitation was revoked")
        assert "Ana Núñez</textarea>" in pressed.text
        assert people(edition) == 1

    def test_one_for_a_colleague_says_so_to_another_account(self, edition):
        colleague = scenes.evaluator_for(edition.report.member, name="Tomás Ruiz")
        invitation = invitations.invite(edition, by=lead(edition), evaluator=colleague)
        client = signed_in(UserFactory())

        page = client.get(link(invitation))

        assert "It is written to Tomás Ruiz, and you are signed in under another account." in page.text
        for button in ("accept", "decline"):
            assert client.post(link(invitation), {button: "1", "name": "Ana"}).status_code == 403
        assert Invitation.objects.get().outcome == ""

    def test_a_report_that_is_with_the_reviewers_is_not_joined(self, edition, invitation):
        scenes.submitted(edition)

        page = signed_in(UserFactory()).post(link(invitation), {"accept": "1", "name": "Ana"})

        assert (page.status_code, people(edition)) == (409, 1)
        assert "nobody can join it now" in page.text

    def test_a_link_that_names_none_is_not_found(self):
        assert Client().get("/invitations/nonsense/").status_code == 404


class TestInviting:
    def test_the_lead_invites_by_email_and_revokes(self, edition):
        client = signed_in(lead(edition))

        page = client.post(url("evaluators", edition), {"invite": "1", "email": "guest@example.org"}, follow=True)
        waiting = Invitation.objects.get()
        client.post(url("evaluators", edition), {"revoke": waiting.pk})

        assert "guest@example.org was invited." in page.text
        assert Invitation.objects.get().outcome == "revoked"

    def test_a_colleague_is_chosen_by_name(self, edition):
        colleague = scenes.evaluator_for(edition.report.member, name="Tomás Ruiz")

        page = signed_in(lead(edition)).post(
            url("evaluators", edition), {"invite": "1", "evaluator": colleague.pk, "email": ""}, follow=True
        )

        assert ("Tomás Ruiz was invited." in page.text, colleague.user.email in page.text) == (True, False)
        assert (Invitation.objects.get().evaluator, people(edition)) == (colleague, 1)

    @pytest.mark.parametrize(
        ("data", "told"),
        [({"email": ""}, "one of both"), ({"email": "nobody"}, "Enter a valid email address"),
         ({"email": "a@example.org", "evaluator": "colleague"}, "one of both"),
         ({"evaluator": "4711"}, "Choose one of")],
        ids=["nothing", "no email", "both", "nobody of them"],
    )  # fmt: skip
    def test_what_names_nobody_or_two_is_refused_in_words(self, edition, data, told):
        colleague = scenes.evaluator_for(edition.report.member)
        if data.get("evaluator") == "colleague":
            data = data | {"evaluator": colleague.pk}

        page = signed_in(lead(edition)).post(url("evaluators", edition), {"invite": "1", **data})

        assert (page.status_code, told in page.text, Invitation.objects.count()) == (422, True, 0)

    def test_an_email_that_is_too_long_is_refused(self, edition):
        page = signed_in(lead(edition)).post(
            url("evaluators", edition), {"invite": "1", "email": f"{'a' * 280}@example.org"}
        )

        assert (page.status_code, Invitation.objects.count()) == (422, 0)

    def test_who_leads_next_does_not_read_the_email(self, edition, invitation):
        colleague = scenes.evaluator_for(edition.report.member)
        edition.add_byline(colleague)
        edition.report.lead.assignments.all().delete()

        page = signed_in(colleague.user).get(url("evaluators", edition))

        assert ("Revoke" in page.text, "guest@example.org" in page.text) == (True, False)

    def test_an_email_sent_too_late_comes_back(self, edition):
        scenes.submitted(edition)

        page = signed_in(lead(edition)).post(url("evaluators", edition), {"invite": "1", "email": "a@example.org"})

        assert (page.status_code, "a@example.org</textarea>" in page.text) == (409, True)

    def test_a_co_evaluator_reads_who_is_invited_but_no_email(self, edition, invitation):
        colleague = scenes.evaluator_for(edition.report.member)
        edition.add_byline(colleague)
        client = signed_in(colleague.user)

        page = client.get(url("evaluators", edition))

        assert ("Somebody by email" in page.text, "guest@example.org" in page.text) == (True, False)
        assert client.post(url("evaluators", edition), {"revoke": invitation.pk}).status_code == 403
        assert client.post(url("evaluators", edition), {"invite": "1", "email": "b@example.org"}).status_code == 403

    def test_an_invitation_to_another_report_is_not_revoked_here(self, edition, invitation):
        other = scenes.draft()

        signed_in(lead(other)).post(url("evaluators", other), {"revoke": invitation.pk})

        assert Invitation.objects.get().outcome == ""

    def test_very_many_a_day_wait_until_tomorrow(self, edition):
        cache.clear()
        client = signed_in(lead(edition))
        for number in range(20):
            client.post(url("evaluators", edition), {"invite": "1", "email": f"guest-{number}@example.org"})

        page = client.post(url("evaluators", edition), {"invite": "1", "email": "one-more@example.org"})

        assert (page.status_code, Invitation.objects.count()) == (429, 20)
        assert 'value="one-more@example.org"' in page.text
