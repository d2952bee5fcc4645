import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from evaluations import bylines
from evaluations.models import Evaluator
from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in, url
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestEvaluators:
    def test_the_lead_orders_and_removes(self):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        byline = bylines.add(edition, other, by=lead(edition))
        client = signed_in(lead(edition))

        client.post(url("evaluators", edition), {"up": byline.pk})
        assert [b.evaluator for b in edition.bylines.order_by("position")] == [other, edition.report.lead]

        client.post(url("evaluators", edition), {"remove": byline.pk})
        assert [b.evaluator for b in edition.bylines.all()] == [edition.report.lead]

    def test_reviewer_adds_nobody_unassigned(self):
        edition = scenes.draft()
        edition.report.lead.assignments.all().delete()
        stranger = scenes.evaluator_for(MemberFactory())
        client = signed_in(scenes.reviewer())

        unassigned = client.post(url("evaluators", edition), {"add": "1", "evaluator": stranger.pk})

        assert unassigned.status_code == 422
        assert "only who is assigned to this member" in unassigned.text
        assert stranger.name not in unassigned.text

    def test_the_lead_adds_nobody_who_was_not_asked(self):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)

        signed_in(lead(edition)).post(url("evaluators", edition), {"add": "1", "evaluator": other.pk})

        assert edition.bylines.count() == 1

    def test_the_lead_cannot_take_herself_off(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(url("evaluators", edition), {"remove": edition.bylines.get().pk})

        assert (page.status_code, edition.bylines.count()) == (422, 1)

    def test_a_co_evaluator_reads_the_list_and_changes_nothing(self):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        byline = bylines.add(edition, other, by=lead(edition))
        client = signed_in(other.user)

        assert client.get(url("evaluators", edition)).status_code == 200
        assert client.post(url("evaluators", edition), {"up": byline.pk}).status_code == 403

    def test_reviewer_adds_a_writer_where_nobody_is_left_and_hands_the_report_over(self):
        edition = scenes.draft()
        edition.report.lead.assignments.all().delete()
        newcomer = scenes.evaluator_for(edition.report.member)
        client = signed_in(scenes.reviewer())

        assert "reviewers write it, and lead it" in client.get(url("evaluators", edition)).text
        answer = client.post(url("evaluators", edition), {"add": "1", "evaluator": newcomer.pk}, follow=True)

        assert answer.redirect_chain == [(url("review", edition), 302)]
        assert f"{newcomer.name} was added." in answer.text
        assert signed_in(newcomer.user).get(url("task-list", edition)).status_code == 200
        assert client.get(url("evaluators", edition)).status_code == 403

    def test_who_was_added_so_takes_herself_off(self):
        edition = scenes.draft()
        edition.report.lead.assignments.all().delete()
        newcomer = scenes.evaluator_for(edition.report.member)
        byline = bylines.add(edition, newcomer, by=scenes.reviewer())

        answer = signed_in(newcomer.user).post(url("evaluators", edition), {"remove": byline.pk})

        assert (answer.url, edition.bylines.count()) == (reverse("evaluations:desk"), 1)


class TestMyDetails:
    def test_name_organisation_and_e_mail_are_hers(self):
        evaluator = scenes.evaluator_for(MemberFactory())
        EmailAddress.objects.create(user=evaluator.user, email="eva@example.org", verified=True)
        data = {"name": "Eva Núñez", "organisation": "", "email": "EVA@example.org", "publishes_email": "on"}

        signed_in(evaluator.user).post(reverse("evaluations:me"), data)

        stored = Evaluator.objects.get(pk=evaluator.pk)
        assert (stored.name, stored.public_email) == ("Eva Núñez", "EVA@example.org")

    def test_an_e_mail_that_nobody_confirmed_is_not_shown(self):
        evaluator = scenes.evaluator_for(MemberFactory())
        EmailAddress.objects.create(user=evaluator.user, email="mayor@example.org", verified=False)
        data = {"name": "Eva", "organisation": "", "email": "mayor@example.org", "publishes_email": "on"}

        page = signed_in(evaluator.user).post(reverse("evaluations:me"), data)

        assert (page.status_code, list(page.context["form"].errors)) == (422, ["email"])
        assert 'value="mayor@example.org"' in page.content.decode()
        assert Evaluator.objects.get(pk=evaluator.pk).public_email == ""

    def test_no_e_mail_cannot_be_shown(self):
        evaluator = scenes.evaluator_for(MemberFactory())

        page = signed_in(evaluator.user).post(reverse("evaluations:me"), {"name": "Eva", "publishes_email": "on"})

        assert page.status_code == 422

    def test_who_is_no_evaluator_has_none(self):
        assert signed_in(UserFactory()).get(reverse("evaluations:me")).status_code == 404
