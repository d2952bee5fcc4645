import re

import pytest
from django.urls import reverse

from commitments.models import ActionPlan, Commitment, Contact, Member, OgpValue, PolicyArea
from tests import scenes
from tests.factories import (
    ActionPlanFactory,
    CommitmentFactory,
    ContactFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
)

pytestmark = pytest.mark.django_db

MODELS = ["member", "actionplan", "commitment", "policyarea"]


def changelist(model):
    return reverse(f"admin:commitments_{model}_changelist")


def shown(response):
    """Return what a list of the admin holds."""
    return list(response.context["cl"].result_list)


def inline(prefix, *rows):
    """Return the fields of an inline formset with these new rows."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def errors(response):
    """Return every error of a form that was shown again."""
    return dict(response.context["adminform"].errors)


@pytest.fixture
def record():
    """Fill every list with a number of rows."""

    def record(number):
        for _ in range(number):
            commitment = CommitmentFactory(action_plan__start_year=2021)
            commitment.policy_areas.add(PolicyAreaFactory())
            MilestoneFactory(commitment=commitment)
            ContactFactory(member=commitment.member)

    return record


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("member", 6), ("actionplan", 7), ("commitment", 7), ("policyarea", 5)])
def test_lists_ask_the_same_few_queries(admin_client, record, django_assert_num_queries, model, queries, number):
    record(number)

    with django_assert_num_queries(queries):
        response = admin_client.get(changelist(model))

    assert len(shown(response)) == number


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("words", ["place", "XA0001", "%", "ö" * 300])
def test_lists_can_be_searched_for_anything(admin_client, record, model, words):
    record(1)

    assert admin_client.get(changelist(model), {"q": words}).status_code in {200, 302}


@pytest.mark.parametrize("model", MODELS)
def test_no_page_writes_style_or_script_into_itself(admin_client, record, model):
    record(1)
    row = {"member": Member, "actionplan": ActionPlan, "commitment": Commitment, "policyarea": PolicyArea}[model]
    change = reverse(f"admin:commitments_{model}_change", args=[row.objects.get().pk])

    for url in (changelist(model), change, reverse(f"admin:commitments_{model}_add")):
        page = admin_client.get(url).content.decode()
        assert [wrong for wrong in (" style=", "<style", "<script>", "javascript:") if wrong in page] == []


@pytest.mark.parametrize(("model", "fields"), [("actionplan", ["member"]), ("commitment", ["action_plan", "member"])])
def test_members_and_plans_are_looked_up_while_typing(admin_client, model, fields):
    page = admin_client.get(reverse(f"admin:commitments_{model}_add")).text

    boxes = re.findall(r'<select[^>]* class="admin-autocomplete"[^>]*>', page)
    assert sorted(re.search(r'name="(\w+)"', box)[1] for box in boxes) == fields


class TestMember:
    url = "/admin/commitments/member/add/"
    fields = {"name": "Jalisco", "country": "Mexico", "slug": "jalisco", "level": "local", "time_zone": "UTC"}

    def test_is_added_with_its_contacts(self, admin_client):
        contact = {"side": "civil-society", "name": "Example Person", "email": "person@example.org"}

        admin_client.post(self.url, self.fields | {"ogp_code": "mxjl"} | inline("contacts", contact))

        assert Member.objects.get().ogp_code == "MXJL"
        assert list(Contact.objects.values_list("member__slug", "name", "email")) == [
            ("jalisco", "Example Person", "person@example.org")
        ]

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"level": "national"}, {"__all__": ["The name of a national member is its country."]}),
            ({"slug": "taken"}, {"slug": ["Member with this Slug already exists."]}),
            (
                {"name": "Taken"},
                {"__all__": ["There is a member of this name in this country already."]},
            ),
            ({"ogp_code": "tkn"}, {"__all__": ["Another member has this OGP code."]}),
            ({"time_zone": "Mars"}, {"time_zone": ["“Mars” is not a time zone, such as America/Mexico_City."]}),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, admin_client, wrong, told):
        MemberFactory(name="Taken", slug="taken", ogp_code="TKN", country="Mexico")

        response = admin_client.post(self.url, self.fields | wrong | inline("contacts"))

        assert errors(response) == told

    @pytest.mark.parametrize(
        ("before", "change", "is_verified"),
        [
            ({}, {"email": "pedro@example.org"}, False),
            ({}, {"side": "civil-society"}, False),
            ({}, {"name": "Marta Ríos Peña", "email": "MARTA@example.org", "role": "Mayor"}, True),
            ({"is_verified": False}, {"email": "pedro@example.org"}, True),
        ],
    )
    def test_a_contact_with_another_email_or_side_is_to_be_verified_anew(
        self, admin_client, before, change, is_verified
    ):
        member = MemberFactory(**self.fields | {"slug": "toluca"})
        known = {"name": "Marta Ríos", "email": "marta@example.org", "side": "government", "is_verified": True}
        contact = Contact.objects.create(member=member, **known | before)
        posted = known | change | {"id": contact.pk, "member": member.pk, "is_verified": "on"}

        page = admin_client.post(
            f"/admin/commitments/member/{member.pk}/change/",
            self.fields | inline("contacts", posted) | {"contacts-INITIAL_FORMS": 1},
            follow=True,
        )

        contact.refresh_from_db()
        assert (contact.is_verified, "is not verified any more" in page.text) == (is_verified, not is_verified)

    def test_a_member_with_commitments_is_not_deleted(self, admin_client):
        member = CommitmentFactory().member

        admin_client.post(f"/admin/commitments/member/{member.pk}/delete/", {"post": "yes"})

        assert Member.objects.filter(pk=member.pk).exists()


class TestActionPlan:
    url = "/admin/commitments/actionplan/add/"

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"start_year": 2022, "end_year": 2021}, ["The last year is before the first."]),
            (
                {"starts_on": "2022-01-02", "ends_on": "2022-01-01"},
                ["The action plan ends before it starts."],
            ),
            ({"title": "Taken"}, ["This member has an action plan with this title already."]),
            ({"ogp_id": "AP 01"}, ["An OGP id is capitals, digits and underscores: AP_MAR01."]),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, admin_client, wrong, told):
        member = ActionPlanFactory(title="Taken").member
        fields = {"member": member.pk, "title": "The plan", "slug": "the-plan"}

        response = admin_client.post(self.url, fields | wrong)

        assert errors(response) == {"__all__": told}

    def test_a_blank_id_is_none_and_any_capitals_do(self, admin_client):
        fields = {"member": MemberFactory().pk}

        for slug, ogp_id in (("a", ""), ("b", ""), ("c", "ap_mar01")):
            admin_client.post(self.url, fields | {"title": slug, "slug": slug, "ogp_id": ogp_id})

        assert list(ActionPlan.objects.order_by("slug").values_list("ogp_id", flat=True)) == [None, None, "AP_MAR01"]

    def test_a_plan_with_a_report_keeps_its_member(self, admin_client):
        plan = scenes.results_draft().report.action_plan
        fields = {"member": MemberFactory().pk, "title": plan.title, "slug": plan.slug}

        response = admin_client.post(f"/admin/commitments/actionplan/{plan.pk}/change/", fields)

        assert errors(response) == {"member": ["The reports of this action plan are of another member."]}

    def test_a_plan_with_commitments_keeps_its_member(self, admin_client):
        plan = CommitmentFactory().action_plan
        fields = {"member": MemberFactory().pk, "title": plan.title, "slug": plan.slug}

        response = admin_client.post(f"/admin/commitments/actionplan/{plan.pk}/change/", fields)

        assert errors(response) == {"member": ["The commitments of this action plan are of another member."]}


class TestCommitment:
    url = "/admin/commitments/commitment/add/"

    @pytest.fixture
    def fields(self):
        plan = ActionPlanFactory()
        return {
            "member": plan.member.pk,
            "action_plan": plan.pk,
            "title": "Publish every contract",
            "slug": "publish-every-contract",
            **inline("milestones"),
        }

    @pytest.mark.parametrize("state", ["draft", "published"])
    def test_one_with_a_report_keeps_its_member(self, admin_client, fields, state):
        report = getattr(scenes, state)().report
        commitment = report.commitment

        response = admin_client.post(f"/admin/commitments/commitment/{commitment.pk}/change/", fields)

        assert errors(response) == {"member": ["The reports of this commitment are of another member."]}
        assert Commitment.objects.get(pk=commitment.pk).member == report.member

    def test_one_without_a_report_changes_its_member(self, admin_client, fields):
        commitment = CommitmentFactory()

        admin_client.post(f"/admin/commitments/commitment/{commitment.pk}/change/", fields)

        assert Commitment.objects.get(pk=commitment.pk).member_id == fields["member"]

    def test_two_milestones_change_places(self, admin_client, fields):
        commitment = CommitmentFactory()
        milestones = [MilestoneFactory(commitment=commitment, position=n, title=f"Was {n}") for n in (1, 2)]
        rows = inline("milestones", *({"id": m.pk, "position": 3 - m.position, "title": m.title} for m in milestones))
        of_it = {
            "member": commitment.member_id,
            "action_plan": commitment.action_plan_id,
            "milestones-INITIAL_FORMS": 2,
        }

        admin_client.post(f"/admin/commitments/commitment/{commitment.pk}/change/", fields | rows | of_it)

        assert list(commitment.milestones.values_list("position", "title")) == [(1, "Was 2"), (2, "Was 1")]

    def test_two_milestones_at_one_place_are_refused_in_words(self, admin_client, fields):
        rows = inline("milestones", {"position": 1, "title": "One"}, {"position": 1, "title": "Another"})

        response = admin_client.post(self.url, fields | rows)

        [milestones] = [each.formset for each in response.context["inline_admin_formsets"]]
        assert milestones.non_form_errors() == ["Please correct the duplicate data for position."]
        assert not Commitment.objects.exists()

    def test_is_added_with_milestones_and_values(self, admin_client, fields):
        area = PolicyAreaFactory()
        milestones = inline("milestones", {"position": 1, "title": "Open the drawer"})
        values = {"ogp_values": [OgpValue.TECHNOLOGY, OgpValue.ACCESS], "policy_areas": [area.pk], "ogp_id": "mex0123"}

        admin_client.post(self.url, fields | milestones | values)

        commitment = Commitment.objects.get()
        assert commitment.ogp_id == "MEX0123"
        assert set(commitment.ogp_values) == {OgpValue.TECHNOLOGY, OgpValue.ACCESS}
        assert list(commitment.milestones.values_list("position", "title")) == [(1, "Open the drawer")]
        assert list(commitment.policy_areas.all()) == [area]

    def test_blank_ids_do_not_collide(self, admin_client, fields):
        for slug in ("a", "b"):
            admin_client.post(self.url, fields | {"slug": slug, "ogp_id": " "})

        assert list(Commitment.objects.values_list("ogp_id", flat=True)) == [None, None]

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"ogp_id": "12"}, {"ogp_id": ["An OGP id is two to five capitals and four digits: MEX0123."]}),
            ({"ogp_id": "tak0001"}, {"ogp_id": ["Commitment with this OGP id already exists."]}),
            (
                {"starts_on": "2021-01-01", "start_as_written": "Underway"},
                {"__all__": ["Give the start as a date or as written, not both."]},
            ),
            (
                {"ends_on": "2021-01-01", "end_as_written": "Underway"},
                {"__all__": ["Give the end as a date or as written, not both."]},
            ),
            (
                {"ogp_values": "secrecy"},
                {"ogp_values": ["Select a valid choice. secrecy is not one of the available choices."]},
            ),
            ({"member": ""}, {"member": ["This field is required."]}),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, admin_client, fields, wrong, told):
        CommitmentFactory(ogp_id="TAK0001")

        response = admin_client.post(self.url, fields | wrong)

        assert {name: words for name, words in errors(response).items() if name != "action_plan"} == told

    def test_the_plan_of_another_member_is_refused(self, admin_client, fields):
        response = admin_client.post(self.url, fields | {"action_plan": ActionPlanFactory().pk})

        assert errors(response) == {"action_plan": ["This action plan is of another member."]}

    @pytest.mark.parametrize(("state", "titles"), [("yes", ["Described"]), ("no", ["No action", "No problem"])])
    def test_lists_tell_which_are_described(self, admin_client, state, titles):
        CommitmentFactory(title="Described")
        CommitmentFactory(title="No action", action="")
        CommitmentFactory(title="No problem", problem="")

        response = admin_client.get(changelist("commitment"), {"described": state, "o": "1"})

        assert [commitment.title for commitment in shown(response)] == titles

    @pytest.mark.parametrize("words", ["mex0123", "contract", "jalisco"])
    def test_is_found_by_id_title_and_place(self, admin_client, words):
        commitment = CommitmentFactory(
            ogp_id="MEX0123", title="Publish every contract", action_plan__member__name="Jalisco"
        )
        CommitmentFactory()

        assert shown(admin_client.get(changelist("commitment"), {"q": words})) == [commitment]
