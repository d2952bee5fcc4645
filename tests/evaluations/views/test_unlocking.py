"""The pages on which more of a returned report is asked for, and on which that is decided."""

import pytest
from django.urls import reverse

from evaluations import unlock_requests
from evaluations.models import UnlockRequest
from tests import scenes
from tests.evaluations.views.review.visits import page, words_of

pytestmark = pytest.mark.django_db

WHY = "The new law changes what 2.2 says as well, O'Farril & Co."
KEPT = "O&#x27;Farril &amp; Co."


@pytest.fixture
def edition():
    """Return an edition that was sent back for 1.2 alone."""
    edition = scenes.submitted()
    scenes.remark(edition, "1.2")
    return scenes.send_back(edition)


@pytest.fixture
def lead(client, edition):
    client.force_login(edition.report.lead.user)
    return edition.report.lead.user


def url(edition):
    return reverse("evaluations:unlock", args=[edition.report_id])


def decide(client, request, **data):
    number = request.edition.report_id
    return client.post(reverse("evaluations:decide-unlocking", args=[number, request.pk]), data)


class TestAsking:
    def test_the_task_list_leads_there_and_it_offers_what_is_closed(self, client, lead, edition):
        tasks = client.get(reverse("evaluations:task-list", args=[edition.report_id]))
        assert f'href="{url(edition)}"' in tasks.text

        response = client.get(url(edition))

        offered = [key for key, _label in response.context["form"].fields["keys"].choices]
        assert offered == ["1.1", "1.3", "2.1.1", "2.1.2", "2.1.3", "2.2", "3"]

    def test_is_kept_and_shown_until_it_is_decided(self, client, lead, edition):
        response = client.post(url(edition), {"keys": ["2.2", "3"], "reason": WHY})

        assert (response.status_code, response.url) == (302, url(edition))
        shown = words_of(client.get(response.url))
        assert "a reviewer has not decided yet" in shown
        assert KEPT in shown
        assert "Ask the reviewers" not in shown
        assert "Asked" in words_of(client.get(reverse("evaluations:task-list", args=[edition.report_id])))

    @pytest.mark.parametrize("change", [{"keys": []}, {"keys": ["1.2"]}, {"keys": ["x"]}, {"reason": "\u200b"}])
    def test_what_says_nothing_comes_back_with_the_rest(self, client, lead, edition, change):
        response = client.post(url(edition), {"keys": ["2.2"], "reason": WHY, **change})

        assert (response.status_code, UnlockRequest.objects.count()) == (422, 0)
        assert ("reason" in change) or (KEPT in response.text)

    def test_asked_twice_says_so_and_keeps_the_words(self, client, lead, edition):
        unlock_requests.ask(edition, ["3"], "First.", by=lead)

        response = client.post(url(edition), {"keys": ["2.2"], "reason": WHY})

        assert (response.status_code, UnlockRequest.objects.count()) == (409, 1)
        assert "You have asked already" in response.text
        assert KEPT in response.text

    def test_too_late_keeps_the_words(self, client, lead, edition):
        scenes.workflow.perform(scenes.workflow.SUBMIT, scenes.signed(edition), by=lead)

        response = client.post(url(edition), {"keys": ["2.2"], "reason": WHY})

        assert (response.status_code, KEPT in response.text) == (409, True)

    def test_a_co_evaluator_reads_what_was_asked_and_asks_nothing(self, client, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        edition.add_byline(colleague)
        unlock_requests.ask(edition, ["2.2"], WHY, by=edition.report.lead.user)
        client.force_login(colleague.user)

        shown, sent = client.get(url(edition)), client.post(url(edition), {"keys": ["3"], "reason": "Mine."})

        assert (KEPT in shown.text, "Ask the reviewers" in shown.text) == (True, False)
        assert (sent.status_code, "Mine." in sent.text, UnlockRequest.objects.count()) == (403, True, 1)


class TestDeciding:
    @pytest.fixture
    def request_(self, edition):
        return unlock_requests.ask(edition, ["2.2", "3"], WHY, by=edition.report.lead.user)

    def test_a_reviewer_reads_it_and_opens_what_it_asks_for(self, client, reviewer, edition, request_):
        scenes.declared(reviewer, edition)
        shown = words_of(client.get(page(edition)))
        assert f"{edition.report.lead.name} asks, since" in shown
        assert KEPT in shown

        response = decide(client, request_, then="grant", answer="")

        edition.refresh_from_db()
        assert (response.status_code, edition.unlocked) == (302, ["1.2", "2.2", "3"])
        assert "Asked to be opened" not in words_of(client.get(page(edition)))

    def test_a_refusal_says_why(self, client, reviewer, edition, request_):
        scenes.declared(reviewer, edition)
        refused = decide(client, request_, then="decline", answer=" ")
        assert (refused.status_code, 'href="#unlocking-answer"' in refused.text) == (422, True)

        decide(client, request_, then="decline", answer="It was right.")

        client.force_login(edition.report.lead.user)
        assert "It was right." in words_of(client.get(url(edition)))

    def test_who_has_not_declared_is_asked_to_first(self, client, reviewer, edition, request_):
        assert client.get(page(edition)).context["decider"].must_declare

        response = decide(client, request_, then="grant", answer="Do, O'Farril & Co.")

        assert (response.status_code, KEPT in response.text) == (422, True)
        assert "Say first whether you have a tie" in words_of(response)

    def test_twice_is_too_late(self, client, reviewer, edition, request_):
        scenes.declared(reviewer, edition)
        decide(client, request_, then="grant")

        response = decide(client, request_, then="decline", answer="No, O'Farril & Co.")

        assert (response.status_code, KEPT in response.text) == (409, True)

    def test_one_of_another_report_is_not_found(self, client, reviewer, request_):
        other = reverse("evaluations:decide-unlocking", args=[scenes.draft().report_id, request_.pk])

        assert client.post(other, {"then": "grant"}).status_code == 404
