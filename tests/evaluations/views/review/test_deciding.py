"""The decisions about a report."""

import pytest
from django.core import mail
from django.urls import reverse

from evaluations import drafts, workflow
from evaluations.models import Byline, Edition, RemovedByline, Report
from tests import scenes
from tests.evaluations.views.review.visits import REASON, approved_for, decide, page, seen, waiting_for, words_of

pytestmark = pytest.mark.django_db


class TestReturn:
    def test_returns_with_the_reason(self, client, reviewer, django_capture_on_commit_callbacks):
        edition = waiting_for(reviewer)

        with django_capture_on_commit_callbacks(execute=True):
            response = decide(client, edition, "return", seen=seen(client, edition), reason=REASON)

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        edition.refresh_from_db()
        move = edition.moves.get(name="return")
        assert (edition.status, move.by, move.reason) == ("returned", reviewer, REASON)
        assert [message.to for message in mail.outbox] == [[edition.report.lead.user.email]]
        assert REASON in mail.outbox[0].body

    @pytest.mark.parametrize("reason", ["", "  \n", "x" * 5_001, "nul \x00"])
    def test_reason_that_is_none_is_refused_in_words(self, client, reviewer, reason):
        edition = waiting_for(reviewer)

        response = decide(client, edition, "return", seen=seen(client, edition), reason=reason)

        assert response.status_code == 422
        assert "<title>Error: Review: " in response.text
        assert list(response.context["return_form"].errors) == ["reason"]
        assert '<details id="return" name="decision" open>' in response.content.decode()
        assert response.context["return_form"]["reason"].value() == reason
        edition.refresh_from_db()
        assert edition.status == "submitted"


class TestApprove:
    def test_approves_and_says_who_comes_next(self, client, reviewer):
        edition = scenes.consulted(waiting_for(reviewer))

        response = decide(client, edition, "approve", seen=seen(client, edition))

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        assert "is approved. Another reviewer publishes it." in words_of(client.get(response.url))
        edition.refresh_from_db()
        assert (edition.status, edition.approval.by, Report.objects.get().current) == ("approved", reviewer, None)

    def test_who_approved_is_refused_to_publish_in_words(self, client, reviewer):
        edition = scenes.approve(waiting_for(reviewer), by=reviewer)

        response = decide(client, edition, "publish", seen=seen(client, edition))

        assert (response.status_code, Report.objects.get().current) == (403, None)
        assert "You approved this report: another reviewer publishes it." in words_of(response)


class TestPublish:
    def test_publishes(self, client, reviewer):
        edition = approved_for(reviewer)

        response = decide(client, edition, "publish", seen=seen(client, edition))

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        edition.refresh_from_db()
        assert (edition.status, Report.objects.get().current) == ("published", edition)

    def test_says_what_it_means_before_it_is_done(self, client, reviewer):
        words = words_of(client.get(page(approved_for(reviewer))))

        assert "What is published is sealed: nobody, not even an administrator, can change or remove it." in words

    def test_shows_what_kind_of_change_it_is_and_why(self, client, reviewer):
        draft = drafts.correct(scenes.published().report, by=reviewer, reason="A new law.", change="update")

        response = client.get(page(scenes.submitted(draft)))

        assert "Update A new law." in words_of(response)
        assert "Why is there a new edition?" not in words_of(response)

    def test_a_new_edition_without_a_reason_for_the_public_is_given_one(self, client, reviewer):
        draft = drafts.correct(scenes.published().report, by=scenes.reviewer(), reason="For the reviewers.")
        Edition.objects.filter(pk=draft.pk).update(change_reason="")  # opened before the public read it
        draft.refresh_from_db()
        edition = scenes.consulted(waiting_for(reviewer, draft))

        refused = decide(client, edition, "approve", seen=seen(client, edition), reason=" ")
        response = decide(client, edition, "approve", seen=seen(client, edition), reason="A date was wrong.")

        assert (refused.status_code, response.status_code) == (422, 302)
        assert "Say why there is a new edition, in words that the public will read." in words_of(refused)
        assert "Why is there a new edition?" in words_of(refused)
        edition.refresh_from_db()
        assert (edition.change_reason, edition.status) == ("A date was wrong.", "approved")

    def test_a_reason_that_stands_is_not_written_over(self, client, reviewer):
        draft = drafts.correct(scenes.published().report, by=scenes.reviewer(), reason="A date was wrong.")
        edition = approved_for(reviewer, draft)

        decide(client, edition, "publish", seen=seen(client, edition), reason="Another.")

        edition.refresh_from_db()
        assert (edition.change_reason, edition.status) == ("A date was wrong.", "published")

    def test_own_report_is_refused(self, client, reviewer):
        edition = scenes.draft()
        evaluator = scenes.evaluator_for(edition.report.member, user=reviewer)
        Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
        scenes.submitted(edition)

        response = decide(client, edition, "publish", seen=seen(client, edition))

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (403, "submitted")
        assert "another reviewer decides about it" in words_of(response)

    def test_missing_answers_are_named(self, client, reviewer):
        edition = approved_for(reviewer)
        Edition.objects.update(lessons="")

        response = decide(client, edition, "publish", seen=seen(client, edition))

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (422, "approved")
        assert "There is no answer yet: 3. Provide at least one lesson" in words_of(response)


