"""The page of a report under review."""

import re

import pytest
from django.urls import reverse

from evaluations import drafts, workflow
from evaluations.models import Byline
from tests import scenes
from tests.evaluations.views.review.visits import REASON, page, words_of

pytestmark = pytest.mark.django_db


class TestPage:
    def test_shows_the_report_as_the_public_will_read_it(self, client, reviewer):
        edition = scenes.submitted()

        response = client.get(page(edition))

        words = words_of(response)
        for text in (edition.title, edition.report.lead.name, scenes.PROSE.format(key="1.2"), "Complete", "Major"):
            assert text in words

    def test_tells_every_move(self, client, reviewer):
        edition = scenes.returned(reason=REASON)
        lead = edition.report.lead
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead.user)

        history = client.get(page(edition)).context["history"]

        told = [(str(move.told), move.reason) for move in history]
        assert told == [("Started", ""), ("Submitted", ""), ("Returned for changes", REASON), ("Submitted", "")]
        assert [history[0].who, history[1].who] == [lead.name, lead.name]

    def test_shows_no_private_email(self, client, reviewer):
        edition = scenes.returned()
        type(edition.report.lead).objects.update(email="private@example.org")

        for url in (page(edition), reverse("evaluations:review-queue")):
            main = client.get(url).content.decode().partition("<main")[2]
            assert "@example.org" not in main

    @pytest.mark.parametrize(
        ("scene", "offered"),
        [
            (scenes.draft, []),
            (scenes.submitted, ["declare", "return", "approve"]),
            (scenes.returned, []),
            (scenes.approved, ["declare", "return", "schedule", "publish"]),
            (scenes.scheduled, ["declare", "return", "unschedule", "publish"]),
            (scenes.published, ["standing"]),
        ],
    )
    def test_offers_the_moves_that_can_be_made(self, client, reviewer, scene, offered):
        edition = scene()
        scenes.declared(reviewer, edition)

        response = client.get(page(edition))

        actions = [
            action.rstrip("/").rpartition("/")[2].replace("ties", "declare")
            for action in re.findall(r'<form class="form" method="post" action="([^"]+)"', response.text)
        ]
        assert (response.status_code, [action for action in actions if action != "exemptions"]) == (200, offered)

    @pytest.mark.parametrize("scene", [scenes.submitted, scenes.approved])
    def test_before_she_has_declared_it_offers_that_alone(self, client, reviewer, scene):
        response = client.get(page(scene()))

        actions = re.findall(r'<form class="form[^"]*" method="post" action="([^"]+)"', response.text)
        assert [action.split("/")[-2] for action in actions] == ["ties"]
        assert '<a class="button" href="#ties">Say first whether you have a tie</a>' in response.text
        assert response.context["remarks"].may_remark is False

    def test_correction_is_shown_instead_of_the_public_edition(self, client, reviewer):
        published = scenes.published()
        successor = drafts.correct(published.report, by=reviewer, reason="A date was wrong.")

        response = client.get(page(published))

        assert response.context["edition"] == successor

    def test_own_report_is_for_another_reviewer(self, client, reviewer):
        edition = scenes.draft()
        evaluator = scenes.evaluator_for(edition.report.member, user=reviewer)
        Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
        scenes.submitted(edition)

        response = client.get(page(edition))

        assert response.status_code == 200
        assert not response.context["decider"].may_decide
        assert "You are or were an evaluator on this report, so another reviewer decides about it." in words_of(
            response
        )

    def test_own_submission_is_for_another_reviewer(self, client, reviewer):
        edition = scenes.submitted(scenes.results_draft(by=reviewer))

        response = client.get(page(edition))

        assert (response.status_code, response.context["decider"].may_decide) == (200, False)
        assert "You submitted this report: another reviewer decides." in words_of(response)

    def test_unknown_number_is_not_found(self, client, reviewer):
        for number in (0, 4711, 10**30):
            assert client.get(f"/review/{number}/").status_code == 404
