"""Invitations in the admin: who reads which email, what is found, and taking one back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import invitations, permissions
from evaluations.models import Invitation
from tests import scenes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/evaluations/invitation/"


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def administrator(client):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


def invite(edition, email="guest@example.org", **more):
    return invitations.invite(edition, by=edition.report.lead.user, email=email, **more)


def joined(edition, user, email="joined@example.org"):
    invitation = invite(edition, email)
    invitations.accept(invitation, by=user, name="Ana Núñez")
    return invitation


def colleague(edition):
    """Return the invitation of a colleague, whose email is her account's."""
    evaluator = scenes.evaluator_for(edition.report.member, name="Berta Luz", user=UserFactory(email="luz@example.org"))
    return invite(edition, "", evaluator=evaluator)


def in_every_state(edition):
    """Return by state an invitation of each."""
    found = {
        "waiting": invite(edition, "waiting@example.org"),
        "expired": invite(edition, "expired@example.org"),
        "accepted": joined(edition, UserFactory()),
        "declined": invite(edition, "declined@example.org"),
        "revoked": invite(edition, "revoked@example.org"),
    }
    Invitation.objects.filter(pk=found["expired"].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    invitations.decline(found["declined"], by=UserFactory())
    invitations.revoke(edition, found["revoked"].pk, by=edition.report.lead.user)
    return found


def choose(client, chosen, **data):
    rows = [invitation.pk for invitation in chosen]
    return client.post(LIST, {"action": "take_back", "_selected_action": rows, **data})


def found_by(client, **query):
    return list(client.get(LIST, query).context["cl"].queryset.order_by("pk"))


class TestReading:
    def test_the_list_tells_what_became_of_each(self, client, reviewer, edition):
        in_every_state(edition)

        changelist = client.get(LIST).context["cl"]

        told = [
            (changelist.model_admin.who(row), str(changelist.model_admin.state(row))) for row in changelist.queryset
        ]
        assert told == [
            ("revoked@example.org", "Revoked"),
            ("declined@example.org", "Declined"),
            ("Ana Núñez", "Accepted, as a guest"),
            ("expired@example.org", "Expired"),
            ("waiting@example.org", "Waits"),
        ]

    @pytest.mark.parametrize("state", ["waiting", "expired", "accepted", "declined", "revoked"])
    def test_filter_by_state(self, client, reviewer, edition, state):
        of_state = in_every_state(edition)

        assert found_by(client, state=state) == [of_state[state]]

    @pytest.mark.parametrize("words", ["Ana", "{number}", "publish every", "Ana {number}"])
    def test_found_by_report_or_name(self, client, reviewer, edition, words):
        type(edition.report.commitment).objects.update(title="Publish every contract")
        wanted = joined(edition, UserFactory())
        scenes.draft()

        assert found_by(client, q=words.format(number=edition.report.number)) == [wanted]

    def test_nothing_of_it_can_be_typed_into(self, client, administrator, edition):
        invitation = invite(edition)

        answers = [
            client.get(f"{LIST}add/"),
            client.post(f"{LIST}{invitation.pk}/change/", {"email": "other@example.org"}),
            client.post(f"{LIST}{invitation.pk}/delete/", {"post": "yes"}),
        ]

        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert Invitation.objects.get().email == "guest@example.org"

    @pytest.mark.parametrize(("person", "refused"), [(scenes.moderator, 403), (UserFactory, 302)])
    def test_for_nobody_but_reviewers(self, client, edition, person, refused):
        invitation = invite(edition)
        client.force_login(person())

        statuses = {client.get(url).status_code for url in (LIST, f"{LIST}{invitation.pk}/change/")}
        assert statuses == {refused}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, django_assert_num_queries, rows):
        for number in range(rows):
            edition = scenes.draft()
            joined(edition, UserFactory(), f"joined{number}@example.org")
            invite(edition, f"guest{number}@example.org")

        with django_assert_num_queries(9):
            assert client.get(LIST).status_code == 200


class TestEmails:
    """Who typed one, and staff, read it; a colleague's, which is her account's, those who manage the site alone."""

    def test_reviewers_read_what_was_typed_and_no_colleagues(self, client, reviewer, edition):
        typed, named = invite(edition), colleague(edition)

        pages = [client.get(url).text for url in (LIST, *(f"{LIST}{row.pk}/change/" for row in (typed, named)))]

        assert ["guest@example.org" in page for page in pages] == [True, True, False]
        assert ["luz@example.org" in page for page in pages] == [False, False, False]
        assert "Berta Luz" in pages[2]

    def test_administrators_read_both(self, client, administrator, edition):
        named = colleague(edition)

        assert "luz@example.org" in client.get(f"{LIST}{named.pk}/change/").text

    def test_reviewers_find_by_what_they_may_read(self, client, reviewer, edition):
        typed, _named = invite(edition), colleague(edition)

        assert (found_by(client, q="guest@example"), found_by(client, q="luz@example")) == ([typed], [])

    def test_administrators_find_by_both(self, client, administrator, edition):
        named = colleague(edition)

        assert found_by(client, q="luz@example") == [named]

    @pytest.mark.parametrize("lookup", ["email", "email__startswith", "evaluator__email", "invited_by__email"])
    def test_reviewers_cannot_guess_one_letter_by_letter(self, client, reviewer, edition, lookup):
        colleague(edition)

        assert client.get(LIST, {lookup: "l"}).status_code == 400


class TestTakingBack:
    def test_it_asks_why_first(self, client, reviewer, edition):
        chosen = [invite(edition), colleague(edition)]

        page = choose(client, chosen)

        assert page.status_code == 200
        assert sorted(row.pk for row in page.context["rows"]) == [row.pk for row in chosen]
        assert "guest@example.org: " in page.text
        assert Invitation.objects.pending().count() == 2

    def test_it_needs_a_reason(self, client, reviewer, edition):
        page = choose(client, [invite(edition)], reason=" ")

        assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])
        assert Invitation.objects.pending().count() == 1

    def test_what_waits_is_dead_and_a_guest_writes_no_more(self, client, reviewer, edition):
        guest = UserFactory()
        chosen = [invite(edition), joined(edition, guest)]

        page = choose(client, chosen, reason="She is with the ministry.")

        assert page.status_code == 302
        assert {row.outcome for row in Invitation.objects.all()} == {"revoked"}
        assert not permissions.can_edit(guest, edition)
        history = client.get(f"{LIST}{chosen[1].pk}/history/").text
        assert "take_back: She is with the ministry." in history

    def test_who_writes_by_an_assignment_is_told_of_and_the_others_taken_back(self, client, reviewer, edition):
        waiting, named = invite(edition), colleague(edition)
        invitations.accept(named, by=named.evaluator.user, name="")

        page = choose(client, [waiting, named], reason="Both left.")

        told = [str(message) for message in client.get(page.url).context["messages"]]
        member = edition.report.member.title
        assert told == [
            f"Berta Luz is assigned to {member}, and writes by that: take back the assignment instead.",
            "1 invitation was taken back.",
        ]
        assert permissions.can_edit(named.evaluator.user, edition)

    def test_the_page_of_one_offers_it_while_there_is_something_to_take_back(self, client, reviewer, edition):
        rows = in_every_state(edition)

        offered = {
            state: 'name="action" value="take_back"' in client.get(f"{LIST}{row.pk}/change/").text
            for state, row in rows.items()
        }

        assert offered == {"waiting": True, "expired": True, "accepted": True, "declined": False, "revoked": False}
