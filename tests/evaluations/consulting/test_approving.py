"""A report is approved after its consultation, which is sealed with it."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from evaluations import consulting, reacting, workflow
from evaluations.models import Consultation, Consulted, Disposition, Edition, Reaction
from tests import scenes

from .contacts import past

pytestmark = pytest.mark.django_db


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
