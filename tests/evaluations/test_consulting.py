"""Contacts of the member read a report before it is published: whom reviewers ask, and what becomes of reactions."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from commitments.clocks import today_at
from commitments.models import Contact
from evaluations import consulting, reacting, workflow
from evaluations.models import Act, Consultation, Consulted, Disposition, Edition, Mail, Reaction
from tests import scenes
from tests.at_once import at_once
from tests.factories import ContactFactory, MemberFactory

pytestmark = pytest.mark.django_db


def code_of(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except PermissionDenied:
        return "permission"
    except ValidationError as error:
        return error.code or error.error_list[0].code
    return ""


def past(edition, **more):
    """Return a consultation whose time is over, with both contacts asked."""
    known = {"receipt": edition.receipts.last(), "by": scenes.reviewer(), **more}
    before = timezone.now() - timedelta(minutes=1)
    consultation = Consultation.objects.create(edition=edition, closes_at=before, **known)
    for side in ("government", "civil-society"):
        contact = ContactFactory(member=edition.report.member, side=side)
        who = {"side": side, "name": contact.name, "person": contact.person}
        Consulted.objects.create(consultation=consultation, contact=contact, **who)
    return consultation


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


def tokens_in(message, tokens):
    return [contact for contact, token in tokens.items() if f"/consultation/{token}/" in message.body]


class TestWhileContactsRead:
    @pytest.mark.parametrize("step", [workflow.RETURN, workflow.APPROVE])
    def test_nothing_is_decided(self, step):
        consultation = scenes.asked()
        edition = consultation.edition

        with pytest.raises(ValidationError) as refusal:
            workflow.perform(step, edition, by=scenes.reviewer_of(edition), reason="A reason.")

        assert refusal.value.code == "consultation"
        assert "are reading this" in refusal.value.messages[0]

    def test_it_may_end_before_its_time_for_a_reason(self):
        consultation = scenes.asked()
        by = scenes.reviewer_of(consultation.edition)

        assert code_of(consulting.end, consultation, reason=" \n", by=by) == "reason"
        consulting.end(consultation, reason=" It named a victim. ", by=by)

        consultation.refresh_from_db()
        assert (consultation.ended_reason, consultation.ended_by, consultation.is_open) == (
            "It named a victim.",
            by,
            False,
        )
        assert code_of(consulting.end, consultation, reason="Again.", by=by) == "status"

    def test_a_revoked_link_opens_nothing_and_what_was_said_stands(self):
        said = scenes.reaction(scenes.asked())

        consulting.revoke(said.consulted, by=scenes.reviewer_of(said.edition))

        assert code_of(reacting.react, said.consulted, "", "More.", is_confidential=False) == "closed"
        assert code_of(reacting.take_back, said.consulted, said.pk) == "closed"
        assert list(Reaction.objects.standing()) == [said]

    @pytest.mark.parametrize("already", [False, True], ids=["at once", "revoked before"])
    def test_what_somebody_else_sent_by_a_link_is_taken_back_and_she_is_asked_anew(self, already):
        said = scenes.reaction(scenes.asked(), "1.2", "The ministry lies.")
        other = scenes.reaction(said.consulted.consultation, side="civil-society")
        consultation, by = said.consulted.consultation, scenes.reviewer_of(said.edition)
        if already:
            consulting.revoke(said.consulted, by=by)

        consulting.revoke(said.consulted, by=by, is_hers=False)
        consulting.ask(consultation, [said.consulted.contact], by=by)

        assert list(Reaction.objects.standing()) == [other]
        acts = Act.objects.filter(kind__in=["revoke-link", "take-back-reaction"]).values_list(
            "kind", "row", "role", "by"
        )
        assert sorted(acts) == [
            ("revoke-link", said.consulted_id, "reviewer", by.pk),
            ("take-back-reaction", said.pk, "reviewer", by.pk),
        ]
        anew = consultation.consulted_set.get(instead_of=said.consulted)
        assert (anew.contact, anew.may_read) == (said.consulted.contact, True)
        assert code_of(consulting.ask, consultation, [anew.contact], by=by) == "contacts"
        assert code_of(reacting.react, said.consulted, "", "More.", is_confidential=False) == "closed"

    def test_that_can_be_said_when_it_is_over_and_something_became_of_it(self):
        said = scenes.reaction(scenes.asked(), "1.2", "The ministry lies.")
        scenes.reaction(said.consulted.consultation, side="civil-society")
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said)
        by = scenes.reviewer_of(said.edition)
        assert code_of(consulting.revoke, said.consulted, by=by) == "status"

        consulting.revoke(said.consulted, by=by, is_hers=False)

        assert not Reaction.objects.standing().filter(pk=said.pk).exists()

    def test_what_is_published_is_nobodys_to_take_back(self):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said)
        edition = scenes.publish(said.edition)

        assert code_of(consulting.revoke, said.consulted, by=scenes.declared(scenes.reviewer(), edition), is_hers=False)
        assert list(Reaction.objects.standing()) == [said]

    def test_who_takes_her_place_as_a_contact_is_asked_and_her_link_is_closed(self):
        consultation = scenes.asked()
        marta, by = consultation.consulted_set.get(name="Marta Ríos"), scenes.reviewer_of(consultation.edition)
        Contact.objects.filter(pk=marta.contact_id).update(name="Pedro Solís", email="pedro@example.org")
        assert code_of(reacting.react, marta, "", "It was May.", is_confidential=False) == "closed"

        consulting.ask(consultation, [marta.contact], by=by)

        links = consultation.consulted_set.filter(contact=marta.contact_id).order_by("pk")
        assert [(one.name, one.revoked_at is None) for one in links] == [("Marta Ríos", False), ("Pedro Solís", True)]
        acts = Act.objects.filter(kind__in=["revoke-link", "ask-contacts"]).order_by("pk").values_list("kind", "row")
        assert list(acts) == [("revoke-link", marta.pk), ("ask-contacts", consultation.pk)]
        assert code_of(consulting.ask, consultation, [marta.contact], by=by) == "contacts"

    def test_a_name_that_is_spelled_right_is_that_of_the_same_person(self):
        consultation = scenes.asked()
        marta, by = consultation.consulted_set.get(name="Marta Ríos"), scenes.reviewer_of(consultation.edition)
        capitals = marta.contact.email.upper()
        Contact.objects.filter(pk=marta.contact_id).update(name="Marta Ríos Vega", email=capitals)
        marta = consultation.consulted_set.get(pk=marta.pk)

        assert (marta.may_read, marta.called_now) == (True, "Marta Ríos Vega")
        assert code_of(consulting.ask, consultation, [marta.contact], by=by) == "contacts"
        consulting.revoke(marta, by=by)
        consulting.ask(consultation, [marta.contact], by=by)

        anew = consultation.consulted_set.get(instead_of=marta)
        assert (anew.name, anew.called_now, anew.may_read) == ("Marta Ríos Vega", "", True)

    def test_whoever_reads_another_mailbox_has_no_link_of_hers_and_under_her_name_is_asked_as_one_person(self):
        consultation = scenes.asked()
        marta, by = consultation.consulted_set.get(name="Marta Ríos"), scenes.reviewer_of(consultation.edition)
        Contact.objects.filter(pk=marta.contact_id).update(email="rios@example.org")
        marta = consultation.consulted_set.get(pk=marta.pk)
        assert (marta.may_read, marta.email) == (False, "")

        consulting.ask(consultation, [marta.contact], by=by)
        Contact.objects.filter(pk=marta.contact_id).update(name="Marta Vega", email="marta@example.org")
        assert not Consulted.objects.get(instead_of=marta).may_read
        Contact.objects.filter(pk=marta.contact_id).update(name="Marta Ríos")
        consulting.ask(consultation, [marta.contact], by=by)

        links = consultation.consulted_set.filter(contact=marta.contact_id).order_by("pk")
        assert [one.instead_of for one in links] == [None, *links[:2]]
        assert [one.may_read for one in links] == [False, False, True]

    def test_under_an_earlier_name_she_is_asked_in_the_place_of_her_last_link(self):
        consultation = scenes.asked()
        marta, by = consultation.consulted_set.get(name="Marta Ríos"), scenes.reviewer_of(consultation.edition)
        contacts = Contact.objects.filter(pk=marta.contact_id)
        contacts.update(name="Marta Vega")
        consulting.revoke(marta, by=by)
        consulting.ask(consultation, contacts, by=by)
        contacts.update(name="Marta Ríos", email="rios@example.org")

        consulting.ask(consultation, contacts, by=by)

        links = consultation.consulted_set.filter(contact=marta.contact_id).order_by("pk")
        assert [one.instead_of for one in links] == [None, *links[:2]]

    def test_a_link_is_never_given_to_another_contact(self):
        consultation = scenes.asked()
        other = ContactFactory(member=consultation.edition.report.member)
        respondent = scenes.respondent(scenes.published().report)

        for link in (consultation.consulted_set.first(), respondent):
            with pytest.raises(IntegrityError, match="of who was"), transaction.atomic():
                type(link).objects.filter(pk=link.pk).update(contact=other)

    @pytest.mark.parametrize(
        "leave",
        [lambda contact: contact.delete(), lambda contact: move(contact, MemberFactory())],
        ids=["gone", "moved"],
    )
    def test_a_link_closes_with_its_contact(self, leave):
        said = scenes.reaction(scenes.asked())

        leave(said.consulted.contact)

        assert code_of(reacting.react, said.consulted, "", "More.", is_confidential=False) == "closed"
        assert list(Reaction.objects.standing()) == [said]


def move(contact, member):
    contact.member = member
    contact.save()


class TestReacting:
    def test_is_kept_with_who_said_it_and_how(self):
        consultation = scenes.asked()

        said = scenes.reaction(consultation, "2.2", " No.\r\nNot yet. ", side="civil-society", is_confidential=True)

        said.refresh_from_db()
        assert (said.answer_key, said.text, said.is_confidential) == ("2.2", "No.\nNot yet.", True)
        assert (said.edition, said.consulted.name) == (consultation.edition, "Tomasa Vega")

    def test_twice_the_same_is_one(self):
        consultation = scenes.asked()

        assert scenes.reaction(consultation) == scenes.reaction(consultation)
        assert Reaction.objects.count() == 1

    @pytest.mark.parametrize(
        ("key", "text", "code"), [("9.9", "Why?", "key"), ("1.2", " \n ", "text"), ("", "All.", "")]
    )
    def test_is_about_an_answer_or_the_whole(self, key, text, code):
        assert code_of(scenes.reaction, scenes.asked(), key, text) == code

    def test_an_end_of_reactions_is_told(self, monkeypatch):
        monkeypatch.setattr(reacting, "MOST", 2)
        consultation = scenes.asked()
        for text in ("One.", "Two."):
            scenes.reaction(consultation, text=text)

        assert code_of(scenes.reaction, consultation, text="Three.") == "many"
        assert code_of(scenes.reaction, consultation, text="Three.", side="civil-society") == ""
        for said in Reaction.objects.all():
            reacting.take_back(said.consulted, said.pk)
        assert code_of(scenes.reaction, consultation, text="Four.") == "many"

    def test_she_takes_back_her_own_alone(self):
        consultation = scenes.asked()
        hers, other = scenes.reaction(consultation), scenes.reaction(consultation, side="civil-society")

        reacting.take_back(hers.consulted, other.pk)
        reacting.take_back(hers.consulted, hers.pk)
        reacting.take_back(hers.consulted, hers.pk)

        assert list(Reaction.objects.standing()) == [other]

    def test_not_when_the_time_is_over(self):
        consultation = past(scenes.submitted())

        assert code_of(scenes.reaction, consultation) == "closed"

    def test_a_token_that_was_changed_names_nobody(self):
        token = scenes.asked().consulted_set.first().token

        assert reacting.found(token) is not None
        assert reacting.found(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


class TestDisposing:
    def test_is_done_when_the_time_is_over(self):
        said = scenes.reaction(scenes.asked())

        assert code_of(scenes.dispose, said) == "status"
        scenes.ended(said.consulted.consultation)
        assert code_of(scenes.dispose, said) == ""

    @pytest.mark.parametrize(
        ("kind", "reason", "code"),
        [("kept", "", "reason"), ("out-of-scope", " ", "reason"), ("changed", "", ""), ("kept", "Because.", "")],
    )
    def test_wants_a_reason_but_for_what_was_changed(self, kind, reason, code):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)

        assert code_of(scenes.dispose, said, kind, reason) == code

    def test_wants_one_for_the_whole_too_of_which_no_difference_is_shown(self):
        said = scenes.reaction(scenes.asked(), "")
        scenes.ended(said.consulted.consultation)

        assert [code_of(scenes.dispose, said, "changed", reason) for reason in ("", "In 3.")] == ["reason", ""]

    def test_the_last_word_counts_until_the_report_is_published(self):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said, "out-of-scope", "It is about a road.")
        scenes.dispose(said, "kept", "The minutes say May.")

        assert [str(one) for one in Disposition.objects.all()] == ["Kept as it was: The minutes say May."]
        scenes.publish(said.edition)
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            Disposition.objects.update(reason="Other.")


class TestApproving:
    def refusal_of(self, edition):
        with pytest.raises(ValidationError) as refusal:
            workflow.perform(workflow.APPROVE, edition, by=scenes.reviewer_of(edition))
        assert refusal.value.code == "consultation"
        return refusal.value.messages[0]

    def test_wants_contacts_to_be_asked_or_a_reason_why_nobody_is(self):
        edition = scenes.submitted()

        assert self.refusal_of(edition).startswith("Ask contacts of the member to read this first")
        consulting.skip(edition, reason="It was read in public.", by=scenes.reviewer_of(edition))
        workflow.perform(workflow.APPROVE, edition, by=scenes.reviewer_of(edition))

    def test_a_window_whose_links_were_all_revoked_is_none(self):
        consultation = scenes.asked()
        edition, by = consultation.edition, scenes.reviewer_of(consultation.edition)
        for one in consultation.consulted_set.all():
            consulting.revoke(one, by=by)
        scenes.ended(consultation)

        assert self.refusal_of(edition).startswith("Ask contacts of the member to read this first")
        consulting.skip(edition, reason="It was read in public.", by=by)
        workflow.perform(workflow.APPROVE, edition, by=scenes.reviewer_of(edition))

    def test_what_is_said_to_be_changed_is_opened_by_a_return_with_remarks(self):
        said = scenes.reaction(scenes.asked(), "3")
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said, "changed", "")
        scenes.remark(said.edition, "1.2")

        scenes.send_back(said.edition)

        assert Edition.objects.get(pk=said.edition_id).unlocked == ["1.2", "3"]

    def test_goes_on_where_all_were_silent(self):
        edition = scenes.submitted()
        past(edition)

        scenes.publish(edition)

        assert edition.is_published

    def test_wants_each_reaction_to_be_dealt_with_but_for_those_taken_back(self):
        consultation = scenes.asked()
        said, taken = scenes.reaction(consultation), scenes.reaction(consultation, text="No, in July.")
        reacting.take_back(taken.consulted, taken.pk)
        scenes.ended(consultation)

        assert self.refusal_of(said.edition) == "Of one reaction nobody has said yet what became of it."
        scenes.dispose(said)
        workflow.perform(workflow.APPROVE, said.edition, by=scenes.reviewer_of(said.edition))

    @pytest.mark.parametrize("key", ["3", ""])
    def test_what_is_said_to_be_changed_has_to_be(self, key):
        said = scenes.reaction(scenes.asked(), key)
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said, "changed", "The lesson was.")
        edition = said.edition

        assert "it reads as it did" in self.refusal_of(edition)
        scenes.send_back(edition)
        scenes.submitted(edition, lessons="They changed the ledger in June.")
        workflow.perform(workflow.APPROVE, edition, by=scenes.reviewer_of(edition))

    def test_is_asked_again_when_it_is_published(self):
        edition = scenes.approved()
        edition.consultations.all()._raw_delete("default")

        with pytest.raises(ValidationError, match="Ask contacts"):
            workflow.perform(workflow.PUBLISH, edition, by=scenes.reviewer_of(edition))


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


class TestSealed:
    """Once published, nothing of the consultation changes; but a contact may leave."""

    @pytest.fixture
    def said(self):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said)
        scenes.publish(said.edition)
        return said

    @pytest.mark.parametrize(
        "change",
        [
            lambda said: Consultation.objects.update(ended_reason="Other."),
            lambda said: Consultation.objects.create(edition=said.edition, skipped_reason="No.", by=scenes.reviewer()),
            lambda said: Consulted.objects.create(
                consultation=said.consulted.consultation, side="government", name="X", person=1
            ),
            lambda said: Consulted.objects.filter(pk=said.consulted_id).update(name="Other"),
            lambda said: Consulted.objects.update(revoked_at=timezone.now()),
            lambda said: Consulted.objects.exclude(pk=said.consulted_id).delete(),
            lambda said: Reaction.objects.update(taken_back_at=timezone.now()),
            lambda said: Reaction.objects.update(text="Other."),
            lambda said: Reaction.objects.create(
                edition=said.edition, consulted=said.consulted, text="More.", is_confidential=False
            ),
            lambda said: Disposition.objects.all().delete(),
        ],
    )
    def test_is_refused(self, said, change):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(said)

    def test_a_contact_who_leaves_takes_her_email_along_and_nothing_else(self, said):
        said.consulted.contact.delete()

        said.consulted.refresh_from_db()
        assert (said.consulted.contact, said.consulted.name) == (None, "Marta Ríos")

    def test_who_reacted_is_told_where_it_is_public(self, django_capture_on_commit_callbacks):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said)
        scenes.approve(said.edition)
        mail.outbox.clear()

        with django_capture_on_commit_callbacks(execute=True):
            scenes.publish(said.edition)

        told = [message for message in mail.outbox if message.to == [said.consulted.contact.email]]
        assert [said.edition.get_absolute_url() + "consultation/" in message.body for message in told] == [True]
        # All who were asked: mails to those alone who reacted would tell who spoke in confidence.
        assert len([message for message in mail.outbox if "You were asked to read" in message.body]) == 2

    def test_who_takes_the_place_of_a_contact_gets_no_mail_of_hers(self, django_capture_on_commit_callbacks):
        said = scenes.reaction(scenes.asked())
        contact = said.consulted.contact
        contact.name, contact.email = "Her successor", "successor@example.org"
        contact.save()
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said)
        scenes.approve(said.edition)

        with django_capture_on_commit_callbacks(execute=True):
            scenes.publish(said.edition)

        assert not [message for message in mail.outbox if message.to == ["successor@example.org"]]
