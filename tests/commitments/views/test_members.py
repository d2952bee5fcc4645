"""The list of members, and the page of one."""

import pytest

from tests.commitments.views.rows import titles
from tests.factories import (
    ActionPlanFactory,
    CommitmentFactory,
    ContactFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db


class TestMemberList:
    url = "/members/"

    def test_names_every_member(self, client):
        MemberFactory(name="Jalisco", country="Mexico")
        MemberFactory(national=True, country="Albania")
        MemberFactory(national=True, country="Mexico")

        assert titles(client.get(self.url)) == ["Albania", "Mexico", "Jalisco, Mexico"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("words=cordoba", ["Córdoba (Province), Argentina"]),
            ("words=ARGENTINA+córdoba", ["Córdoba (Province), Argentina"]),
            ("words=xbo", ["Boeotia"]),
            ("country=Boeotia", ["Boeotia"]),
            ("region=Europe", ["Boeotia"]),
            ("level=local", ["Córdoba (Province), Argentina"]),
            ("sort=since", ["Córdoba (Province), Argentina", "Boeotia"]),
        ],
    )
    def test_filters(self, client, query, found):
        MemberFactory(name="Córdoba (Province)", country="Argentina", region="Americas", member_since=2012)
        MemberFactory(national=True, country="Boeotia", region="Europe", ogp_code="XBO")

        assert titles(client.get(f"{self.url}?{query}")) == found

    def test_counts_what_each_promised(self, client):
        plan = ActionPlanFactory()
        CommitmentFactory.create_batch(2, action_plan=plan)

        [member] = client.get(self.url).context["page_obj"]

        assert (member.plan_count, member.commitment_count) == (1, 2)


class TestMember:
    def test_shows_plans_commitments_and_contacts(self, client):
        member = MemberFactory(name="Jalisco", country="Mexico", slug="jalisco", member_since=2016, region="Americas")
        plan = ActionPlanFactory(member=member, title="The plan", start_year=2021, end_year=2022)
        ActionPlanFactory(member=member, title="An undated plan", start_year=None, end_year=None)
        CommitmentFactory(action_plan=plan, title="Publish every contract", end_as_written="Ongoing")
        ContactFactory(member=member, name="Example Person", role="Coordinator", organisation="Example Office")

        page = client.get("/members/jalisco/").content.decode()

        told = ["Jalisco, Mexico", "member since 2016", "Americas", "The plan", "An undated plan", "“Ongoing”"]
        told += ["Publish every contract", "Example Person, Coordinator, Example Office"]
        assert [words for words in told if words not in page] == []

    def test_e_mails_of_contacts_stay_private(self, client, admin_client):
        contact = ContactFactory(email="private@example.org", role="Coordinator")

        pages = [each.get(contact.member.get_absolute_url()).content.decode() for each in (client, admin_client)]

        assert [contact.name in page for page in pages] == [True, True]
        assert ["private@" in page for page in pages] == [False, False]

    def test_many_commitments_lead_to_the_list(self, client):
        member = MemberFactory(slug="busy")
        CommitmentFactory.create_batch(51, action_plan=ActionPlanFactory(member=member))

        response = client.get("/members/busy/")

        assert len(response.context["commitments"]) == 50
        assert '<a href="/commitments/?member=busy">' in response.content.decode()

    def test_says_what_is_not_recorded(self, client):
        page = client.get(MemberFactory().get_absolute_url()).content.decode()

        for words in ("No action plan is recorded.", "No commitment is recorded.", "No contact is recorded."):
            assert words in page
