"""The list of action plans, and the page of one."""

import pytest

from tests.commitments.views.rows import titles
from tests.factories import (
    ActionPlanFactory,
    CommitmentFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db


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
