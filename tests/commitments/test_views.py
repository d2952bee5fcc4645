import datetime
import re

import pytest
from django.urls import reverse

from commitments.models import OgpValue
from commitments.templatetags.years import years_together
from tests.factories import (
    ActionPlanFactory,
    CommitmentFactory,
    ContactFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ["commitments:member-list", "commitments:action-plan-list", "commitments:commitment-list"]


def titles(response):
    """Return the titles of the rows of a list, in order."""
    return re.findall(r'class="row-title"><a href="[^"]*">([^<]*)</a>', response.content.decode())


def chips(response):
    return [(chip.label, chip.url) for chip in response.context["chips"]]


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


class TestActionPlanList:
    url = "/action-plans/"

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Plan B", "Plan A", "Plan C"]),
            ("sort=oldest", ["Plan A", "Plan B", "Plan C"]),
            ("words=ap_xar01", ["Plan A"]),
            ("member=jalisco", ["Plan A"]),
            ("year=2014", ["Plan A"]),
            ("year=2016", ["Plan B"]),
        ],
    )
    def test_filters(self, client, query, found):
        jalisco = MemberFactory(slug="jalisco")
        ActionPlanFactory(member=jalisco, title="Plan A", ogp_id="AP_XAR01", start_year=2012, end_year=2015)
        ActionPlanFactory(title="Plan B", start_year=2016, end_year=None)
        ActionPlanFactory(title="Plan C", start_year=None, end_year=None)

        assert titles(client.get(f"{self.url}?{query}")) == found


class TestCommitmentList:
    url = "/commitments/"

    @pytest.fixture(autouse=True)
    def commitments(self):
        member = MemberFactory(name="Jalisco", slug="jalisco", region="Americas")
        plan = ActionPlanFactory(member=member, slug="the-plan", start_year=2021)
        spanish = CommitmentFactory(
            action_plan=plan, title="Participación ciudadana", ogp_id="MXJL0001", ogp_values=[OgpValue.PARTICIPATION]
        )
        spanish.policy_areas.add(PolicyAreaFactory(slug="youth", name="Youth"))
        CommitmentFactory(title="Open budget", action_plan__start_year=2015, action_plan__member__region="Europe")

    @pytest.mark.parametrize(
        "query",
        [
            "words=PARTICIPACION",
            "words=participación+jalisco",
            "words=partisipacion",
            "words=mxjl0001",
            "member=jalisco",
            "plan=the-plan",
            "area=youth",
            "value=civic-participation",
            "region=Americas",
            "words=participacion&member=jalisco&plan=the-plan&area=youth&value=civic-participation&region=Americas",
        ],
    )
    def test_filters(self, client, query):
        assert titles(client.get(f"{self.url}?{query}")) == ["Participación ciudadana"]

    @pytest.mark.parametrize(
        ("sort", "found"),
        [
            ("newest", ["Participación ciudadana", "Open budget"]),
            ("title", ["Open budget", "Participación ciudadana"]),
        ],
    )
    def test_sorts(self, client, sort, found):
        assert titles(client.get(f"{self.url}?sort={sort}")) == found

    def test_wildcards_are_letters(self, client):
        assert titles(client.get(f"{self.url}?words=%25")) == []

    def test_a_chip_takes_its_filter_away_and_keeps_the_rest(self, client):
        response = client.get(f"{self.url}?words=open&region=Europe&sort=title&page=1&member=")

        assert chips(response) == [
            ("Words: open", "/commitments/?region=Europe&sort=title"),
            ("Region: Europe", "/commitments/?words=open&sort=title"),
        ]

    def test_a_sort_keeps_the_filters_and_begins_at_the_first_page(self, client):
        response = client.get(f"{self.url}?words=open&sort=title&page=1")

        assert [(sort.label, sort.url, sort.current) for sort in response.context["sorts"]] == [
            ("Newest plan", "/commitments/?words=open", False),
            ("Member", "/commitments/?words=open&sort=member", False),
            ("Title", "/commitments/?words=open&sort=title", True),
        ]

    def test_an_empty_list_names_the_filter_to_loosen(self, client):
        response = client.get(f"{self.url}?words=budget&region=Europe&member=jalisco")

        assert response.context["empty"] == {
            "text": "No commitment matches these filters.",
            "hint": "Without “Member: Jalisco, Mexico” some would.",
            "url": "/commitments/?words=budget&region=Europe",
            "link": "Remove “Member: Jalisco, Mexico”",
        }

    def test_an_empty_list_that_no_single_filter_explains_offers_to_clear_all(self, client):
        response = client.get(f"{self.url}?words=zzz&value=public-accountability")

        assert response.context["empty"] == {
            "text": "No commitment matches these filters.",
            "hint": "Taking away one filter is not enough.",
            "url": "/commitments/",
            "link": "Clear all filters",
        }

    def test_long_lists_have_pages_that_keep_the_filters(self, client):
        CommitmentFactory.create_batch(30, member=MemberFactory(slug="busy"))

        first, second = (client.get(f"{self.url}?member=busy&page={page}") for page in (1, 2))

        assert (len(titles(first)), len(titles(second))) == (25, 5)
        assert '<a rel="next" href="?member=busy&amp;page=2">' in first.content.decode()

    def test_a_title_is_text(self, client):
        CommitmentFactory(title="<script>alert(1)</script>")

        page = client.get(self.url).content.decode()

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_record_says_so(client, name):
    response = client.get(reverse(name))

    assert response.context["empty"]["text"].startswith("No ")
    assert "hint" not in response.context["empty"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "words=" + "a" * 201,
        "member=nobody",
        "country=%27%3B--",
        "region=x",
        "level=x",
        "plan=x",
        "area=x",
        "value=x",
        "year=99999999999999999999",
        "year=-1",
        "sort=x",
        "sort=",
        "words=%F0%9F%8F%9B",
        "words=%FF%FE",
        "page=0",
        "page=999",
        "page=x%01",
        "member=a&member=b",
    ],
)
def test_values_that_make_no_sense_never_fail(client, name, query):
    CommitmentFactory()

    response = client.get(f"{reverse(name)}?{query}")

    understood = {"sort=", "words=%F0%9F%8F%9B", "words=%FF%FE"}
    known = set(response.context["filterset"].filters) if response.context.get("filterset") else set()
    if query.startswith("page="):
        assert response.status_code == 404
    elif query in understood or query.split("=")[0] not in known:
        assert response.status_code == 200
    else:
        assert response.status_code == 400
        assert "There is a problem" in response.content.decode()


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


