"""A discarded edition is in nobody's way, and nobody waits for it in vain."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evaluations import drafts, workflow
from evaluations.models import Edition
from evaluations.views.desk.keeping import _STORED, is_among
from tests import scenes
from tests.evaluations.notifications.mails import sent

pytestmark = pytest.mark.django_db


def test_a_reason_for_the_next_that_is_the_same_is_not_stored_yet():
    first = scenes.published()
    lead = first.report.lead.user
    draft = drafts.correct(first.report, by=lead, reason="A date was wrong.")
    workflow.perform(workflow.DISCARD, draft, by=lead, reason="Begun by mistake.")
    rows, fields = _STORED["correction"]

    stored = rows(Edition.objects.filter(pk=first.pk), "")

    assert not is_among(stored, {"change_reason": "A date was wrong."}, fields)


class TestReactions:
    """Contacts who had read what was discarded are told so, and what became of what they said."""

    @pytest.fixture
    def reaction(self):
        """Return an open one to a new edition, which came back to its evaluators since."""
        published = scenes.published()
        edition = scenes.submitted(drafts.correct(published.report, by=None, reason="A date was wrong."))
        window = scenes.asked(edition)
        reaction = scenes.reaction(window, text="No ledger was ever published.")
        scenes.ended(window)
        scenes.send_back(Edition.objects.get(pk=edition.pk))
        return reaction

    @pytest.fixture
    def discard(self):
        def discard(reaction):
            edition = Edition.objects.get(pk=reaction.edition_id)
            workflow.perform(workflow.DISCARD, edition, by=edition.report.lead.user, reason="Not for contacts.")

        return discard

    def told(self, client, reaction):
        return client.get(reverse("evaluations:consultation", args=[reaction.consulted.token])).text

    def test_nobody_discards_what_was_reacted_to_unless_each_reaction_was_dealt_with(self, reaction, discard):
        with pytest.raises(ValidationError) as refusal:
            discard(reaction)

        assert refusal.value.code == "consultation"
        scenes.dispose(reaction)
        discard(reaction)

    def test_who_reacted_reads_that_it_is_never_published_and_what_became_of_it(self, reaction, discard, client):
        scenes.dispose(reaction, "kept", "The minutes say May.")
        discard(reaction)

        page = self.told(client, reaction)

        told = ("This edition was discarded", "not published yet", "Kept as it was", "The minutes say May.")
        assert [words in page for words in told] == [True, False, True, True]
        assert "Not for contacts." not in page

    def test_why_a_confidential_one_was_kept_is_for_those_who_make_the_report(self, reaction, discard, client):
        type(reaction).objects.filter(pk=reaction.pk).update(taken_back_at=reaction.at)
        consulted = reaction.consulted
        known = {"edition": reaction.edition, "answer_key": "1.2", "text": "Ask the auditor.", "is_confidential": True}
        secret = consulted.reactions.create(**known)
        scenes.dispose(secret, "kept", "The auditor is her brother.")
        discard(reaction)

        page = self.told(client, secret)

        assert [words in page for words in ("Kept as it was", "her brother")] == [True, False]

    def test_all_who_were_asked_are_told_by_mail(self, reaction, discard, django_capture_on_commit_callbacks):
        scenes.dispose(reaction)

        with django_capture_on_commit_callbacks(execute=True):
            discard(reaction)

        mails = [body for _to, _cc, _bcc, subject, body in sent() if subject.startswith("Discarded: a new edition of ")]
        links = [one.token for one in reaction.consulted.consultation.consulted_set.all()]
        assert [sum(link in body for body in mails) for link in links] == [1, 1]
        assert len(mails) == 2
