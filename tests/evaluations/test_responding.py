"""The official response: who gives it, that it is shown all together, and that what was published stays."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from commitments.models import Contact, Side
from evaluations import drafts, responding, withdrawing
from evaluations.models import Act, Respondent, Response, ResponsePart
from evaluations.responses import response_to, responses_to
from evaluations.saving import token
from tests import scenes
from tests.evaluations.notifications.mails import sent
from tests.factories import ContactFactory, MemberFactory

pytestmark = pytest.mark.django_db

NOTHING = token("")
WORDS = "We published them in March."


@pytest.fixture
def report():
    return scenes.published().report


@pytest.fixture
def marta(report):
    return scenes.respondent(report)


def write(person, key="1.2", text=WORDS, opened=NOTHING):
    responding.write(person, key, text, opened=opened)


def publish(person):
    report = person.report
    report.refresh_from_db()
    return responding.publish(person, shown=responding.digest(responding.draft_of(report), report.current))


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act(*args, **kwargs)
    return error.value.code


class TestAsking:
    @pytest.mark.parametrize(
        ("contact", "may"),
        [
            ({}, True),
            ({"is_verified": False}, False),
            ({"side": Side.CIVIL_SOCIETY}, False),
            ({"email": ""}, False),
        ],
    )
    def test_verified_contacts_of_the_government_with_an_email_are_asked(self, report, contact, may):
        known = {"member": report.member, "side": Side.GOVERNMENT, "is_verified": True}
        found = ContactFactory(**known | contact)

        asked = [found] if may else []
        assert list(responding.who_may_respond(report)) == asked
        if may:
            assert responding.ask(report, found, by=scenes.reviewer()).name == found.name
        else:
            assert refused(responding.ask, report, found, by=scenes.reviewer()) == "contact"

    def test_a_contact_of_another_member_is_not_asked(self, report):
        stranger = ContactFactory(side=Side.GOVERNMENT, is_verified=True)

        assert refused(responding.ask, report, stranger, by=scenes.reviewer()) == "contact"

    def test_she_has_one_link_at_a_time(self, report, marta):
        assert refused(responding.ask, report, marta.contact, by=scenes.reviewer()) == "contact"

        responding.revoke(marta, by=scenes.reviewer())
        assert responding.ask(report, marta.contact, by=scenes.reviewer()).token != marta.token

    def test_who_takes_her_place_as_a_contact_gets_a_link_and_hers_is_closed(self, report, marta, client):
        Contact.objects.filter(pk=marta.contact_id).update(name="Pedro Solís", email="pedro@example.org")
        marta = Respondent.objects.get(pk=marta.pk)

        assert client.get(reverse("evaluations:response", args=[marta.token])).status_code == 410
        assert refused(write, marta) == "closed"
        assert not responding.who_may_respond(report).exists()
        Contact.objects.filter(pk=marta.contact_id).update(is_verified=True)
        by = scenes.reviewer()
        client.force_login(by)
        page = client.get(reverse("evaluations:review", args=[report.pk]))
        assert [contact.name for contact in page.context["responding"].contacts] == ["Pedro Solís"]
        assert "Link closed: no verified contact any more" in page.text
        pedro = responding.ask(report, marta.contact, by=by)

        write(pedro)
        marta.refresh_from_db()
        assert (marta.revoked_at is not None, pedro.name) == (True, "Pedro Solís")
        acts = Act.objects.filter(kind__in=["revoke-respondent", "ask-to-respond"], by=by)
        assert sorted(acts.values_list("kind", "row")) == [
            ("ask-to-respond", pedro.pk),
            ("revoke-respondent", marta.pk),
        ]

    def test_reviewers_ask_and_nobody_else(self, report, marta):
        lead = report.lead.user
        contact = Contact.objects.create(member=report.member, side="government", name="Rosa", email="r@example.org")

        for person in (lead, scenes.moderator()):
            with pytest.raises(PermissionDenied):
                responding.ask(report, contact, by=person)
            with pytest.raises(PermissionDenied):
                responding.revoke(marta, by=person)

    def test_nobody_responds_to_what_is_withdrawn(self, report, marta):
        withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

        assert refused(responding.ask, report, marta.contact, by=scenes.reviewer()) == "status"
        assert refused(write, marta) == "closed"

    @pytest.mark.parametrize("change", [{"is_verified": False}, {"side": Side.CIVIL_SOCIETY}, None])
    def test_who_speaks_for_the_government_no_more_does_not_respond(self, report, marta, change, client):
        write(marta)
        known = Contact.objects.filter(pk=marta.contact_id)
        known.update(**change) if change else known.delete()

        assert refused(write, marta, text="In May.", opened=token(WORDS)) == "closed"
        assert refused(publish, marta) == "closed"
        read = client.get(reverse("evaluations:response", args=[marta.token]))
        assert read.status_code == 410
        assert "You are not known as a verified contact of the government any more." in read.text

    def test_nor_does_a_contact_of_another_member_by_now(self, report, marta):
        Contact.objects.filter(pk=marta.contact_id).update(member=MemberFactory())

        assert (refused(write, marta), refused(publish, marta)) == ("closed", "closed")

    def test_she_is_mailed_her_link_and_nobody_else_is(self, report, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            marta = scenes.respondent(report, email="marta@example.org")

        [(to, cc, bcc, _subject, body)] = sent()
        assert (to, cc, bcc) == (["marta@example.org"], [], [])
        assert marta.token in body


class TestWriting:
    def test_a_draft_is_nobodys_to_read(self, report, marta, client):
        write(marta)

        assert responding.draft_of(report) == {"1.2": WORDS}
        assert response_to(report.current) is None
        for path in ("", "report.json", "report.csv", "history/"):
            assert WORDS not in client.get(f"{report.get_absolute_url()}{path}").text
        assert client.get(f"{report.get_absolute_url()}response/").status_code == 404

    def test_of_two_who_write_the_same_part_the_later_one_sees_the_others(self, report, marta):
        rosa = scenes.respondent(report, name="Rosa Gil")
        write(marta)

        with pytest.raises(ValidationError) as error:
            write(rosa, text="In May.")

        assert (error.value.code, error.value.params["stored"]) == ("conflict", WORDS)
        write(rosa, text="In May.", opened=token(WORDS))
        assert responding.draft_of(report) == {"1.2": "In May."}

    def test_the_same_text_twice_is_no_conflict(self, report, marta):
        write(marta)
        write(marta)

        assert ResponsePart.objects.count() == 1

    def test_an_empty_text_takes_the_part_out(self, report, marta):
        write(marta)
        write(marta, text=" \n", opened=token(WORDS))

        assert responding.draft_of(report) == {}

    @pytest.mark.parametrize("key", ["9.9", "1.2.evidence", "2.1.1.nothing"])
    def test_an_answer_that_is_not_in_the_report_is_refused(self, marta, key):
        assert refused(write, marta, key) == "key"

    def test_who_had_her_link_revoked_writes_no_more(self, report, marta):
        responding.revoke(marta, by=scenes.reviewer())

        assert refused(write, marta) == "closed"
        assert refused(publish, marta) == "closed"


class TestPublishing:
    def test_all_of_it_is_shown_together_with_who_and_when(self, report, marta):
        write(marta)
        write(marta, "", "A fair report.")

        response = publish(marta)

        told = response_to(report.current)
        assert (told.response, told.on_the_whole.text) == (response, "A fair report.")
        assert [(part.answer_key, part.text) for part in told.on_answers] == [("1.2", WORDS)]
        assert (response.number, response.edition, response.respondent) == (1, report.current, marta)

    def test_a_later_one_begins_with_the_earlier_and_takes_its_place(self, report, marta):
        write(marta)
        first = publish(marta)

        write(marta, "1.1", "It is complete.")
        second = publish(marta)

        assert [told.response for told in responses_to(report)] == [second, first]
        assert {part.answer_key for part in response_to(report.current).parts} == {"1.1", "1.2"}
        assert [part.answer_key for part in first.parts.all()] == ["1.2"]

    def test_nothing_new_is_not_published(self, report, marta):
        assert refused(publish, marta) == "nothing"
        write(marta)
        publish(marta)
        assert refused(publish, marta) == "nothing"

        write(marta, text="In May.", opened=token(WORDS))
        write(marta, text=WORDS, opened=token("In May."))
        assert refused(publish, marta) == "nothing"

    def test_what_moved_since_it_was_shown_is_not_published(self, report, marta):
        write(marta)
        shown = responding.digest(responding.draft_of(report), report.current)
        write(marta, "1.1", "It is complete.")

        assert refused(responding.publish, marta, shown=shown) == "moved"

    def test_a_new_edition_of_the_report_moves_it_too(self, report, marta):
        write(marta)
        shown = responding.digest(responding.draft_of(report), report.current)
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong."), lessons="New.")

        assert refused(responding.publish, marta, shown=shown) == "moved"

    def test_each_edition_of_the_report_keeps_the_response_of_its_time(self, report, marta):
        write(marta)
        first = publish(marta)
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong."), lessons="New.")
        write(marta, "1.1", "Now it is right.")
        second = publish(marta)

        one, two = report.editions.order_by("number")
        assert (response_to(one).response, response_to(two).response) == (first, second)

    def test_the_evaluators_are_told(self, report, marta, django_capture_on_commit_callbacks):
        write(marta)

        with django_capture_on_commit_callbacks(execute=True):
            publish(marta)

        [(to, _cc, _bcc, subject, body)] = sent()
        assert to == [report.lead.user.email]
        assert subject.startswith("The government responds")
        assert marta.name in body

    def test_it_is_in_the_trail_and_in_the_history_without_a_name(self, report, marta, client):
        write(marta)
        response = publish(marta)

        act = Act.objects.get(kind="respond")
        assert (act.role, act.by, act.row) == ("contact", None, response.pk)
        history = client.get(f"{report.get_absolute_url()}history/").text
        assert "The government published a response to it." in history
        assert marta.name not in history

    def test_it_is_in_the_data_and_no_part_of_the_record(self, report, marta, client):
        before = client.get(f"{report.get_absolute_url()}report.json").json()
        write(marta)
        publish(marta)

        after = client.get(f"{report.get_absolute_url()}report.json").json()
        assert after["record"] == before["record"]
        assert (before["official_response"], after["official_response"]["answers"]) == (None, {"1.2": WORDS})
        assert f"{marta}, " in client.get(f"{report.get_absolute_url()}report.csv").text


class TestWhatTheDatabaseHolds:
    def test_what_was_published_never_changes(self, report):
        response = scenes.responded(report)
        changes = [
            lambda: Response.objects.update(number=7),
            Response.objects.filter(pk=response.pk).delete,
            lambda: ResponsePart.objects.update(text="Another."),
            ResponsePart.objects.all().delete,
            lambda: ResponsePart.objects.create(response=response, answer_key="1.1", text="More."),
            lambda: Respondent.objects.update(name="Another"),
        ]

        for change in changes:
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_there_is_one_draft(self, report):
        Response.objects.create(report=report)

        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(report=report)


def test_the_public_page_says_whose_words_they_are(report, client):
    scenes.responded(report)

    page = client.get(report.get_absolute_url()).text

    assert page.count("Official response of the government") >= 3
    assert page.count(scenes.RESPONSE) == 2
    assert "The government’s words, not the evaluators’." in page
    assert "The government has responded to this report" in page


def test_an_earlier_response_says_about_which_edition_it_was_written(report, client):
    scenes.responded(report)
    scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong."), lessons="New.")

    assert "Written about edition 1." in client.get(report.get_absolute_url()).text
    assert "Written about edition" not in client.get(f"{report.get_absolute_url()}v1/").text


def test_what_was_said_of_an_answer_that_a_later_edition_lacks_is_still_read(report, client):
    scenes.responded(report, {"1.2": WORDS, "2.1.1.degree": "It was outstanding."})
    scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="It disclosed nothing."), access_result="no")

    page = client.get(report.get_absolute_url()).text

    assert "It was outstanding." in page
    assert "To an answer that is not in this edition: 2.1.1 · " in page
    assert re.findall(r'href="#(response-[^"]+)"', page) == ["response-q-1-2"]


def test_a_cached_page_is_asked_for_anew_once_it_is_published(report, client):
    etag = client.get(report.get_absolute_url()).headers["ETag"]

    scenes.responded(report)

    assert client.get(report.get_absolute_url(), headers={"if-none-match": etag}).status_code == 200
