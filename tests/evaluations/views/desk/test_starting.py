import pytest
from django.urls import reverse

from evaluations.models import Report
from tests import scenes
from tests.evaluations.views.desk.visits import lead, local_commitment, signed_in, url
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestStarting:
    def test_offers_the_commitments_of_her_members_that_have_no_report(self):
        member = MemberFactory()
        scenes.draft(commitment=local_commitment(member, title="Has a report"))
        local_commitment(member, title="Free")
        local_commitment(MemberFactory(), title="Elsewhere")

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"))

        assert [label for _pk, label in page.context["form"].fields["commitment"].widget.choices] == ["Free"]

    @pytest.mark.parametrize(
        ("many", "query", "offered"), [(1, {}, False), (1, {"words": "free"}, True), (2, {}, True)]
    )
    def test_search_and_count_are_there_where_there_is_a_choice(self, many, query, offered):
        member = MemberFactory()
        for number in range(many):
            local_commitment(member, title=f"Free {number}")

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"), query).content.decode()

        assert ('aria-label="Commitments"' in page, 'class="found"' in page) == (offered, offered)

    def test_finds_by_every_word_in_title_plan_member_or_id(self):
        member = MemberFactory(name="Estado de México")
        plan = ActionPlanFactory(member=member, title="Plan of 2021")
        CommitmentFactory(action_plan=plan, title="Budgets", ogp_id="MEX0123")
        CommitmentFactory(action_plan=plan, title="Contracts")
        client = signed_in(scenes.evaluator_for(member).user)

        def found(words):
            page = client.get(reverse("evaluations:start"), {"words": words})
            return [label for _pk, label in page.context["form"].fields["commitment"].widget.choices]

        assert found("mex0123") == found("budg 2021 méxico") == ["Budgets"]
        assert found("budgets contracts") == []

    def test_starts_in_the_chosen_language_with_her_as_lead(self):
        commitment = CommitmentFactory()
        evaluator = scenes.evaluator_for(commitment.member)

        page = signed_in(evaluator.user).post(
            reverse("evaluations:start"), {"commitment": commitment.pk, "language": "es"}
        )

        report = Report.objects.get()
        assert page.url == reverse("evaluations:task-list", args=[report.number])
        assert (report.lead, report.unpublished.language) == (evaluator, "es")

    def test_says_who_was_quicker(self):
        first = scenes.draft()
        other = scenes.evaluator_for(first.report.member)

        page = signed_in(other.user).post(
            reverse("evaluations:start"), {"commitment": first.report.commitment_id, "language": "es"}
        )

        assert page.status_code == 409
        assert f"It is led by {first.report.lead.name}" in page.text

    def test_says_of_a_public_report_only_that_it_is_there(self):
        report = scenes.published().report
        other = scenes.evaluator_for(report.member)

        page = signed_in(other.user).post(
            reverse("evaluations:start"), {"commitment": report.commitment_id, "language": "es"}
        )

        assert page.context["form"].errors == {"commitment": ["A report on this commitment was started already."]}

    def test_tells_of_what_others_began_and_who_can_add_her(self):
        member = MemberFactory()
        begun = [scenes.draft(commitment=local_commitment(member, title=title)) for title in ("Led", "Left")]
        begun[1].report.lead.assignments.all().delete()
        scenes.submitted(scenes.draft(commitment=local_commitment(member, title="Sent")))
        scenes.published(scenes.draft(commitment=local_commitment(member, title="Public")))
        scenes.draft()
        evaluator = scenes.evaluator_for(member)
        scenes.draft(commitment=local_commitment(member, title="Hers"), evaluator=evaluator)

        def told(**query):
            page = signed_in(evaluator.user).get(reverse("evaluations:start"), query)
            return [(commitment.title, who_can_add) for commitment, _edition, who_can_add in page.context["begun"]]

        sent = ("Sent", "It was submitted, and nobody can be added to it now.")
        left = ("Left", "Nobody named on it can write it any more. A reviewer can add you.")
        led = ("Led", f"It is led by {begun[0].report.lead.name}, who can add you.")
        assert told() == [sent, left, led]
        assert told(words="left") == told(commitment=begun[1].report.commitment_id) == [left]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, rows, django_assert_num_queries):
        member = MemberFactory()
        for _ in range(rows):
            scenes.draft(commitment=local_commitment(member))
            local_commitment(member)
        client = signed_in(scenes.evaluator_for(member).user)

        # Session, account, evaluator, her assignments; count and rows; what others began and who leads it; the language
        # that she wrote in last.
        with django_assert_num_queries(9):
            client.get(reverse("evaluations:start"))

    def test_pressing_the_button_twice_leads_to_the_one_report(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(
            reverse("evaluations:start"), {"commitment": edition.report.commitment_id, "language": "es"}
        )

        assert (page.url, Report.objects.count()) == (url("task-list", edition), 1)

    def test_another_members_commitment_is_refused_without_a_word_about_it(self):
        elsewhere = scenes.draft()
        evaluator = scenes.evaluator_for(MemberFactory())

        page = signed_in(evaluator.user).post(
            reverse("evaluations:start"), {"commitment": elsewhere.report.commitment_id, "language": "xx"}
        )

        assert page.status_code == 422
        assert elsewhere.report.lead.name not in page.text

    def test_who_is_not_assigned_is_led_to_ask(self):
        assert signed_in(UserFactory()).get(reverse("evaluations:start")).url == reverse("evaluations:ask")

    def test_one_page_holds_twenty(self):
        member = MemberFactory()
        CommitmentFactory.create_batch(21, member=member)

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"), {"page": "2"})

        assert len(page.context["form"].fields["commitment"].widget.choices) == 1
