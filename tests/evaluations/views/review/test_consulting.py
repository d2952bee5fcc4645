"""Where reviewers ask contacts to read a report before it is published."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commitments.clocks import today_at
from commitments.models import Contact
from evaluations.models import Consultation, Disposition, Reaction
from tests import scenes
from tests.evaluations.views.review import visits
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db


def url(edition, name="review-consultation", *args):
    return reverse(f"evaluations:{name}", args=[edition.report_id, *args])


def shown(client, edition):
    return visits.words_of(client.get(url(edition)))


@pytest.fixture
def edition(reviewer):
    return visits.waiting_for(reviewer)


@pytest.fixture
def contacts(edition):
    return [ContactFactory(member=edition.report.member, name=name) for name in ("Ana Sol", "Luz Mar")]


def day(edition, days=14):
    return (today_at(edition.report.member) + timedelta(days=days)).isoformat()


class TestOpening:
    def test_offers_the_contacts_of_the_member_for_two_weeks(self, client, edition, contacts):
        ContactFactory(member=edition.report.member, name="Nobody", email="")
        ContactFactory(name="Of another member")

        page = client.get(url(edition))

        form = page.context["page"].open_form
        assert [str(contact) for _key, contact in form["contacts"].field.choices] == [
            "Ana Sol (Government)",
            "Luz Mar (Government)",
        ]
        assert f'value="{day(edition)}"' in page.text

    def test_asks_those_chosen(self, client, edition, contacts):
        send = {"contacts": [contacts[1].pk], "closes_on": day(edition, 3)}

        page = client.post(url(edition, "open-consultation"), send, follow=True)

        consultation = Consultation.objects.get()
        assert [one.contact for one in consultation.consulted_set.all()] == [contacts[1]]
        assert "Contacts are reading it" in page.text
        assert "Luz Mar Government Nothing said yet" in visits.words_of(page)
        assert "Ask somebody else, too" in page.text  # Ana

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"contacts": []}, "Choose at least one contact."),
            ({"contacts": ["0"]}, "Choose contacts of the member who have an email"),
            ({"contacts": ["x"]}, "Choose contacts of the member who have an email"),
            ({"closes_on": ""}, "Say until when they may react."),
            ({"closes_on": "soon"}, "Write the day in figures"),
            ({"closes_on": "2020-01-01"}, "Choose a day after today, within 90 days."),
            ({"closes_on": "9999-12-31"}, "Choose a day after today, within 90 days."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, client, edition, contacts, wrong, words):
        send = {"contacts": [contacts[0].pk], "closes_on": day(edition), **wrong}

        page = client.post(url(edition, "open-consultation"), send)

        assert page.status_code == 422
        assert words in page.text
        assert Consultation.objects.count() == 0

    def test_says_that_there_is_nobody_to_ask(self, client, edition):
        assert "has no contact with an email" in shown(client, edition)

    def test_the_report_says_what_comes_next(self, client, edition, contacts):
        before = visits.words_of(client.get(visits.page(edition)))
        scenes.asked(edition, *contacts)
        meanwhile = visits.words_of(client.get(visits.page(edition)))

        assert "Contacts of the member are to read it first" in before
        assert "Contacts of the member are reading it" in meanwhile


class TestWindow:
    @pytest.fixture
    def consultation(self, edition, contacts):
        return scenes.asked(edition, contacts[0])

    def test_asks_somebody_else_too(self, client, edition, contacts, consultation):
        client.post(url(edition, "ask-more"), {"contacts": [contacts[1].pk]})

        assert consultation.consulted_set.count() == 2

    def test_revokes_a_link(self, client, edition, consultation):
        one = consultation.consulted_set.get()

        page = client.post(url(edition, "revoke-link", one.pk), follow=True)

        assert "Link revoked" in visits.words_of(page)

    def test_says_how_the_contact_is_called_by_now(self, client, edition, contacts, consultation):
        Contact.objects.filter(pk=contacts[0].pk).update(name="Marta Ríos Vega")

        words = shown(client, edition)

        assert "Called “Marta Ríos Vega” by now" in words

    def test_takes_back_what_is_not_hers_and_offers_her_again(self, client, edition, consultation):
        said = scenes.reaction(consultation)
        page = url(edition, "review-consultation")
        assert "What came by this link is not hers: take it back" in visits.words_of(client.get(page))

        told = client.post(url(edition, "revoke-link", said.consulted_id), {"not_hers": "yes"}, follow=True)

        assert "what was said by it is taken back" in told.text
        assert said.consulted.contact in told.context["page"].contacts
        assert "is not hers" not in visits.words_of(told)

    def test_of_a_link_revoked_before_too(self, client, edition, consultation):
        said = scenes.reaction(consultation)
        client.post(url(edition, "revoke-link", said.consulted_id))

        told = visits.words_of(client.get(url(edition, "review-consultation")))

        assert "Take back what came by this link: it is not hers" in told

    def test_ends_it_for_a_reason(self, client, edition, consultation):
        blank = client.post(url(edition, "end-consultation"), {"reason": " "})
        page = client.post(url(edition, "end-consultation"), {"reason": "Both have answered."}, follow=True)
        again = client.post(url(edition, "end-consultation"), {"reason": "Both have answered."})

        assert (blank.status_code, again.status_code) == (422, 409)
        assert "It ended before its time: Both have answered." in visits.words_of(page)
        assert 'id="end-reason"' not in again.text
        assert again.text.count("Both have answered.") == 2  # as it is told, and as she sent it

    def test_is_not_returned_or_approved_meanwhile(self, client, edition, consultation):
        seen = visits.seen(client, edition)
        shown = client.get(visits.page(edition)).text
        offered = [f'id="{move}"' in shown for move in ("return", "approve")]

        page = visits.decide(client, edition, "approve", seen=seen)

        assert (page.status_code, offered) == (422, [False, False])
        assert "it can be returned or approved after that" in visits.words_of(page)
        assert f'href="{url(edition)}#end"' in shown
        assert '<a href="#consultation">Contacts of the member are reading this.' in page.text


class TestSkipping:
    def test_keeps_why(self, client, edition):
        page = client.post(url(edition, "skip-consultation"), {"reason": "It was read in public."}, follow=True)

        assert "The public reads why: It was read in public." in visits.words_of(page)
        assert "Ask nobody, for a reason" not in page.text

    def test_wants_a_reason(self, client, edition):
        page = client.post(url(edition, "skip-consultation"), {"reason": ""})

        assert page.status_code == 422
        assert "Say why, in words that the public will read." in page.text


class TestReactions:
    @pytest.fixture
    def said(self, edition):
        consultation = scenes.asked(edition)
        said = scenes.reaction(consultation, is_confidential=True)
        scenes.reaction(consultation, "", "All of it is right.", side="civil-society")
        scenes.ended(consultation)
        return said

    def test_are_shown_with_who_said_them(self, client, edition, said):
        words = shown(client, edition)

        assert "2 reactions, 2 still to be dealt with" in words
        assert "Marta Ríos, Point of contact (Government)" in words
        assert "Tomasa Vega, Ojo (Civil society)" in words

    def test_nor_is_it_read_who_spoke_in_confidence_before_a_tie_is_declared(self, client, edition, said):
        client.force_login(scenes.reviewer())

        words = shown(client, edition)

        assert said.text in words
        assert "Marta" not in words.partition("still to be dealt with")[2]
        assert "Reacted" not in words  # beside whose name it stood

    def test_who_wrote_the_report_reads_no_name_of_a_confidential_one(self, client, edition, said):
        lead = edition.report.lead
        lead.user = scenes.reviewer()
        lead.save()
        client.force_login(lead.user)

        words = shown(client, edition)

        assert said.text in words
        assert "Marta" not in words.partition("still to be dealt with")[2]
        assert "Reacted" not in words
        assert "Say what became of it" not in words

    def test_are_dealt_with(self, client, edition, said):
        page = client.post(url(edition, "dispose", said.pk), {"kind": "kept", "reason": "The minutes say May."})

        assert page.url == url(edition) + f"#reaction-{said.pk}"
        assert str(Disposition.objects.get()) == "Kept as it was: The minutes say May."
        assert "1 still to be dealt with" in shown(client, edition)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"kind": "", "reason": "It stands."}, "Say what became of it."),
            ({"kind": "kept", "reason": ""}, "Say why, in words that the public will read."),
            ({"kind": "changed", "reason": "", "withholds": "on"}, "Say why, in words that the public will read."),
        ],
    )
    def test_what_is_wrong_stands_in_its_place(self, client, edition, said, data, words):
        page = client.post(url(edition, "dispose", said.pk), data)

        assert page.status_code == 422
        assert words in page.text
        assert data["reason"] in page.text

    def test_what_was_changed_of_the_whole_is_said_in_words(self, client, edition):
        one = scenes.reaction(scenes.asked(edition), "")
        scenes.ended(one.consulted.consultation)

        page = client.post(url(edition, "dispose", one.pk), {"kind": "changed", "reason": ""})

        assert page.status_code == 422
        assert "Say what was changed: of the report as a whole no difference is shown." in page.text

    def test_one_of_another_report_is_none(self, client, edition, said):
        other = scenes.reaction(scenes.asked())

        assert client.post(url(edition, "dispose", other.pk), {"kind": "changed"}).status_code == 404

    def test_one_that_was_taken_back_is_not_shown(self, client, edition):
        taken = scenes.reaction(scenes.asked(edition))
        Reaction.objects.filter(pk=taken.pk).update(taken_back_at=taken.at)

        assert taken.text not in shown(client, edition)


def test_who_has_not_declared_can_do_nothing_and_is_told_what_she_lacks(client, edition, contacts):
    client.force_login(scenes.reviewer())

    page = client.get(url(edition))
    refused = client.post(url(edition, "skip-consultation"), {"reason": "It was read in public."})

    assert "Say first whether you have a tie" in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert refused.status_code == 422
    assert "Say first whether you have a tie to the member" in visits.words_of(refused)
    assert "It was read in public." in refused.text
