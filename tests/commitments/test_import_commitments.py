import datetime
import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import ActionPlan, Commitment, Level, Member, OgpValue, PolicyArea
from tests.commitments.importers.dataset import dataset
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, PolicyAreaFactory

pytestmark = pytest.mark.django_db

SECOND = {"Commitment Unique Identifier": "XA0002", "Commitment Title": "Open the budget", "Short Title": "Budget"}


@pytest.fixture
def run(tmp_path):
    """Run the command on rows, or on the bytes of a file; return its output and its warnings."""

    def run(*rows, **options):
        file = tmp_path / "commitments.csv"
        file.write_bytes(rows[0] if rows and isinstance(rows[0], bytes) else dataset(*rows))
        out, err = io.StringIO(), io.StringIO()
        call_command("import_commitments", str(file), stdout=out, stderr=err, **options)
        return out.getvalue().splitlines(), err.getvalue().splitlines()

    return run


def counts(lines):
    """Return the three numbers of each model, in the order of the report."""
    return {
        line.split(":")[0]: tuple(int(word) for word in line.replace(",", "").split() if word.isdigit())
        for line in lines
        if ":" in line and "created" in line
    }


NOTHING_CHANGED = {"Members": (0, 0, 1), "Action plans": (0, 0, 1), "Policy areas": (0, 0, 1), "Commitments": (0, 0, 1)}


def test_everything_a_row_names_is_created(run):
    out, err = run({})

    commitment = Commitment.objects.get()
    plan = commitment.action_plan
    assert out == [
        "Members: 1 created, 0 changed, 0 unchanged",
        "Action plans: 1 created, 0 changed, 0 unchanged",
        "Policy areas: 1 created, 0 changed, 0 unchanged",
        "Commitments: 1 created, 0 changed, 0 unchanged",
        "Rows: 1, warnings: 0",
    ]
    assert err == []
    assert (commitment.title, commitment.short_title) == ("Publish every contract", "Open contracts")
    assert (commitment.ogp_id, commitment.slug) == ("XA0001", "xa0001-open-contracts")
    assert commitment.ogp_values == [OgpValue.ACCESS, OgpValue.TECHNOLOGY]
    assert [area.slug for area in commitment.policy_areas.all()] == ["open-contracting"]
    assert (commitment.starts_on, commitment.start_as_written) == (datetime.date(2018, 9, 1), "")
    assert (commitment.supporting_institutions, commitment.problem, commitment.action) == ("", "", "")
    assert (plan.title, plan.slug) == ("Action plan – Arcadia, 2018 – 2020", "arcadia-2018-2020")
    assert (plan.ogp_id, plan.start_year, plan.end_year) == ("AP_XAR01", 2018, 2020)
    assert (plan.member.title, plan.member.slug, plan.member.level) == ("Arcadia", "arcadia", Level.NATIONAL)


def test_two_commitments_of_a_plan_may_share_a_title(run):
    run({}, {"Commitment Unique Identifier": "XA0002"})

    assert list(Commitment.objects.order_by("ogp_id").values_list("slug", flat=True)) == [
        "xa0001-open-contracts",
        "xa0002-open-contracts",
    ]


def test_a_title_in_another_script_leaves_the_id_as_slug(run):
    run({"Short Title": "ღია პარლამენტი"})

    assert Commitment.objects.get().slug == "xa0001"


def test_a_long_title_is_cut_between_words_in_the_slug(run):
    run({"Short Title": "transparency " * 20})

    assert Commitment.objects.get().slug == "-".join(["xa0001", *["transparency"] * 6])


def test_plans_of_the_same_years_keep_apart(run):
    run({}, {**SECOND, "Action Plan ID": "AP_XAR02"})

    assert list(ActionPlan.objects.order_by("ogp_id").values_list("title", "slug")) == [
        ("Action plan – Arcadia, 2018 – 2020", "arcadia-2018-2020"),
        ("Action plan – Arcadia, 2018 – 2020 (AP_XAR02)", "arcadia-2018-2020-ap_xar02"),
    ]


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


def test_members_plans_and_commitments_without_an_id_are_adopted(run):
    member = MemberFactory(name="arcadia", country="arcadia", level=Level.NATIONAL)
    plan = ActionPlanFactory(member=member, title="Action plan – Arcadia, 2018 – 2020")
    commitment = CommitmentFactory(action_plan=plan, title="Publish EVERY contract", problem="Kept.")

    run({})

    commitment.refresh_from_db()
    assert (commitment.ogp_id, commitment.problem) == ("XA0001", "Kept.")
    assert list(ActionPlan.objects.values_list("pk", "ogp_id")) == [(plan.pk, "AP_XAR01")]
    assert list(Member.objects.values_list("pk", "name", "ogp_code")) == [(member.pk, "Arcadia", "XAR")]


def test_no_commitment_is_adopted_where_two_could_be_meant(run):
    plan = ActionPlanFactory(
        member=MemberFactory(name="Arcadia", country="Arcadia", level=Level.NATIONAL),
        title="Action plan – Arcadia, 2018 – 2020",
    )
    CommitmentFactory.create_batch(2, action_plan=plan, title="Publish every contract")

    run({})

    assert Commitment.objects.filter(ogp_id=None).count() == 2


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


def test_a_dry_run_reports_and_writes_nothing(run):
    out, err = run({"Start Date": "Underway"}, dry_run=True)

    assert counts(out)["Commitments"] == (1, 0, 0)
    assert out[-1] == "This was a dry run: nothing is written."
    assert len(err) == 1
    assert [model.objects.count() for model in (Member, ActionPlan, PolicyArea, Commitment)] == [0, 0, 0, 0]


class TestRefusal:
    def test_a_wrong_row_keeps_the_right_ones_out(self, run):
        with pytest.raises(CommandError) as refused:
            run({}, {"Commitment Unique Identifier": "nonsense"})

        assert refused.value.returncode == 1
        assert str(refused.value).splitlines()[1:] == [
            "Row 3, column “Commitment Unique Identifier”: “NONSENSE” is not two to five letters and four digits."
        ]
        assert Member.objects.count() == 0

    @pytest.mark.parametrize("place", ["", "missing.csv"])
    def test_a_path_that_cannot_be_read(self, tmp_path, place):
        with pytest.raises(CommandError, match="cannot be read") as refused:
            call_command("import_commitments", str(tmp_path / place))

        assert refused.value.returncode == 2

    def test_a_plan_that_is_recorded_for_another_member(self, run):
        ActionPlanFactory(ogp_id="AP_XAR01", member=MemberFactory(national=True, country="Boeotia"))

        with pytest.raises(CommandError, match="Action plan AP_XAR01 is recorded for Boeotia, not for Arcadia"):
            run({})

        assert not Member.objects.filter(country="Arcadia").exists()

    def test_a_commitment_that_is_recorded_for_another_member(self, run):
        CommitmentFactory(ogp_id="XA0001", member=MemberFactory(national=True, country="Boeotia"))

        with pytest.raises(CommandError, match="XA0001 is recorded for Boeotia, not for Arcadia"):
            run({})

        assert not Member.objects.filter(country="Arcadia").exists()

    def test_a_code_that_is_recorded_for_another_member(self, run):
        MemberFactory(national=True, country="Arcadia")
        MemberFactory(national=True, country="Boeotia", ogp_code="XAR")

        with pytest.raises(CommandError, match="The code XAR is recorded for Boeotia, not for Arcadia"):
            run({})

        assert Commitment.objects.count() == 0
