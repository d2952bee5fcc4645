"""While contacts read a report: what reviewers may do meanwhile, and who reads by a link."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from commitments.models import Contact
from evaluations import consulting, reacting, workflow
from evaluations.models import Act, Consulted, Reaction
from tests import scenes
from tests.factories import ContactFactory, MemberFactory

from .contacts import code_of

pytestmark = pytest.mark.django_db


def move(contact, member):
    contact.member = member
    contact.save()


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
