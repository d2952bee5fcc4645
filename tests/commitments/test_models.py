import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from commitments.models import ActionPlan, Commitment, Level, Member, OgpValue
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def check_deferred():
    """Make the database check what it would at the commit."""
    connection.check_constraints()


def create_and_check(factory, **fields):
    """Create a row that the database may refuse at the commit; a refused one is gone."""
    with transaction.atomic():
        factory(**fields)
        check_deferred()


class TestMember:
    def test_local_title_names_the_place_and_its_country(self):
        member = MemberFactory.build(name="Córdoba (Province)", country="Argentina")

        assert member.title == "Córdoba (Province), Argentina"

    def test_national_title_is_the_country(self):
        assert MemberFactory.build(national=True, country="Kenya").title == "Kenya"

    # Python knows the second, and PostgreSQL does not.
    @pytest.mark.parametrize("zone", ["America/Atlantis", "localtime"])
    def test_time_zone_must_exist(self, zone):
        member = MemberFactory.build(time_zone=zone)

        with pytest.raises(ValidationError) as refused:
            member.full_clean()

        assert refused.value.message_dict == {
            "time_zone": [f"“{zone}” is not a time zone, such as America/Mexico_City."]
        }

    def test_code_is_written_in_capitals(self):
        member = MemberFactory.build(ogp_code=" mxjl ")

        member.full_clean()

        assert member.ogp_code == "MXJL"

    def test_code_belongs_to_one_member(self):
        MemberFactory(ogp_code="MXJL")

        with pytest.raises(ValidationError) as refused:
            MemberFactory.build(ogp_code="mxjl").full_clean()

        assert refused.value.messages == ["Another member has this OGP code."]

    def test_members_without_a_code_do_not_collide(self):
        MemberFactory.create_batch(2, ogp_code="")

        assert Member.objects.count() == 2

    def test_national_member_must_be_named_as_its_country(self):
        with pytest.raises(IntegrityError):
            MemberFactory(level=Level.NATIONAL, name="Jalisco", country="Mexico")

    @pytest.mark.parametrize("blank", ["name", "country"])
    def test_name_and_country_are_never_blank(self, blank):
        with pytest.raises(IntegrityError):
            MemberFactory(**{blank: ""})

    def test_counts_do_not_multiply_each_other(self):
        plan = ActionPlanFactory()
        ActionPlanFactory(member=plan.member)
        CommitmentFactory.create_batch(3, action_plan=plan)

        member = Member.objects.with_counts().get()

        assert (member.plan_count, member.commitment_count) == (2, 3)

    def test_local_leaves_out_countries(self):
        local = MemberFactory()
        MemberFactory(national=True)

        assert list(Member.objects.local()) == [local]


class TestActionPlan:
    @pytest.mark.parametrize(
        ("years", "title"),
        [
            ((2012, 2014), "Action plan – Jalisco, Mexico, 2012 – 2014"),
            ((2017, 2017), "Action plan – Jalisco, Mexico, 2017 – 2017"),
            ((2017, None), "Action plan – Jalisco, Mexico, 2017"),
            ((None, None), "Action plan – Jalisco, Mexico"),
        ],
    )
    def test_usual_title(self, years, title):
        member = MemberFactory.build(name="Jalisco", country="Mexico")

        assert ActionPlan.usual_title(member, *years) == title

    @pytest.mark.parametrize(
        ("years", "period"),
        [((2012, 2014), "2012\xa0–\xa02014"), ((2017, 2017), "2017"), ((None, 2014), "2014"), ((None, None), "")],
    )
    def test_period_tells_each_year_once_and_stays_on_one_line(self, years, period):
        assert ActionPlanFactory.build(start_year=years[0], end_year=years[1]).period == period

    @pytest.mark.parametrize(
        ("title", "untold"),
        [("Jalisco, 2012 – 2014", ""), ("Jalisco", "2012\xa0–\xa02014"), ("Jalisco, 2012 – 2013", "2012\xa0–\xa02014")],
    )
    def test_period_is_untold_where_the_title_has_another(self, title, untold):
        assert ActionPlanFactory.build(title=title, start_year=2012, end_year=2014).untold_period == untold

    @pytest.mark.parametrize(
        "wrong",
        [
            {"end_year": 2020},
            {"starts_on": "2021-05-02", "ends_on": "2021-05-01"},
            {"title": ""},
            {"ogp_id": "AP MAR01"},
        ],
    )
    def test_database_refuses(self, wrong):
        with pytest.raises(IntegrityError):
            ActionPlanFactory(**wrong)

    def test_blank_ids_do_not_collide(self):
        ActionPlanFactory.create_batch(2, ogp_id="")

        assert list(ActionPlan.objects.values_list("ogp_id", flat=True)) == [None, None]

    def test_plan_with_commitments_keeps_its_member(self):
        plan = CommitmentFactory().action_plan
        plan.member = MemberFactory()

        with pytest.raises(ValidationError) as refused:
            plan.full_clean()

        assert refused.value.message_dict == {"member": ["The commitments of this action plan are of another member."]}

    def test_member_of_a_new_plan_is_free(self):
        ActionPlanFactory.build(member=MemberFactory()).full_clean()