class TestActionPlan:
    def test_shows_its_facts_and_commitments(self, client):
        plan = ActionPlanFactory(
            slug="the-plan", ogp_id="AP_XAR01", submitted_on="2021-08-31", lead_institutions="Office\nof openness"
        )
        CommitmentFactory(action_plan=plan, title="Publish every contract")
        CommitmentFactory(title="Of another plan")

        page = client.get("/action-plans/the-plan/").content.decode()

        told = [plan.title, "AP_XAR01", "31 Aug 2021", "Office<br>of openness", "Publish every contract"]
        assert [words for words in told if words not in page] == []
        assert "Of another plan" not in page


class TestCommitment:
    def test_shows_all_of_it(self, client):
        commitment = CommitmentFactory(
            title="Transparencia en las compras",
            short_title="Open contracts",
            ogp_id="MEX0123",
            status_quo="Contracts are in a drawer.",
            starts_on=datetime.date(2021, 9, 1),
            end_as_written="31/12/2022",
            completed_on=datetime.date(2022, 12, 1),
            lead_institutions="Ministry of Finance",
            supporting_institutions="Example Watch",
            full_text="All of it.",
            ogp_values=[OgpValue.ACCOUNTABILITY],
        )
        commitment.policy_areas.add(PolicyAreaFactory(name="Open Contracting", slug="open-contracting"))
        MilestoneFactory(commitment=commitment, title="Open the drawer", ends_on=datetime.date(2021, 12, 1))

        page = client.get(commitment.get_absolute_url()).content.decode()

        told = [commitment.title, "<h1>Open contracts</h1>", "MEX0123", commitment.problem, commitment.action]
        told += [
            years_together(commitment.action_plan.title),
            commitment.member.title,
            "Contracts are in a drawer.",
            "All of it.",
        ]
        told += ["1 Sep 2021", "“31/12/2022”", "1 Dec 2022", "Ministry of Finance", "Example Watch", "1 Dec 2021"]
        told += ["Public accountability", "/commitments/?area=open-contracting", "Open the drawer"]
        assert [words for words in told if words not in page] == []

    def test_what_is_blank_is_not_recorded(self, client):
        commitment = CommitmentFactory(problem="", action="", action_plan=None)

        page = client.get(commitment.get_absolute_url()).content.decode()

        blank = re.findall(r"<dt>(\w+)</dt><dd>\s*<span class=\"not-recorded\">Not recorded</span>", page)
        assert blank == ["Problem", "Action", "Start", "End"]
        assert "Not attached to an action plan" in page

    @pytest.mark.parametrize("typed", ["MEX0123", "mex0123", "MeX0123"])
    def test_an_ogp_id_leads_to_the_page_for_good(self, client, typed):
        CommitmentFactory(ogp_id="MEX0123", slug="mex0123-open-contracts")

        response = client.get(f"/commitments/{typed}/")

        assert (response.status_code, response["Location"]) == (301, "/commitments/mex0123-open-contracts/")

    def test_a_slug_that_is_its_id_is_shown(self, client):
        CommitmentFactory(ogp_id="MEX0123", slug="mex0123")

        assert client.get("/commitments/mex0123/").status_code == 200
        assert client.get("/commitments/MEX0123/")["Location"] == "/commitments/mex0123/"

    @pytest.mark.parametrize("kind", ["members", "action-plans", "commitments"])
    @pytest.mark.parametrize("slug", ["nothing", "MEX0123", "a" * 300])
    def test_anything_else_is_not_found(self, client, kind, slug):
        assert client.get(f"/{kind}/{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 50])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/members/", 4),
        ("/action-plans/", 4),
        ("/commitments/", 6),
        ("/members/?words=member&country=Mexico&region=Europe&level=local&sort=commitments", 4),
        ("/action-plans/?words=plan&year=2021&sort=member", 4),
        ("/commitments/?words=commitment&region=Europe&value=access-to-information&sort=title", 6),
        ("/commitments/?words=nothing&region=Europe&value=access-to-information&sort=title", 6),
    ],
)
def test_lists_ask_the_same_few_queries(client, django_assert_num_queries, number, url, queries):
    for at in range(number):
        member = MemberFactory(name=f"Member {at}", region="Europe")
        CommitmentFactory(member=member, ogp_values=[OgpValue.ACCESS])

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert response.status_code == 200


@pytest.mark.parametrize("url", ["/members/", "/action-plans/", "/commitments/"])
def test_pages_set_no_cookies(client, url):
    commitment = CommitmentFactory()

    for page in (url, commitment.get_absolute_url(), commitment.member.get_absolute_url()):
        assert client.get(page).cookies == {}
