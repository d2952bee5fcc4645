import pytest
from django.test import Client
from django.urls import reverse

from evaluations import bylines
from tests import scenes
from tests.evaluations.views.desk.visits import PAGES_OF_A_REPORT, lead, signed_in, url
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class TestWhoMayComeIn:
    @pytest.mark.parametrize("name", PAGES_OF_A_REPORT)
    def test_strangers_and_reviewers_and_the_anonymous_stay_out(self, name):
        edition = scenes.draft()
        stranger = scenes.evaluator_for(edition.report.member).user

        statuses = [signed_in(user).get(url(name, edition)).status_code for user in (stranger, scenes.reviewer())]

        assert statuses == [404, 403]
        assert Client().get(url(name, edition)).url == f"{reverse('account_login')}?next={url(name, edition)}"

    @pytest.mark.parametrize("name", PAGES_OF_A_REPORT)
    def test_there_is_no_such_report(self, name):
        assert signed_in(UserFactory()).get(reverse(f"evaluations:{name}", args=[10**17])).status_code == 404

    @pytest.mark.parametrize("name", ["overview", "check", "submit"])
    def test_co_evaluators_come_in(self, name):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, other, by=lead(edition))

        assert signed_in(other.user).get(url(name, edition), follow=True).status_code == 200
