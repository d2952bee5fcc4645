"""Where the link of a contact leads who is asked to read a draft: no account, and nobody else's words."""

import re

import pytest
from django.urls import reverse

from commitments.models import Contact
from evaluations import consulting
from evaluations.models import Reaction
from tests import scenes
from tests.evaluations.views.review import visits
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

WORDS = "The ledger was published in June, not in May."


@pytest.fixture
def consultation():
    return scenes.asked()


@pytest.fixture
def consulted(consultation):
    return consultation.consulted_set.get(side="government")


def url(consulted, name="consultation", *args):
    return reverse(f"evaluations:{name}", args=[consulted.token, *args])


def react(client, consulted, key="1.2", **data):
    return client.post(url(consulted, "react", key), {"text": WORDS, "how": "openly", **data})


class TestDraft:
    def test_is_the_report_with_a_way_to_react_to_each_answer(self, client, consulted):
        page = client.get(url(consulted))

        assert page.status_code == 200
        assert scenes.PROSE.format(key="1.2") in page.text
        assert page.text.count("/react/") == 1 + len(page.context["reading"].answers)
        assert "Marta Ríos, you are asked to read this report" in page.text

    def test_is_kept_by_nobody_and_told_to_no_other_site(self, client, consulted):
        headers = client.get(url(consulted)).headers

        assert "no-store" in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex"

    def test_shows_hers_and_nobody_elses_reactions_and_no_email(self, client, consultation, consulted):
        scenes.reaction(consultation, text="Mine stands here.")
        scenes.reaction(consultation, text="Hers does not.", side="civil-society")

        page = client.get(url(consulted))

        assert "Mine stands here." in page.text
        assert "Hers does not." not in page.text
        assert consulted.contact.email not in page.text

    def test_shows_no_remark_flag_or_name_of_staff(self, client):
        edition = scenes.submitted()
        scenes.remark(edition, "1.2", "Between us only.")

        page = client.get(url(scenes.asked(edition).consulted_set.first()))

        assert "Between us only." not in page.text

    def test_sends_the_files_of_this_draft_alone(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        edition = scenes.answered(scenes.draft())
        mine = EvidenceFactory(edition=edition, is_file=True)
        other = EvidenceFactory(edition=scenes.draft(), is_file=True)
        edition = scenes.submitted(edition)
        consulted = scenes.asked(edition).consulted_set.first()

        page = client.get(url(consulted))
        [path] = re.findall(r'href="(/consultation/[^"]+/files/[^"]+)"', page.text)

        assert mine.get_absolute_url() not in page.text
        assert path == url(consulted, "consultation-file", mine.uuid, "minutes.pdf")
        assert client.get(url(consulted, "consultation-file", other.uuid, "minutes.pdf")).status_code == 404
        assert client.get(mine.get_absolute_url()).status_code == 404


class TestReacting:
    def test_is_kept_and_stands_beside_the_answer(self, client, consulted):
        page = client.post(url(consulted, "react", "1.2"), {"text": WORDS, "how": "confidentially"}, follow=True)

        said = Reaction.objects.get()
        assert (said.text, said.is_confidential, said.answer_key) == (WORDS, True, "1.2")
        assert page.redirect_chain[-1][0].endswith("#1-2") or page.redirect_chain[-1][0].partition("#")[2]
        assert "Your reaction is kept." in page.text
        assert WORDS in page.text

    def test_to_evidence_that_the_form_only_offers(self, client):
        edition = scenes.answered(scenes.draft())
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")
        consulted = scenes.asked(scenes.submitted(edition)).consulted_set.first()

        page = client.post(url(consulted, "react", "2.1.1.evidence"), {"text": WORDS, "how": "openly"}, follow=True)

        assert page.status_code == 200
        assert "2.1.1 · Evidence" in page.text

    def test_to_the_whole(self, client, consulted):
        client.post(url(consulted, "react-to-all"), {"text": WORDS, "how": "openly"})

        assert Reaction.objects.get().answer_key == ""

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"text": ""}, "Write your reaction."),
            ({"text": "No"}, "Say it in a sentence."),
            ({"text": "Word. " * 6000}, "characters; at most"),
            ({"how": ""}, "Choose who may read it."),
            ({"how": "loudly"}, "loudly"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_words(self, client, consulted, data, words):
        page = react(client, consulted, **data)

        assert page.status_code == 422
        assert words in page.text
        assert data.get("text", WORDS).strip() in page.text
        assert Reaction.objects.count() == 0

    def test_to_an_answer_that_there_is_not(self, client, consulted):
        assert client.get(url(consulted, "react", "9.9")).status_code == 404
        assert react(client, consulted, "9.9").status_code == 404

    def test_is_taken_back_by_its_button_alone(self, client, consultation, consulted):
        said = scenes.reaction(consultation)

        client.get(url(consulted, "take-back", said.pk))
        assert Reaction.objects.standing().count() == 1
        page = client.post(url(consulted, "take-back", said.pk), follow=True)
        assert Reaction.objects.standing().count() == 0
        assert said.text not in page.text

    def test_not_those_of_others(self, client, consultation, consulted):
        other = scenes.reaction(consultation, side="civil-society")

        client.post(url(consulted, "take-back", other.pk))

        assert Reaction.objects.standing().count() == 1

    def test_machines_of_other_sites_cannot(self, consulted):
        from django.test import Client

        assert react(Client(enforce_csrf_checks=True), consulted).status_code == 403


class TestOver:
    def test_says_so_gives_back_what_came_too_late_and_shows_what_she_had_said(self, client, consultation, consulted):
        scenes.reaction(consultation, text="Said in time.")
        scenes.ended(consultation)

        late = react(client, consulted)

        assert late.status_code == 410
        words = visits.words_of(late)
        assert "The consultation is over" in words
        assert WORDS in words
        assert "Said in time." in words
        assert scenes.PROSE.format(key="1.2") not in late.text
        assert Reaction.objects.count() == 1

    def test_nor_does_that_of_who_is_no_contact_any_more(self, client, consulted):
        consulted.contact.delete()

        page = client.get(url(consulted))

        assert (page.status_code, "This link was revoked" in page.text) == (410, True)
        assert scenes.PROSE.format(key="1.2") not in page.text

    def test_who_is_no_contact_any_more_is_promised_no_mail(self, client, consultation, consulted):
        scenes.ended(consultation)
        before = visits.words_of(client.get(url(consulted)))
        Contact.objects.filter(pk=consulted.contact_id).update(email="successor@example.org")

        page = visits.words_of(client.get(url(consulted)))

        assert ["told by email when it is" in words for words in (before, page)] == [True, False]
        assert "The report is not published yet. Once it is" in page

    def test_a_revoked_link_shows_nothing_at_all(self, client, consultation, consulted):
        scenes.reaction(consultation, text="Said in time.")
        consulting.revoke(consulted, by=scenes.reviewer_of(consultation.edition))

        page = client.get(url(consulted))

        assert page.status_code == 410
        assert "This link was revoked" in page.text
        assert "Said in time." not in page.text
        assert consultation.edition.title not in page.text

    def test_of_a_published_report_leads_to_what_became_of_it(self, client, consultation, consulted):
        scenes.ended(consultation)
        edition = scenes.publish(consultation.edition)

        page = client.get(url(consulted))

        assert edition.get_absolute_url() + "consultation/" in page.text

    @pytest.mark.parametrize("name", ["consultation", "react-to-all"])
    def test_a_link_that_names_nobody(self, client, name):
        assert client.get(reverse(f"evaluations:{name}", args=["made-up:token"])).status_code == 404

    def test_files_close_with_it(self, client, consultation, consulted):
        scenes.ended(consultation)

        assert (
            client.get(url(consulted, "consultation-file", "0" * 8 + "-0000-4000-8000-" + "0" * 12, "x")).status_code
            == 410
        )
