"""Names that are redacted go from editions, drafts and receipts; who wrote a report is still known to staff."""

import pytest
from django.urls import reverse

from commitments.models import Side
from evaluations import bylines, drafts, permissions, receipts, workflow
from evaluations.exports.document import document
from evaluations.models import Edition, Evaluator, Reaction
from evaluations.record import Problem
from evaluations.views.review.decider import OWN_SUBMISSION, hindrance_of
from tests import scenes
from tests.evaluations.notifications.mails import sent
from tests.evaluations.redacting.forbidden import WORDS, found_in, where

pytestmark = pytest.mark.django_db


class TestPeople:
    def test_the_name_of_an_evaluator_goes(self, report, redact, client):
        byline = report.current.bylines.get()

        edition = redact(report, "/evaluators/0")

        assert where(byline.name) == ["evaluations_evaluator"]  # her account is hers
        assert "Name removed" in client.get(edition.get_absolute_url()).text
        assert found_in(report) == {(number, "/evaluators/0", Problem.REDACTED) for number in (1, 2)}

    def test_her_name_does_not_come_back_with_what_is_being_written(self, report, redact):
        byline = report.current.bylines.get()
        draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.")

        redact(report, "/evaluators/0")

        assert where(byline.name) == ["evaluations_evaluator"]
        draft = scenes.with_news(Edition.objects.get(pk=draft.pk))
        workflow.perform(workflow.SUBMIT, draft, by=scenes.reviewer())  # nobody else is left to write it
        scenes.publish(draft)
        assert where(byline.name) == ["evaluations_evaluator"]
        assert permissions.has_evaluated(byline.evaluator.user, report)

    def test_what_is_written_after_it_says_that_a_name_was_removed(
        self, redact, client, django_capture_on_commit_callbacks
    ):
        edition = scenes.published(scenes.draft_of_two())
        report, lead, staff = edition.report, edition.report.lead.user, scenes.reviewer()
        redact(report, "/evaluators/1")
        draft = drafts.correct(report, by=lead, reason="An update.")
        client.force_login(lead)

        desk = client.get(reverse("evaluations:evaluators", args=[report.number])).text
        with django_capture_on_commit_callbacks(execute=True):
            workflow.perform(workflow.SUBMIT, scenes.signed(scenes.with_news(draft)), by=lead)

        assert '<span class="task-name">Name removed</span>' in desk
        assert "Name removed" in receipts.as_html(draft.receipts.get()).read().decode()
        [body] = [told[4] for told in sent() if told[0] == [staff.email]]
        assert "Inés Peña" in body
        assert "Inés Peña, " not in body

    def test_that_a_removed_name_was_taken_off_reads_as_that(self, redact, client):
        edition = scenes.published(scenes.draft_of_two())
        report, lead = edition.report, edition.report.lead.user
        redact(report, "/evaluators/1")
        draft = drafts.correct(report, by=lead, reason="An update.")
        bylines.remove(draft, draft.bylines.get(name="").pk, by=lead)
        scenes.published(draft)

        page = client.get(f"{report.get_absolute_url()}differences/?from=2&to=3").text

        assert "Name removed" in page

    def test_her_name_goes_from_receipts_whatever_she_was_called_then(self, report, redact):
        evaluator = report.current.bylines.get().evaluator
        names = {evaluator.name, "Ana de la Ejemplo", "Ana Última"}
        for name in sorted(names - {evaluator.name}):
            Evaluator.objects.filter(pk=evaluator.pk).update(name=name)
            draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.")
            report = scenes.published(draft).report
        Evaluator.objects.filter(pk=evaluator.pk).update(name="Somebody Else")
        assert [where(name) for name in sorted(names)] == [["evaluations_byline", "evaluations_receipt"]] * 3

        redact(report, "/evaluators/0")

        assert [where(name) for name in sorted(names)] == [[]] * 3

    def test_her_name_goes_from_a_receipt_of_which_nothing_was_published(self, redact):
        edition = scenes.returned()
        evaluator = edition.bylines.get().evaluator
        before = evaluator.name
        Evaluator.objects.filter(pk=evaluator.pk).update(name="Ana Última")
        edition = scenes.published(edition)
        assert where(before) == ["evaluations_receipt"]

        redact(edition.report, "/evaluators/0")

        assert where(before) == []
        assert where("Ana Última") == ["evaluations_evaluator"]

    def test_who_submitted_the_report_still_decides_nothing_about_it(self, redact):
        edition = scenes.answered(scenes.results_draft())
        report, writer = edition.report, edition.report.started_by
        workflow.perform(workflow.SUBMIT, edition, by=writer)
        scenes.publish(edition)

        redact(report, "/answers/summary")

        assert not permissions.can_withdraw(writer, report)
        assert not permissions.can_open_for_comment(writer, report)
        assert permissions.can_withdraw(scenes.reviewer(), report)
        assert hindrance_of(writer, report.current) == OWN_SUBMISSION

    def test_who_wrote_the_report_still_decides_nothing_about_it(self, report, redact):
        person = report.current.bylines.get().evaluator.user

        redact(report, "/evaluators/0")

        assert permissions.has_evaluated(person, report)

    def test_what_a_contact_said_goes_with_her_name_and_what_became_of_it(self, redact, client):
        consultation = scenes.asked()
        gone = scenes.reaction(consultation, "1.2", WORDS)
        scenes.reaction(consultation, "1.1", "True.", side=Side.CIVIL_SOCIETY)
        scenes.ended(consultation)
        for one in Reaction.objects.all():
            scenes.dispose(one, reason="Zúñiga denies it." if one == gone else "It stands.")
        edition = scenes.publish(consultation.edition)

        redact(edition.report, "/consultation/reactions/0")

        assert where("Zúñiga") == []
        assert where(gone.consulted.name) == ["commitments_contact"]  # whom the member names, for other reports
        told = document(Edition.objects.get(pk=edition.pk))["consultation"]["reactions"]
        assert (told[0], told[1]["text"]) == (None, "True.")
        page = client.get(f"{edition.get_absolute_url()}consultation/").text
        assert "This reaction was taken out by a redaction" in page
        assert "True." in page
        assert found_in(edition.report) == {(1, "/consultation/reactions/0", Problem.REDACTED)}