class TestCommitment:
    def test_plan_of_another_member_is_refused_in_words(self):
        commitment = CommitmentFactory.build(action_plan=ActionPlanFactory(), member=MemberFactory())

        with pytest.raises(ValidationError) as refused:
            commitment.full_clean()

        assert refused.value.message_dict == {"action_plan": ["This action plan is of another member."]}

    def test_plan_of_another_member_is_refused_by_the_database(self):
        with pytest.raises(IntegrityError, match="commitment_plan_is_of_its_member"):
            create_and_check(CommitmentFactory, action_plan=ActionPlanFactory(), member=MemberFactory())

    def test_plan_may_be_missing(self):
        CommitmentFactory(action_plan=None)

        check_deferred()

        assert Commitment.objects.get().action_plan is None

    def test_plan_and_its_commitments_can_move_together(self):
        commitment = CommitmentFactory()
        other = MemberFactory()

        ActionPlan.objects.update(member=other)
        Commitment.objects.update(member=other)
        check_deferred()

        commitment.refresh_from_db()
        assert commitment.member == other

    @pytest.mark.parametrize(("typed", "stored"), [("al0002", "AL0002"), (" Mex0123 ", "MEX0123"), ("", None)])
    def test_ogp_id_is_stored_in_capitals_or_not_at_all(self, typed, stored):
        CommitmentFactory(ogp_id=typed)

        assert Commitment.objects.get().ogp_id == stored

    def test_ogp_id_is_found_in_any_capitals(self):
        commitment = CommitmentFactory(ogp_id="AL0002")

        assert Commitment.objects.get(ogp_id="aL0002") == commitment

    @pytest.mark.parametrize("wrong", ["A0002", "ABCDEF0002", "AL002", "AL-0002", "AL0002x", "AL٠٠٠٢"])
    def test_database_refuses_a_malformed_id(self, wrong):
        with pytest.raises(IntegrityError):
            CommitmentFactory(ogp_id=wrong)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"ogp_values": ["secrecy"]},
            {"starts_on": "2021-01-01", "start_as_written": "Underway"},
            {"ends_on": "2021-01-01", "end_as_written": "Underway"},
        ],
    )
    def test_database_refuses(self, wrong):
        with pytest.raises(IntegrityError):
            CommitmentFactory(**wrong)

    def test_titles_are_not_unique_in_a_plan(self):
        plan = ActionPlanFactory()

        CommitmentFactory.create_batch(2, action_plan=plan, title="Open Parliament")

        assert plan.commitments.count() == 2

    def test_heading_is_the_short_title_and_never_a_paragraph(self):
        long = CommitmentFactory.build(short_title="", title="word " * 200)

        assert CommitmentFactory.build(short_title="Open Budget").heading == "Open Budget"
        assert len(long.heading) == 160

    @pytest.mark.parametrize(
        ("short", "title", "tells_all"),
        [("Open Budget", "OPEN BUDGET", True), ("", "Open Budget", True), ("Open Budget", "Presupuesto", False)],
    )
    def test_heading_tells_all(self, short, title, tells_all):
        commitment = CommitmentFactory.build(short_title=short, title=title)

        assert commitment.heading_tells_all == tells_all

    def test_values_are_told_in_the_order_of_ogp(self):
        commitment = CommitmentFactory.build(ogp_values=[OgpValue.TECHNOLOGY, OgpValue.ACCESS])

        assert commitment.ogp_value_labels == ["Access to information", "Technology and innovation"]

    def test_newest_first_ends_with_commitments_of_no_plan(self):
        loose = CommitmentFactory(action_plan=None)
        old = CommitmentFactory(action_plan__start_year=2015)
        new = CommitmentFactory(action_plan__start_year=2021)

        assert list(Commitment.objects.newest_first()) == [new, old, loose]

    def test_of_local_members_leaves_out_countries(self):
        local = CommitmentFactory()
        CommitmentFactory(member=MemberFactory(national=True))

        assert list(Commitment.objects.of_local_members()) == [local]


class TestMilestone:
    def test_positions_are_unique_once_all_are_saved(self):
        milestone = MilestoneFactory(position=1)
        other = MilestoneFactory(commitment=milestone.commitment, position=2)

        milestone.position, other.position = 2, 1
        milestone.save()
        other.save()
        check_deferred()

        assert list(milestone.commitment.milestones.all()) == [other, milestone]

    def test_database_refuses_a_position_that_is_taken(self):
        milestone = MilestoneFactory(position=1)

        with pytest.raises(IntegrityError, match="milestone_position_is_unique_in_its_commitment"):
            create_and_check(MilestoneFactory, commitment=milestone.commitment, position=1)
