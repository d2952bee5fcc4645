import datetime

import pytest
from django.utils import timezone

from commitments.models import ActionPlan
from commitments.timeline import timeline
from tests.factories import ActionPlanFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Draw plans of the given years as of 2022."""
    now = datetime.datetime(2022, 6, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def drawn(*years):
        member = MemberFactory()
        for start, end in years:
            ActionPlanFactory(member=member, title=f"Plan {start}", slug=f"p-{start}", start_year=start, end_year=end)
        return timeline(ActionPlan.objects.with_counts().oldest_first())

    return drawn


def test_no_plan_and_no_year_draw_nothing(drawn):
    assert drawn((None, None)) == {"years": [], "periods": []}


def test_plans_run_to_the_end_of_their_last_year(drawn):
    assert drawn((2018, 2019), (2020, 2022)) == {
        "years": [
            {"label": "2018", "x": 0.0},
            {"label": "2019", "x": 20.0},
            {"label": "2020", "x": 40.0},
            {"label": "2021", "x": 60.0},
            {"label": "2022", "x": 80.0},
        ],
        "periods": [
            {
                "title": "Plan 2018",
                "url": "/action-plans/p-2018/",
                "commitments": "0 commitments",
                "x": 0.0,
                "width": 40.0,
                "ended": True,
            },
            {
                "title": "Plan 2020",
                "url": "/action-plans/p-2020/",
                "commitments": "0 commitments",
                "x": 40.0,
                "width": 60.0,
                "ended": False,
            },
        ],
    }


def test_a_plan_without_a_last_year_runs_for_one(drawn):
    [period] = drawn((2020, None))["periods"]

    assert (period["x"], period["width"]) == (0.0, 100.0)


def test_many_years_are_labelled_sparsely(drawn):
    assert [year["label"] for year in drawn((2000, 2019))["years"]] == [str(year) for year in range(2000, 2020, 3)]
