"""What a reviewer says beside the answers of a submitted report."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from evaluations.models import Remark, RemarkReply, Ruling
from evaluations.saving import token
from tests import scenes
from tests.evaluations.coherence.raising import BECAUSE, flag_of, given_another_reason
from tests.evaluations.views.review.visits import decide, page, seen, waiting_for, words_of
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

KEY, ANCHOR = "1.1.explanation", "q-1-1-explanation"
WORDS, BETTER = "Say which ledgers, O'Farril & Co.", "Nine of ten ledgers are open."


def send(client, edition, name="remark", *args, **data):
    return client.post(reverse(f"evaluations:{name}", args=[edition.report.number, *args]), data)


def read(flag):
    """Return what the form of a ruling on a flag sends along."""
    return {"flag": flag.name, "mark": flag.mark, "opened": token(flag.text)}


def bound_form_on(response, key):
    return response.context["remarks"].bound, response.context["remarks"].bound.data.get("key") == key


class TestRemark:
    def test_stands_beside_its_answer(self, client, reviewer):
        edition = waiting_for(reviewer)

        response = send(client, edition, key=KEY, text=WORDS)

        assert (response.status_code, response.url) == (302, f"{page(edition)}#{ANCHOR}")
        answer = client.get(page(edition)).text.partition(f'<div id="{ANCHOR}">')[2].partition('<div class="answer"')[0]
        assert "Say which ledgers, O&#x27;Farril &amp; Co." in answer
        assert Remark.objects.values_list("answer_key", "text", "by").get() == (KEY, WORDS, reviewer.pk)

    def test_on_the_whole_stands_above_the_report(self, client, reviewer):
        edition = waiting_for(reviewer)

        response = send(client, edition, key="", text=WORDS)

        assert response.url == f"{page(edition)}#remarks"
        assert [remark.text for remark in client.get(page(edition)).context["remarks"].on_the_whole] == [WORDS]

    @pytest.mark.parametrize("key", ["2.1.1.degree", "1.2.evidence"])
    def test_on_an_answer_that_is_gone_by_now_is_still_resolved(self, client, reviewer, key):
        draft = scenes.draft()
        EvidenceFactory(edition=draft, answer_key="1.2.evidence")
        edition = scenes.submitted(draft)
        scenes.remark(edition, key, WORDS, by=reviewer)
        scenes.send_back(edition, by=reviewer)
        edition.evidence_set.all().delete()
        scenes.submitted(edition, access_result="no")
        client.force_login(reviewer)

        read = client.get(page(edition))

        [remark] = read.context["remarks"].beside_no_answer
        assert "Say which ledgers, O&#x27;Farril &amp; Co." in read.text
        assert reverse("evaluations:on-remark", args=[edition.report.number, remark.pk]) in read.text
        send(client, edition, "on-remark", remark.pk, then="resolve")
        assert "Remarks: 0 open" in client.get(page(edition)).text

    def test_a_wording_left_as_the_answer_is_suggests_nothing(self, client, reviewer):
        edition = waiting_for(reviewer)

        send(client, edition, key=KEY, text=WORDS, suggestion=edition.progress_explanation.replace("\n", "\r\n"))

        assert Remark.objects.get().suggestion == ""

    def test_a_wording_alone_is_a_remark(self, client, reviewer):
        edition = waiting_for(reviewer)

        send(client, edition, key=KEY, text="", suggestion=BETTER)

        assert Remark.objects.values_list("text", "suggestion").get() == ("I suggest this wording.", BETTER)

    def test_that_says_nothing_comes_back_in_its_place(self, client, reviewer):
        edition = waiting_for(reviewer)

        response = send(client, edition, key=KEY, text=" ", suggestion=edition.progress_explanation)

        assert (response.status_code, Remark.objects.count()) == (422, 0)
        assert 'href="#remark-q-1-1-explanation-text"' in response.text
        assert 'id="remark-q-1-1-explanation-text"' in response.text
        assert response.text.count('<details class="remark-new no-print" open>') == 1

    def test_that_comes_too_late_is_shown_again(self, client, reviewer):
        edition = waiting_for(reviewer)
        scenes.send_back(edition, reason="Say more.")

        response = send(client, edition, key=KEY, text=WORDS)

        assert (response.status_code, Remark.objects.count()) == (409, 0)
        assert "O&#x27;Farril" in response.text

    def test_on_an_answer_that_is_not_there_is_not_found_and_given_back(self, client, reviewer):
        response = send(client, waiting_for(reviewer), key="9.9", text=WORDS)

        assert (response.status_code, "O&#x27;Farril" in response.text, Remark.objects.count()) == (404, True, 0)

    def test_holds_back_the_publication_in_words(self, client, reviewer):
        edition = waiting_for(reviewer)
        send(client, edition, key=KEY, text=WORDS)

        response = decide(client, edition, "approve", seen=seen(client, edition))

        assert response.status_code == 422
        assert "A remark is still open. Resolve it, or send the report back." in words_of(response)
        assert '<a href="#remarks">A remark is still open.' in response.text
        remark = Remark.objects.get()
        assert f'<a href="#remark-{remark.pk}">' in response.text
        assert f'id="remark-{remark.pk}"' in response.text

    def test_is_for_reviewers(self, client):
        edition = scenes.submitted()
        client.force_login(edition.report.lead.user)

        response = send(client, edition, key=KEY, text=WORDS)

        assert (response.status_code, "O&#x27;Farril" in response.text, Remark.objects.count()) == (403, True, 0)


class TestOnRemark:
    @pytest.fixture
    def remark(self, reviewer):
        return scenes.remark(scenes.submitted(), KEY, WORDS, by=reviewer)

    def test_a_reply_stands_under_it(self, client, remark):
        response = send(client, remark.edition, "on-remark", remark.pk, then="reply", text="Or the tenth?")

        assert (response.status_code, RemarkReply.objects.get().text) == (302, "Or the tenth?")
        assert "Or the tenth?" in words_of(client.get(page(remark.edition)))

    def test_a_blank_reply_comes_back(self, client, remark):
        response = send(client, remark.edition, "on-remark", remark.pk, then="reply", text="")

        assert (response.status_code, RemarkReply.objects.count()) == (422, 0)
        assert f'href="#reply-{remark.pk}-text"' in response.text

    def test_it_is_resolved(self, client, remark):
        send(client, remark.edition, "on-remark", remark.pk, then="resolve")

        response = client.get(page(remark.edition))
        assert "Resolved remark:" in words_of(response)
        assert response.context["open_remarks"] == 0

    def test_one_of_another_report_is_not_found(self, client, remark):
        assert send(client, scenes.submitted(), "on-remark", remark.pk, then="resolve").status_code == 404
        assert Remark.objects.get().is_open


class TestRuling:
    @pytest.fixture
    def edition(self, reviewer):
        return waiting_for(reviewer, level_of_progress="limited", as_planned="all")

    def test_a_reason_is_accepted(self, client, reviewer, edition):
        flag = flag_of(edition, 1)

        assert f'name="opened" value="{token(flag.text)}"' in client.get(page(edition)).text

        response = send(client, edition, "ruling", **read(flag), accepts="yes")

        assert (response.status_code, Ruling.objects.get().accepts) == (302, True)
        assert "Reason accepted by the reviewer." in words_of(client.get(page(edition)))

    def test_one_that_does_not_hold_says_why(self, client, reviewer, edition):
        flag = flag_of(edition, 1)
        data = {**read(flag), "accepts": "no"}

        refused = send(client, edition, "ruling", **data, reason="")
        assert (refused.status_code, Ruling.objects.count()) == (422, 0)
        assert f'href="#{flag.name}-reason"' in refused.text

        send(client, edition, "ruling", **data, reason="It names no milestone.")
        assert Ruling.objects.values_list("accepts", "reason", "sentence").get() == (
            False,
            "It names no milestone.",
            scenes.REASON,
        )

    @pytest.mark.parametrize("accepts", ["yes", "no"])
    def test_a_reason_that_she_has_not_read_is_not_ruled_upon(self, client, reviewer, edition, accepts):
        shown = flag_of(edition, 1)
        given_another_reason(edition, shown)

        response = send(client, edition, "ruling", **read(shown), accepts=accepts, reason=WORDS)

        assert (response.status_code, Ruling.objects.count()) == (409, 0)
        assert "The reason has changed since this was shown." in words_of(response)
        assert BECAUSE in words_of(response)
        assert (escape(WORDS) in response.text) == (accepts == "no")

    def test_a_flag_that_is_another_by_now_is_not_found(self, client, reviewer, edition):
        flag = flag_of(edition, 1)

        response = send(client, edition, "ruling", **read(flag) | {"mark": "0" * 16}, accepts="yes")

        assert (response.status_code, Ruling.objects.count()) == (404, 0)

    def test_words_about_a_flag_that_is_gone_come_back_with_what_fits_a_reviewer(self, client, reviewer, edition):
        gone = read(flag_of(edition, 1)) | {"mark": "0" * 16}

        response = send(client, edition, "ruling", **gone, accepts="no", reason=WORDS)

        assert (response.status_code, escape(WORDS) in response.text) == (404, True)
        assert "What it speaks of may be gone" in response.text
        assert "your assignment may have ended" not in response.text
