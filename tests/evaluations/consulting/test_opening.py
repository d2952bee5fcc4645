"""Whom reviewers ask to read a report before it is published, or why nobody."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from commitments.clocks import today_at
from evaluations import consulting
from evaluations.models import Consulted, Edition, Mail
from tests import scenes
from tests.at_once import at_once
from tests.factories import ContactFactory

from .contacts import code_of, past

pytestmark = pytest.mark.django_db


def tokens_in(message, tokens):
    return [contact for contact, token in tokens.items() if f"/consultation/{token}/" in message.body]


class TestOpening:
    def test_asks_each_by_a_link_of_her_own_until_the_end_of_a_day_there(self, django_capture_on_commit_callbacks):
        edition = scenes.submitted()
        member = edition.report.member
        member.time_zone = "Asia/Tokyo"
        member.save()
        ana, luz = (ContactFactory(member=member, role=role) for role in ("Point of contact", ""))

        with django_capture_on_commit_callbacks(execute=True):
            consultation = scenes.asked(edition, ana, luz)

        day_after = (timezone.now().astimezone(ZoneInfo("Asia/Tokyo")) + timedelta(days=15)).date()
        closes = consultation.closes_at.astimezone(ZoneInfo("Asia/Tokyo"))
        assert (closes.date(), closes.hour, closes.minute) == (day_after, 0, 0)
        assert consultation.receipt == edition.receipts.get()
        tokens = {one.contact: one.token for one in consultation.consulted_set.all()}
        assert {tuple(message.to): tokens_in(message, tokens) for message in mail.outbox} == {
            (ana.email,): [ana],
            (luz.email,): [luz],
        }
        assert all(str(token) not in str(list(Mail.objects.values())) for token in tokens.values())

    @pytest.mark.parametrize(("days", "code"), [(0, "date"), (-1, "date"), (91, "date"), (1, ""), (90, "")])
    def test_takes_a_day_to_come_within_a_season(self, days, code):
        edition = scenes.submitted()
        closes_on = today_at(edition.report.member) + timedelta(days=days)

        assert code_of(scenes.asked, edition, closes_on=closes_on) == code

    def test_asks_contacts_of_the_member_who_have_an_email_and_each_once(self):
        edition = scenes.submitted()
        mine = ContactFactory(member=edition.report.member)
        wrong = [ContactFactory(member=edition.report.member, email=""), ContactFactory()]

        codes = [code_of(scenes.asked, edition, mine, contact) for contact in wrong]
        consultation = scenes.asked(edition, mine)
        again = code_of(consulting.ask, consultation, [mine], by=scenes.reviewer_of(edition))

        assert (codes, again) == (["contacts", "contacts"], "contacts")
        assert list(Consulted.objects.values_list("contact", flat=True)) == [mine.pk]

    @pytest.mark.parametrize("scene", [scenes.draft, scenes.returned, scenes.approved, scenes.scheduled])
    def test_only_while_a_report_waits_to_be_approved(self, scene):
        edition = scene()
        contact = ContactFactory(member=edition.report.member)

        assert code_of(scenes.asked, edition, contact) == "status"

    def test_once_at_a_time(self):
        consultation = scenes.asked()

        assert code_of(scenes.asked, consultation.edition) == "status"
        scenes.ended(consultation)
        assert code_of(scenes.asked, consultation.edition) == ""

    def test_is_for_reviewers_who_declared_that_they_have_no_tie(self):
        edition = scenes.submitted()
        contacts = [ContactFactory(member=edition.report.member)]
        tied = scenes.reviewer_of(edition)
        edition.declarations.create(by=tied, ties=["member"], words="My sister.")

        codes = [
            code_of(consulting.open_consultation, edition, contacts, by=person)
            for person in (scenes.reviewer(), tied, edition.report.lead.user, scenes.moderator())
        ]

        assert codes == ["undeclared", "permission", "permission", "permission"]

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_opens(self):
        edition = scenes.submitted()
        contact = ContactFactory(member=edition.report.member)
        reviewers = [scenes.reviewer_of(edition), scenes.reviewer_of(edition)]

        def opened(by):
            return lambda: consulting.open_consultation(Edition.objects.get(pk=edition.pk), [contact], by=by)

        results = at_once(*map(opened, reviewers))

        assert sorted(type(result).__name__ for result in results) == ["Consultation", "ValidationError"]


class TestSkipping:
    def test_wants_a_reason_and_nobody_to_have_been_asked(self):
        edition = scenes.submitted()
        by = scenes.reviewer_of(edition)

        assert code_of(consulting.skip, edition, reason=" ", by=by) == "reason"
        assert code_of(consulting.skip, edition, reason="Typo.", by=by) == ""
        assert code_of(consulting.skip, edition, reason="Typo.", by=by) == "status"

    def test_contacts_may_be_asked_all_the_same_later(self):
        edition = scenes.submitted()
        consulting.skip(edition, reason="Typo.", by=scenes.reviewer_of(edition))

        assert code_of(scenes.asked, edition) == ""

    def test_not_what_is_with_its_evaluators(self):
        edition = scenes.returned()

        assert code_of(consulting.skip, edition, reason="Typo.", by=scenes.reviewer_of(edition)) == "status"


class TestTellingThatItIsOver:
    def test_reviewers_are_told_once(self, django_capture_on_commit_callbacks):
        edition = scenes.submitted()
        reviewer = scenes.reviewer(email="rosa@example.org")
        consultation = past(edition)
        scenes.asked(scenes.submitted())  # which is open

        with django_capture_on_commit_callbacks(execute=True):
            told = consulting.tell_of_those_over(), consulting.tell_of_those_over()

        assert told == ([consultation], [])
        assert [message.to for message in mail.outbox if reviewer.email in message.to] == [[reviewer.email]]

    def test_nobody_is_told_of_what_is_published_by_then(self):
        edition = scenes.submitted()
        past(edition)
        scenes.publish(edition)

        assert consulting.tell_of_those_over() == []

    @pytest.mark.django_db(transaction=True)
    def test_of_two_commands_at_once_one_tells(self):
        past(scenes.submitted())

        results = at_once(consulting.tell_of_those_over, consulting.tell_of_those_over)

        assert sorted(map(len, results)) == [0, 1]