class TestStaleDecision:
    """A decision about a state that has passed does nothing, says what happened, and keeps the words."""

    def test_published_meanwhile(self, client, reviewer):
        edition = approved_for(reviewer)
        was = seen(client, edition)
        other = scenes.reviewer(first_name="Omar", last_name="Sol")
        scenes.publish(edition, by=other)

        response = decide(client, edition, "return", seen=was, reason=REASON)

        words = words_of(response)
        assert response.status_code == 409
        assert "Your decision was not carried out" in words
        assert "What happened last: Published, by Omar Sol, on " in words
        assert "O&#x27;Farril &amp; Co.</textarea>" in response.content.decode()
        assert edition.moves.filter(name="return").count() == 0

    def test_returned_and_submitted_anew_meanwhile(self, client, reviewer):
        edition = approved_for(reviewer)
        was = seen(client, edition)
        scenes.send_back(edition, reason="A date is wrong.")
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=edition.report.lead.user)
        scenes.approve(edition)

        response = decide(client, edition, "publish", seen=was)

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (409, "approved")
        again = response.context["publish_form"]["seen"].value()
        assert decide(client, edition, "publish", seen=again).status_code == 302

    def test_reason_that_is_too_long_after_it_was_published(self, client, reviewer):
        edition = approved_for(reviewer)
        was = seen(client, edition)
        scenes.publish(edition)

        response = decide(client, edition, "return", seen=was, reason="x" * 5_001)

        assert response.status_code == 422
        assert f"{'x' * 5_001}</textarea>" in response.text
        assert 'href="#' not in response.text.partition("<main")[2].partition("kept-reason")[0]

    def test_reason_of_who_turns_out_to_have_evaluated(self, client, reviewer):
        edition = approved_for(reviewer)
        was = seen(client, edition)
        evaluator = scenes.evaluator_for(edition.report.member, user=reviewer)
        RemovedByline.objects.create(edition=edition, evaluator=evaluator, by=reviewer)

        response = decide(client, edition, "return", seen=was, reason=REASON)

        assert response.status_code == 403
        assert "O&#x27;Farril &amp; Co.</textarea>" in response.text

    def test_the_same_decision_twice(self, client, reviewer):
        edition = approved_for(reviewer)
        was = seen(client, edition)

        statuses = [decide(client, edition, "publish", seen=was).status_code for _ in range(2)]

        assert statuses == [302, 409]
        assert edition.moves.filter(name="publish").count() == 1

    @pytest.mark.parametrize("scene", [scenes.draft, scenes.returned, scenes.published])
    @pytest.mark.parametrize("move", ["return", "approve", "publish"])
    def test_decision_that_nothing_waits_for(self, client, reviewer, scene, move):
        edition = scene()

        response = decide(client, edition, move, seen=seen(client, edition), reason=REASON)

        assert response.status_code == 409
        assert "This cannot be done now" in words_of(response)

    @pytest.mark.parametrize("was", ["", "x", "-1", "9" * 40])
    def test_decision_that_names_no_state(self, client, reviewer, was):
        edition = approved_for(reviewer)

        response = decide(client, edition, "publish", seen=was)

        edition.refresh_from_db()
        assert response.status_code in (409, 422)
        assert edition.status == "approved"


def test_reason_sent_after_the_session_ended_is_given_back(client):
    edition = scenes.submitted()
    reason = "Say in which minutes the vote stands.\nAnd which budget paid for it."

    response = client.post(reverse("evaluations:return", args=[edition.report_id]), {"reason": reason, "seen": "1"})

    assert response.status_code == 403
    assert reason in response.text
    assert "You are signed out" in response.text
    assert Edition.objects.get(pk=edition.pk).status == "submitted"


def test_decision_before_signing_in_leads_to_the_report_afterwards(client):
    edition = scenes.submitted()
    url = reverse("evaluations:publish", args=[edition.report.number])

    response = client.post(url, {"seen": 1})

    assert response.url == f"{reverse('account_login')}?next={url}"
    client.force_login(scenes.reviewer())
    assert client.get(url).url == page(edition)
