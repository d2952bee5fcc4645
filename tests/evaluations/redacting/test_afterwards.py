"""What is done with a report after something was taken out of it: its review, its corrections, its comparisons."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evaluations import drafts, permissions, workflow
from evaluations.choices import ChangeClass, ReviewRule
from evaluations.models import Disposition, Edition, Reaction, Report
from evaluations.reading import Reading
from evaluations.record import findings, told_of
from evaluations.succession import says_the_same
from evaluations.views.submissions import compared_submissions, published_before
from tests import scenes
from tests.evaluations.redacting.forbidden import approved_by_exemption, exempt

pytestmark = pytest.mark.django_db


class TestExemptions:
    @pytest.fixture
    def tied(self):
        return scenes.reviewer()

    def test_one_that_nobody_used_does_not_come_into_force_with_the_loss_of_its_reason(self, redact, tied):
        edition = approved_by_exemption()
        edition.declarations.create(by=tied, ties=["member"], words="My brother is mayor.")
        exempt(edition, tied, ReviewRule.TIE)
        edition = scenes.publish(edition, by=edition.approval.by)
        publisher = edition.moves.get(name="publish").by

        redact(edition.report, "/edition/exemptions/0")

        report = Report.objects.get(pk=edition.report_id)
        assert [permissions.can_withdraw(who, report) for who in (tied, publisher)] == [False, True]

    def test_who_published_by_one_keeps_what_it_let_her_do(self, redact, tied):
        edition = scenes.approved()
        edition.declarations.create(by=tied, ties=["member"], words="My brother is mayor.")
        exempt(edition, tied, ReviewRule.TIE)
        edition = scenes.publish(edition, by=tied)

        redact(edition.report, "/edition/exemptions/0")

        assert permissions.can_withdraw(tied, Report.objects.get(pk=edition.report_id))

    def test_of_one_in_an_edition_under_review_it_is_said_that_its_reason_was_removed(self, redact, client):
        edition = approved_by_exemption()
        first = scenes.publish(edition, by=edition.approval.by)
        second = approved_by_exemption(drafts.correct(first.report, by=scenes.reviewer(), reason="A date."))

        redact(first.report, "/edition/exemptions/0")
        scenes.publish(second, by=second.approval.by)

        second = Edition.objects.get(pk=second.pk)
        assert second.exempted == [None]
        assert ">Removed<" in client.get(second.get_absolute_url()).text
        assert [found for found in findings(told_of(second.report)) if found.is_wrong] == []
        assert permissions.can_withdraw(second.moves.get(name="publish").by, second.report)


class TestChangedForAReaction:
    """Of an answer that a redaction took out of what contacts read, nobody can tell whether it was changed since."""

    @pytest.fixture
    def reaction(self, redact):
        """Return one to an answer that says something else than the published one, which was taken out since."""
        first = scenes.published(factors="The daughter of the mayor.")
        edition = scenes.submitted(drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong."))
        reaction = scenes.reaction(scenes.asked(edition), "1.2")
        scenes.ended(reaction.consulted.consultation)
        redact(first.report, "/answers/1.2")
        return Reaction.objects.get(pk=reaction.pk)

    def test_what_was_changed_is_said_in_words(self, reaction):
        with pytest.raises(ValidationError) as refusal:
            scenes.dispose(reaction, "changed", "")

        assert refusal.value.code == "reason"
        scenes.dispose(reaction, "changed", "The staff is named in the place of her.")
        scenes.publish(Edition.objects.get(pk=reaction.edition_id))

    def test_the_public_reads_no_difference_to_what_is_gone(self, reaction, client):
        scenes.dispose(reaction, "changed", "The staff is named in the place of her.")
        edition = scenes.publish(Edition.objects.get(pk=reaction.edition_id))

        page = client.get(f"{edition.get_absolute_url()}consultation/").text

        told = ("The staff is named in the place of her.", "What was changed since")
        assert [words in page for words in told] == [True, False]

    def test_whoever_forgets_it_is_asked_for_it(self, reaction, client):
        client.force_login(scenes.reviewer_of(reaction.edition))
        page = reverse("evaluations:dispose", args=[reaction.edition.report_id, reaction.pk])

        answer = client.post(page, {"kind": "changed", "reason": ""})

        assert (answer.status_code, "what the answer said before was removed" in answer.text) == (422, True)

    def test_also_where_it_was_said_before(self, reaction):
        person = scenes.reviewer_of(reaction.edition)
        Disposition.objects.create(reaction=reaction, kind="changed", by=person)

        with pytest.raises(ValidationError) as refusal:
            scenes.approve(Edition.objects.get(pk=reaction.edition_id))

        assert refusal.value.code == "consultation"


class TestCorrecting:
    def test_whoever_signs_what_is_left_signs_something_new(self, redact):
        first = scenes.published(scenes.draft_of_two())
        redact(first.report, "/overview/problem")
        report = Report.objects.get(pk=first.report_id)
        type(report.commitment).objects.filter(pk=report.commitment_id).update(problem="")
        draft = drafts.correct(report, by=scenes.reviewer(), reason="It is signed anew.", change=ChangeClass.UPDATE)
        draft = scenes.signed(scenes.justified(draft))

        workflow.perform(workflow.SUBMIT, draft, by=report.lead.user)

        assert draft.status == "submitted"

    def test_what_the_register_says_since_the_import_is_new_still(self, redact):
        edition = scenes.imported(factors="The daughter of the mayor.")
        commitments = type(edition.report.commitment).objects
        commitments.filter(pk=edition.report.commitment_id).update(problem="Nobody knows what is spent.")
        redact(edition.report, "/answers/1.2")
        report = Report.objects.get(pk=edition.report_id)

        draft = drafts.correct(report, by=scenes.reviewer(), reason="The plan changed.", change=ChangeClass.UPDATE)

        assert not says_the_same(Reading(draft))

    def test_what_was_submitted_before_is_compared_with_what_it_follows(self, redact):
        first = scenes.published(factors="The daughter of the mayor.")
        draft = drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong.")
        draft = scenes.submitted(draft, factors="The staff.")
        redact(first.report, "/answers/1.2")
        draft = Edition.objects.get(pk=draft.pk)

        form = compared_submissions(draft.report, {}, published=published_before(draft))["form"]

        words = [words for _pk, words in form.fields["to"].choices]
        assert ["as it was published" in one for one in words] == [False, True, False]
