"""What a dataset changes that was read before, and what it leaves alone."""

import datetime
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import ActionPlan, Commitment, Member, OgpValue
from tests.commitments.import_commitments.told import counts
from tests.factories import PolicyAreaFactory

pytestmark = pytest.mark.django_db

NOTHING_CHANGED = {"Members": (0, 0, 1), "Action plans": (0, 0, 1), "Policy areas": (0, 0, 1), "Commitments": (0, 0, 1)}


def test_running_twice_changes_nothing(run):
    row = {"Start Date": "Underway"}
    run(row)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        out, err = run(row)

    writes = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert writes == []
    assert counts(out) == NOTHING_CHANGED
    assert len(err) == 1


def test_what_moved_in_the_dataset_moves_here(run):
    run({})

    out, _ = run(
        {
            "Commitment Title": "Publish all contracts",
            "Start Date": "Underway",
            "End Date": "9/30/2020",
            "Open Contracting": "0",
            "Youth": "1",
            "OGP Value Access To Information": "0",
            "Action Plan End Year": "2021",
            "Region": "Atlantis",
        }
    )

    commitment = Commitment.objects.get()
    assert counts(out) == {
        "Members": (0, 1, 0),
        "Action plans": (0, 1, 0),
        "Policy areas": (1, 0, 0),
        "Commitments": (0, 1, 0),
    }
    assert (commitment.title, commitment.slug) == ("Publish all contracts", "xa0001-open-contracts")
    assert commitment.ends_on == datetime.date(2020, 9, 30)
    assert [area.name for area in commitment.policy_areas.all()] == ["Youth"]
    assert commitment.ogp_values == [OgpValue.TECHNOLOGY]
    assert commitment.action_plan.title == "Action plan – Arcadia, 2018 – 2021"
    assert commitment.action_plan.slug == "arcadia-2018-2020"
    assert commitment.member.region == "Atlantis"


def test_a_date_that_becomes_readable_replaces_the_words(run):
    run({"Start Date": "Underway"})

    run({"Start Date": "10/1/2018"})

    commitment = Commitment.objects.get()
    assert (commitment.starts_on, commitment.start_as_written) == (datetime.date(2018, 10, 1), "")


def test_what_staff_wrote_survives(run):
    row = {"Start Date": "Underway", "Lead Institution": "NA", "Youth": "ND"}
    run(row)
    Commitment.objects.update(
        problem="A problem.",
        action="An action.",
        completed_on="2020-05-01",
        slug="of-our-own",
        lead_institutions="Found out by staff",
        starts_on="2018-10-02",
        start_as_written="",
    )
    Commitment.objects.get().policy_areas.add(
        PolicyAreaFactory(name="Youth", slug="youth"), PolicyAreaFactory(name="Of our own")
    )
    Member.objects.update(time_zone="Europe/Athens", member_since=2014, slug="the-member")
    ActionPlan.objects.update(title="A title of our own", slug="the-plan", submitted_on="2018-08-31")

    out, _ = run(row)

    commitment = Commitment.objects.get()
    assert counts(out) == NOTHING_CHANGED
    assert (commitment.problem, commitment.action, commitment.slug) == ("A problem.", "An action.", "of-our-own")
    assert (commitment.completed_on, commitment.starts_on) == (datetime.date(2020, 5, 1), datetime.date(2018, 10, 2))
    assert commitment.lead_institutions == "Found out by staff"
    assert {area.name for area in commitment.policy_areas.all()} == {"Open Contracting", "Youth", "Of our own"}
    assert (commitment.member.time_zone, commitment.member.member_since) == ("Europe/Athens", 2014)
    assert commitment.action_plan.title == "A title of our own"


def test_a_title_that_staff_gave_a_plan_outlives_a_change_of_its_years(run):
    run({})
    ActionPlan.objects.update(title="A title of our own")

    run({"Action Plan End Year": "2021"})

    assert list(ActionPlan.objects.values_list("title", "end_year")) == [("A title of our own", 2021)]


def test_a_commitment_keeps_its_plan_where_the_dataset_lacks_it(run):
    run({})

    run({"Action Plan ID": "NA"})

    assert Commitment.objects.get().action_plan.ogp_id == "AP_XAR01"


def rows_like_ogps():
    """Return as many rows as OGP's extract has, and as odd: twins in a plan, members of both levels, any dates."""
    odd = ["Underway", "31/12/2016", "Q3 2019", "ND", "NR", "NA", "", "9/1/18"]
    return [
        {
            "Commitment Unique Identifier": f"X{'ABC'[number % 3]}{number:04}",
            "Country/Locality": f"Arcadia {number % 75}" if number % 46 else f"Place {number}, Arcadia",
            "Code": f"XA{number % 75:02}" if number % 46 else "",
            "National Or Local": "National" if number % 46 else "Local",
            "Commitment Title": f"Publish contract {number // 2}",
            "End Date": odd[number // 2 % len(odd)] if number % 2 else "8/31/2020",
            "Action Plan ID": f"AP_XA{number % 75:02}" if number % 46 else "",
        }
        for number in range(558)
    ]


def test_a_file_as_large_and_odd_as_ogps_enters_whole_and_only_once(run):
    out, err = run(*rows_like_ogps())
    again, err_again = run(*rows_like_ogps())

    as_written = Commitment.objects.exclude(end_as_written="").values_list("end_as_written", "ends_on")
    assert (Commitment.objects.count(), Member.objects.count()) == (558, 75 + 13)
    assert counts(out)["Commitments"] == (558, 0, 0)
    assert counts(again)["Commitments"] == (0, 0, 558)
    assert err == err_again
    assert Counter(as_written) == {("Underway", None): 35, ("31/12/2016", None): 35, ("Q3 2019", None): 35}
