"""What the public reads of a redaction: on pages, in downloads, citations and mails."""

import pytest
from django.urls import reverse

from evaluations import consulting, drafts, withdrawing
from evaluations.choices import ChangeClass
from evaluations.exports.document import document
from evaluations.models import Edition, Report
from tests import scenes
from tests.evaluations.notifications.mails import sent
from tests.evaluations.redacting.forbidden import COURT, WORDS

pytestmark = pytest.mark.django_db


class TestWhatThePublicReads:
    def test_each_edition_says_that_parts_were_removed_and_why(self, report, redact, client):
        edition = redact(report, "/answers/1.2")

        for number in (1, 2):
            page = client.get(report.editions.get(number=number).get_absolute_url()).text
            assert "Parts of this edition were removed" in page
            assert COURT in page
            assert '<span class="not-recorded">Removed</span>' in page
        page = client.get(report.get_absolute_url()).text
        assert "Parts of this report were removed" in page
        assert COURT in page
        assert '<span class="not-recorded">Removed</span>' in page
        assert COURT in client.get(f"{report.get_absolute_url()}history/").text
        assert edition.number == 3

    def test_an_edition_after_it_still_says_so_until_it_says_something_else(self, report, redact, client):
        redact(report, "/answers/1.2")
        later = drafts.correct(report, by=scenes.reviewer(), reason="An update.")
        Edition.objects.filter(pk=later.pk).update(factors="")
        scenes.signed(later)
        told = client.get(scenes.published(later, factors="What is proven.").get_absolute_url()).text

        assert "What is proven." in told
        assert "Removed</span>" not in told

    def test_the_figures_say_so_too(self, report, redact, client):
        redact(report, "/answers/1.1")

        page = client.get(report.get_absolute_url()).text
        assert '<span class="figure figure-blank">Removed</span>' in page
        assert "Not recorded" not in page.partition('class="summary-strip')[2].partition("</dl>")[0]

    def test_the_evaluators_are_told_why(self, report, redact, django_capture_on_commit_callbacks):
        lead = report.current.bylines.get().evaluator.user

        with django_capture_on_commit_callbacks(execute=True):
            redact(report, "/answers/1.2")

        [(to, _cc, _bcc, subject, body)] = [told for told in sent() if told[3].startswith("Parts removed")]
        assert to == [lead.email]
        assert COURT in body
        assert "Zúñiga" not in subject + body

    def test_whose_name_was_removed_is_told_too(self, report, redact, django_capture_on_commit_callbacks):
        lead = report.current.bylines.get().evaluator.user

        with django_capture_on_commit_callbacks(execute=True):
            redact(report, "/evaluators/0")

        assert [told[0] for told in sent() if told[3].startswith("Parts removed")] == [[lead.email]]


class TestImportedReport:
    """A copy that was imported stays one."""

    @pytest.fixture
    def report(self):
        return scenes.imported(factors=WORDS, lessons="Keep the minutes.").report

    def test_it_reads_as_before_but_for_what_was_removed(self, report, redact, client):
        before = document(report.current)
        page = client.get(report.get_absolute_url()).text

        edition = redact(report, "/answers/1.2")

        after = document(Edition.objects.get(pk=edition.pk))
        assert after["answers"] == before["answers"] | {"1.2": None}
        assert after["edition"]["imported_from"] == before["edition"]["imported_from"]
        now = client.get(report.get_absolute_url()).text
        assert now.count("Not recorded in the source") == page.count("Not recorded in the source")
        assert "No answer yet" not in now
        history = client.get(f"{report.get_absolute_url()}history/").text
        assert history.count("<dd>Imported from a published page</dd>") == 1
        assert history.count(f"<dd>{ChangeClass.REDACTION.label}</dd>") == 1


class TestConsultationPage:
    """The report and its consultation tell the same of who was asked."""

    @pytest.fixture
    def edition(self):
        """Return an edition of which every link was revoked unused, and then nobody was asked."""
        consultation = scenes.asked()
        person = scenes.reviewer_of(consultation.edition)
        for one in consultation.consulted_set.all():
            consulting.revoke(one, by=person)
        consulting.end(consultation, reason="The wrong people.", by=person)
        edition = Edition.objects.get(pk=consultation.edition_id)
        consulting.skip(edition, reason="It was read in public.", by=person)
        return scenes.publish(edition)

    def told(self, client, edition):
        slug = Report.objects.get(pk=edition.report_id).slug
        return client.get(reverse("evaluations:edition-consultation", args=[slug, edition.number])).text

    def test_both_say_that_nobody_was_asked_where_it_was_skipped_after_all(self, edition, client):
        page = client.get(edition.get_absolute_url()).text

        assert "Nobody was asked to read it before it was published:" in page
        assert "Contacts of the member were asked to read it" not in page
        assert "Nobody was asked about this edition." in self.told(client, edition)

    def test_also_once_the_reason_was_removed(self, edition, client, redact):
        redact(edition.report, "/consultation/skipped_reason")

        told = self.told(client, edition)
        table = client.get(f"{edition.get_absolute_url()}report.csv").text

        assert ("Nobody was asked about this edition." in told, ">Removed<" in told) == (True, True)
        (row,) = [line for line in table.splitlines() if line.startswith("consultation_skipped")]
        assert row == "consultation_skipped,,,Removed by a redaction"

    def test_the_page_after_a_redaction_leads_to_what_was_reviewed(self, client, redact):
        consultation = scenes.asked()
        reaction = scenes.reaction(consultation)
        scenes.ended(consultation)
        scenes.dispose(reaction)
        edition = scenes.publish(Edition.objects.get(pk=consultation.edition_id))
        redact(edition.report, "/overview/problem")

        page = client.get(Report.objects.get(pk=edition.report_id).get_absolute_url()).text

        assert reverse("evaluations:edition-consultation", args=[edition.report.slug, 1]) in page


def test_a_citation_says_that_the_reason_of_a_withdrawal_was_removed(client, redact):
    edition = scenes.published()
    withdrawing.withdraw(edition.report, reason="It named a child.", by=scenes.reviewer_of(edition))
    redact(edition.report, "/standing_changes/0")
    current = Report.objects.get(pk=edition.report_id).current

    cited = client.get(f"{current.get_absolute_url()}citation.ris").text

    (line,) = [line for line in cited.splitlines() if "Withdrawn on" in line]
    assert line.endswith(": Removed by a redaction")
