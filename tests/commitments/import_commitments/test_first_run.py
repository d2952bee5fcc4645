"""What the rows of a dataset bring in."""

import datetime

import pytest

from commitments.models import ActionPlan, Commitment, Level, Member, OgpValue, PolicyArea
from tests.commitments.import_commitments.told import counts
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db

SECOND = {"Commitment Unique Identifier": "XA0002", "Commitment Title": "Open the budget", "Short Title": "Budget"}


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


def test_a_dry_run_reports_and_writes_nothing(run):
    out, err = run({"Start Date": "Underway"}, dry_run=True)

    assert counts(out)["Commitments"] == (1, 0, 0)
    assert out[-1] == "This was a dry run: nothing is written."
    assert len(err) == 1
    assert [model.objects.count() for model in (Member, ActionPlan, PolicyArea, Commitment)] == [0, 0, 0, 0]
