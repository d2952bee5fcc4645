"""The list of commitments, and the page of one."""

import datetime
import re

import pytest

from commitments.models import OgpValue
from commitments.templatetags.years import years_together
from tests.commitments.views.rows import titles
from tests.factories import (
    ActionPlanFactory,
    CommitmentFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
)

pytestmark = pytest.mark.django_db


def chips(response):
    return [(chip.label, chip.url) for chip in response.context["chips"]]


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
