"""The Overview of a report."""

import pytest

from evaluations.models import Byline
from tests import scenes
from tests.evaluations.views.public.report.pages import overview, page
from tests.factories import CommitmentFactory, EvaluatorFactory

pytestmark = pytest.mark.django_db


def test_overview_names_evaluators_in_their_order(client):
    edition = scenes.draft(evaluator=None)
    second = EvaluatorFactory(name="Zoe", organisation="")
    Byline.objects.create(edition=edition, position=2, name="Zoe", evaluator=second)
    first = edition.bylines.get(position=1)

    html = page(client, scenes.published(edition))

    assert overview(html)["Name of Evaluator"] == f"{first.name} (Observatorio Ejemplo), Zoe"


class TestEmailRow:
    def email(self, client, *, publishes=False, **evaluator):
        edition = scenes.draft()
        person = edition.report.lead
        for name, value in evaluator.items():
            setattr(person, name, value)
        person = scenes.publishing_email(person) if publishes else person
        person.save()
        html = page(client, scenes.published(edition))
        assert (person.email in html) is person.publishes_email
        assert not person.user or person.user.email not in html
        return overview(html)["Email"].replace(person.name, "her")

    def test_is_her_email_where_she_publishes_it(self, client):
        assert self.email(client, publishes=True, email="public@example.org") == "public@example.org"

    def test_else_leads_to_a_form(self, client):
        assert self.email(client) == "Write to her"

    def test_says_where_she_cannot_be_written_to(self, client):
        edition = scenes.published()
        evaluator = edition.report.lead
        evaluator.user, evaluator.email = None, ""
        evaluator.save()

        assert overview(page(client, edition))["Email"] == f"{evaluator.name} cannot be written to"


def test_blank_problem_reads_not_recorded(client):
    html = page(client, scenes.published(scenes.draft(commitment=CommitmentFactory(problem=""))))

    assert overview(html)["Problem"] == "Not recorded"


def test_emails_are_separated_by_commas(client):
    edition = scenes.draft()
    Byline.objects.create(edition=edition, position=2, name="Zoe", evaluator=EvaluatorFactory(name="Zoe"))

    html = page(client, scenes.published(edition))

    assert overview(html)["Email"] == f"Write to {edition.report.lead.name}, Write to Zoe"
