"""Without a script: words that were sent after the session had ended are saved by a new press, and for her alone."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines
from evaluations.choices import Status
from evaluations.models import Edition, RemarkReply, Signature
from evaluations.saving import token
from tests import scenes

from .visits import colleague, lead, signed_in, url

pytestmark = pytest.mark.django_db

WORDS = "Elections.\nThe clerk’s “office” <b>carried</b> it on."


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def typed(edition):
    """Return what the lead's form of the section holds, with her words in it."""
    page = signed_in(lead(edition)).get(section(edition)).text
    return fields(page, "q-1-2") | {"q-1-2": WORDS}


def section(edition):
    return reverse("evaluations:edit-section", args=[edition.report_id, "completion"])


def fields(page, name):
    """Return what the form on a page holds that has a field of this name."""
    form = next(form for form in html.fromstring(page).forms if name in form.fields)
    return {name: value for name, value in form.form_values() if isinstance(value, str)}


def stored(edition):
    return Edition.objects.values_list("factors", flat=True).get(pk=edition.pk)


def test_after_the_session_has_ended_they_stand_in_a_form_and_are_not_stored(edition, typed):
    response = Client().post(section(edition), typed)

    assert (response.status_code, stored(edition)) == (403, "")
    assert fields(response.text, "q-1-2")["q-1-2"] == WORDS


def test_after_signing_in_a_new_press_saves_them(edition, typed):
    given_back = fields(Client().post(section(edition), typed).text, "q-1-2")

    response = signed_in(lead(edition)).post(section(edition), given_back)

    assert (response.status_code, stored(edition)) == (302, WORDS)


def test_they_are_not_saved_for_another_account_which_can_send_them_on(edition, typed):
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=lead(edition))

    response = signed_in(colleague.user).post(section(edition), typed)

    assert (response.status_code, stored(edition)) == (403, "")
    assert "Another account is signed in by now" in response.text
    signed_in(lead(edition)).post(section(edition), fields(response.text, "q-1-2"))
    assert stored(edition) == WORDS


def test_what_was_sent_before_and_not_answered_travels_along_unseen(edition, typed):
    response = Client().post(section(edition), typed | {"sent-q-1-2": "Elections.\nThe"})

    boxes = html.fromstring(response.text).xpath('//*[@name="sent-q-1-2"]')
    assert [(box.tag, box.get("type"), box.get("value")) for box in boxes] == [("input", "hidden", "Elections.\nThe")]


def test_a_press_that_stays_shows_the_same_section(edition, typed):
    response = signed_in(lead(edition)).post(section(edition), typed | {"then": "stay"})

    assert (response.status_code, response.url) == (302, section(edition))


class TestChoices:
    """An answer that is chosen comes back as one that is written does."""

    def test_one_alone_is_shown_and_saved_by_a_new_press(self, edition, typed):
        page = Client().post(section(edition), typed | {"q-1-1": "limited", "q-1-2": ""})

        assert (page.status_code, Edition.objects.get(pk=edition.pk).level_of_progress) == (403, "")
        assert ": Limited" in page.text
        signed_in(lead(edition)).post(section(edition), fields(page.text, "q-1-1"))
        assert Edition.objects.get(pk=edition.pk).level_of_progress == "limited"

    def test_one_that_is_taken_back_is_taken_back_by_a_new_press(self, edition, typed):
        Edition.objects.update(level_of_progress="limited")
        opened = {"opened-q-1-1": token("limited")}

        page = Client().post(section(edition), typed | opened | {"q-1-1": "", "q-1-2": ""})

        assert "No answer yet" in page.text
        signed_in(lead(edition)).post(section(edition), fields(page.text, "q-1-1"))
        assert Edition.objects.get(pk=edition.pk).level_of_progress == ""

    def test_what_is_no_answer_to_choose_does_not_count(self, edition):
        assert Client().post(section(edition), {"q-1-1": "x", "q-1-2": "", "then": "stay"}).status_code == 302

    def test_the_language_comes_back(self, edition):
        page = signed_in(lead(edition)).get(url("overview", edition)).text

        answer = Client().post(url("overview", edition), fields(page, "language") | {"language": "fr"})

        assert (answer.status_code, ": Français" in answer.text) == (403, True)
        signed_in(lead(edition)).post(url("overview", edition), fields(answer.text, "language"))
        assert Edition.objects.get(pk=edition.pk).language == "fr"


class TestSentByAnotherAccount:
    """What a page of the desk sends is done for the account that opened it."""

    @pytest.fixture
    def shared(self):
        return scenes.draft_of_two()

    @staticmethod
    def sent_on(edition, name, page, holds, **more):
        """Send the lead's form from the colleague's session."""
        sent = fields(signed_in(lead(edition)).get(url(page, edition)).text, holds) | more
        return signed_in(colleague(edition)).post(url(name, edition), sent)

    def test_she_does_not_sign_with_it(self, shared):
        answer = self.sent_on(shared, "sign", "check", "shown")

        assert (answer.status_code, Signature.objects.count()) == (403, 0)
        assert "Another account is signed in by now" in answer.text
        # The digest of the text is nothing that she wrote, or may change.
        assert "<textarea" not in answer.text
        signed_in(lead(shared)).post(url("sign", shared), fields(answer.text, "shown"))
        assert Signature.objects.get().evaluator.user == lead(shared)

    def test_she_does_not_submit_with_it(self, shared):
        scenes.signed(shared)

        answer = self.sent_on(shared, "submit", "check", "without")

        assert (answer.status_code, Edition.objects.get(pk=shared.pk).status) == (403, Status.DRAFT)

    def test_she_does_not_choose_the_language_with_it(self, shared):
        answer = self.sent_on(shared, "overview", "overview", "language", language="fr")

        assert (answer.status_code, Edition.objects.get(pk=shared.pk).language) == (403, "en")

    def test_she_does_not_change_who_stands_on_it(self, shared):
        byline = shared.bylines.get(position=2)

        answer = self.sent_on(shared, "evaluators", "evaluators", "account", remove=byline.pk)

        assert (answer.status_code, shared.bylines.count()) == (403, 2)
        assert "Another account is signed in by now" in answer.text

    def test_she_does_not_reply_with_it(self, shared):
        edition, reviewer = scenes.submitted(shared), scenes.reviewer()
        scenes.remark(edition, "1.1.explanation", "Say which.", suggestion="Nine of ten.", by=reviewer)
        scenes.send_back(edition, by=reviewer, reason="See the remark.")

        reply = self.sent_on(edition, "remarks", "remarks", "text", then="reply", text=WORDS)
        accepted = self.sent_on(edition, "remarks", "remarks", "opened", then="accept")

        assert (reply.status_code, accepted.status_code, RemarkReply.objects.count()) == (403, 403, 0)
        assert edition.remark_set.get().awaits_answer
        assert fields(reply.text, "text")["text"] == WORDS
