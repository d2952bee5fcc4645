"""A Results Report is started."""

import pytest
from django.urls import reverse

from evaluations.models import Report
from tests import scenes
from tests.evaluations.views.review.visits import words_of
from tests.factories import ActionPlanFactory, MemberFactory

pytestmark = pytest.mark.django_db


class TestStartResults:
    url = "/review/start/"

    def test_starts_in_the_language_chosen(self, client, reviewer):
        plan = ActionPlanFactory()

        response = client.post(self.url, {"plan": plan.pk, "language": "es"})

        report = Report.objects.get()
        assert response.url == reverse("evaluations:task-list", args=[report.number])
        assert (report.kind, report.action_plan, report.started_by) == ("results", plan, reviewer)
        assert report.unpublished.language == "es"

    def test_finds_plans_by_words_of_title_place_and_country(self, client, reviewer):
        toluca = MemberFactory(name="Toluca", country="Mexico")
        wanted = ActionPlanFactory(member=toluca, title="Action plan – Toluca, Mexico, 2021 – 2022")
        ActionPlanFactory(member=toluca, title="Action plan – Toluca, Mexico, 2019 – 2020")
        ActionPlanFactory(title="Action plan – Elsewhere, Peru, 2021 – 2022")

        response = client.get(self.url, {"words": "mexico 2022 toluca"})

        assert [int(value) for value, _label in response.context["form"].fields["plan"].widget.choices] == [wanted.pk]

    def test_plan_with_a_report_is_not_offered_nor_taken(self, client, reviewer):
        plan = scenes.results_draft().report.action_plan

        offered = client.get(self.url)
        response = client.post(self.url, {"plan": plan.pk, "language": "en"})

        assert offered.context["found"] == 0
        assert (response.status_code, Report.objects.count()) == (422, 1)
        assert "has a Results Report already" in words_of(response)

    def test_many_plans_are_offered_in_part_and_all_are_taken(self, client, reviewer):
        plans = ActionPlanFactory.create_batch(30)

        response = client.get(self.url)

        assert (response.context["found"], response.context["shown"]) == (30, 25)
        offered = {int(value) for value, _label in response.context["form"].fields["plan"].widget.choices}
        unseen = next(plan for plan in plans if plan.pk not in offered)
        assert client.post(self.url, {"plan": unseen.pk, "language": "en"}).status_code == 302

    @pytest.mark.parametrize("data", [{}, {"plan": "x", "language": "en"}, {"plan": "9" * 30, "language": "tlh"}])
    def test_wrong_choice_is_refused_in_words(self, client, reviewer, data):
        ActionPlanFactory()

        response = client.post(self.url, data)

        assert (response.status_code, Report.objects.count()) == (422, 0)
        assert "There is a problem" in words_of(response)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, rows, django_assert_num_queries):
        ActionPlanFactory.create_batch(rows)

        with django_assert_num_queries(4):
            client.get(self.url)
