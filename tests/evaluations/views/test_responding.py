"""The pages behind the link of a respondent, and those of the reviewer who sends it."""

import pytest
from django.urls import reverse

from evaluations import drafts, responding, withdrawing
from evaluations.models import Report, Respondent, Response
from evaluations.responses import responses_to
from evaluations.saving import token
from tests import scenes
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db

WORDS = "We published them in March."


@pytest.fixture
def report():
    return scenes.published().report


@pytest.fixture
def marta(report):
    return scenes.respondent(report)


def at(name, person, *args):
    return reverse(f"evaluations:{name}", args=[person.token, *args])


def shown_on(page):
    return page.context["publish_form"]["shown"].value()


class TestByLink:
    def test_she_writes_reads_it_beside_the_answer_and_publishes_it(self, report, marta, client):
        saved = client.post(at("write-on-answer", marta, "1.2"), {"text": WORDS, "opened": token("")}, follow=True)
        assert WORDS in saved.text
        assert "Draft, not published" in saved.text

        published = client.post(at("publish-response", marta), {"shown": shown_on(saved)}, follow=True)

        assert "Your government’s response is public." in published.text
        assert WORDS in client.get(report.get_absolute_url()).text

    def test_she_is_told_that_a_newer_edition_came_out_until_she_writes_about_it(self, report, marta, client):
        scenes.responded(report, {"1.2": WORDS}, by=marta)
        assert "came out on" not in client.get(at("response", marta)).text
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A figure."), lessons="Ask early.")

        told = client.get(at("response", marta)).text
        since = f"{reverse('evaluations:differences', args=[report.slug])}?from=1&amp;to=2"
        assert [since in told, "after what you wrote about edition 1" in told] == [True, True]
        client.post(at("write-on-answer", marta, "1.1"), {"text": WORDS, "opened": token("")})
        assert "came out on" not in client.get(at("response", marta)).text

    def test_so_she_is_of_a_draft_that_she_began_before(self, report, marta, client):
        client.post(at("write-on-answer", marta, "1.2"), {"text": WORDS, "opened": token("")})
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A figure."), lessons="Ask early.")

        assert "after what you wrote about edition 1" in client.get(at("response", marta)).text

    def test_she_sees_what_she_said_of_an_answer_that_is_gone_and_takes_it_out(self, report, marta, client):
        scenes.responded(report, {"1.2": WORDS, "2.1.1.degree": "It was outstanding."}, by=marta)
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="It did not."), access_result="no")

        [gone] = client.get(at("response", marta)).context["beside_nothing"]
        opened = gone["form"]["opened"].value()
        read = client.post(at("write-on-answer", marta, gone["key"]), {"opened": opened}, follow=True)

        assert (gone["key"], gone["text"]) == ("2.1.1.degree", "It was outstanding.")
        assert read.context["beside_nothing"] == []
        client.post(at("publish-response", marta), {"shown": shown_on(read)})
        [newest, _first] = responses_to(Report.objects.get())
        assert [part.answer_key for part in newest.parts] == ["1.2"]

    def test_nothing_is_added_to_an_answer_that_is_gone(self, report, marta, client):
        scenes.responded(report, {"2.1.1.degree": "It was outstanding."}, by=marta)
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="It did not."), access_result="no")
        sent = {"text": "More.", "opened": token("It was outstanding.")}

        assert client.post(at("write-on-answer", marta, "2.1.1.degree"), sent).status_code == 404

    def test_a_link_that_names_nobody_is_not_found(self, client):
        assert client.get(reverse("evaluations:response", args=["none"])).status_code == 404

    def test_nobody_keeps_the_page(self, marta, client):
        response = client.get(at("response", marta))

        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("close", ["revoke", "withdraw"])
    def test_a_closed_link_says_so_and_gives_back_what_was_sent(self, report, marta, client, close):
        if close == "revoke":
            responding.revoke(marta, by=scenes.reviewer())
        else:
            withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

        response = client.post(at("write-on-the-whole", marta), {"text": WORDS, "opened": ""})

        assert response.status_code == 410
        assert WORDS in response.text
        assert not Response.objects.exists()

    def test_who_is_second_sees_both_texts_and_her_next_press_saves_hers(self, report, marta, client):
        responding.write(marta, "1.2", WORDS, opened=token(""))

        refused = client.post(at("write-on-answer", marta, "1.2"), {"text": "In May.", "opened": token("")})

        assert refused.status_code == 409
        assert WORDS in refused.text
        assert "In May." in refused.text
        again = {"text": "In May.", "opened": refused.context["form"]["opened"].value()}
        assert client.post(at("write-on-answer", marta, "1.2"), again).status_code == 302
        assert responding.draft_of(report) == {"1.2": "In May."}

    def test_what_moved_meanwhile_is_read_again_before_it_is_published(self, report, marta, client):
        responding.write(marta, "1.2", WORDS, opened=token(""))

        refused = client.post(at("publish-response", marta), {"shown": "0" * 64})

        assert refused.status_code == 409
        assert "Read it again before you publish it." in refused.text
        assert not Response.objects.published().exists()

    def test_too_long_a_text_comes_back_whole(self, marta, client):
        text = "a " * 20_000

        refused = client.post(at("write-on-the-whole", marta), {"text": text, "opened": ""})

        assert refused.status_code == 422
        assert text.strip() in refused.text

    def test_an_answer_that_is_not_there_is_not_found(self, marta, client):
        assert client.get(at("write-on-answer", marta, "9.9")).status_code == 404
        assert client.post(at("write-on-answer", marta, "9.9"), {"text": WORDS}).status_code == 404


class TestReviewer:
    @pytest.fixture
    def reviewer(self, client):
        person = scenes.reviewer()
        client.force_login(person)
        return person

    def test_she_sends_the_link_and_revokes_it(self, report, reviewer, client):
        contact = ContactFactory(member=report.member, side="government", is_verified=True, name="Rosa Gil")

        page = client.post(
            reverse("evaluations:ask-to-respond", args=[report.number]), {"contact": contact.pk}, follow=True
        )
        assert "Rosa Gil" in page.text
        assert "Every verified contact of the government has a link." in page.text
        person = Respondent.objects.get()
        assert person.token not in page.text

        page = client.post(reverse("evaluations:revoke-respondent", args=[report.number, person.pk]), follow=True)
        assert "Link revoked" in page.text

    def test_nobody_chosen_is_said(self, report, reviewer, client):
        ContactFactory(member=report.member, side="government", is_verified=True)

        refused = client.post(reverse("evaluations:ask-to-respond", args=[report.number]), {})

        assert refused.status_code == 422
        assert "Choose a contact." in refused.text
        assert "There is a problem" in refused.text

    def test_without_a_verified_contact_it_is_said_where_they_are_kept(self, report, reviewer, client):
        page = client.get(reverse("evaluations:review", args=[report.number])).text

        assert "no verified contact in its government" in page

    def test_an_evaluator_may_not(self, report, client):
        contact = ContactFactory(member=report.member, side="government", is_verified=True)
        client.force_login(report.lead.user)

        answer = client.post(reverse("evaluations:ask-to-respond", args=[report.number]), {"contact": contact.pk})

        assert answer.status_code == 403
        assert not Respondent.objects.exists()
