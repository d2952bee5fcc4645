"""A published report is withdrawn: it keeps its address, and says why."""

import csv
import io

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from evaluations import drafts, record, reviewing, withdrawing, workflow
from evaluations.models import Report, StandingChange
from tests import scenes
from tests.at_once import at_once
from tests.evaluations.views.review.visits import decide, page, words_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WHY = "The evaluator was paid by the ministry, O'Farril & Co."
SHOWN = "The evaluator was paid by the ministry, O&#x27;Farril &amp; Co."


def withdrawn(edition=None):
    edition = edition or scenes.published()
    withdrawing.withdraw(edition.report, reason=WHY, by=scenes.reviewer())
    return Report.objects.get(pk=edition.report_id)


def code_of(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except PermissionDenied:
        return "permission"
    except ValidationError as error:
        return error.code
    return ""


class TestWithdrawing:
    @pytest.mark.parametrize(("is_told", "code"), [(False, "permission"), (True, "")])
    def test_who_is_exempt_withdraws_where_the_public_reads_of_it(self, is_told, code):
        edition = scenes.submitted()
        tied = scenes.reviewer()
        reviewing.declare(edition, ties=["member"], words="My cousin.", by=tied)
        reviewing.exempt(edition, tied, "tie", reason="Nobody else is there.", by=scenes.reviewer_of(edition))
        if is_told:
            scenes.approve(edition, by=tied)
        scenes.publish(edition)

        assert code_of(withdrawing.withdraw, edition.report, reason=WHY, by=tied) == code

    def test_every_page_and_file_stays_and_says_why(self, client):
        report = withdrawn()
        edition = report.current

        pages = [
            report.get_absolute_url(),
            edition.get_absolute_url(),
            reverse("evaluations:history", args=[report.slug]),
        ]
        for url in pages:
            words = words_of(client.get(url))
            assert "This report no longer stands." in words
            assert SHOWN in words
        for name in ("report-json", "report-csv"):
            assert client.get(reverse(f"evaluations:{name}", args=[report.slug])).status_code == 200
        told = client.get(reverse("evaluations:report-json", args=[report.slug])).json()
        assert (told["standing"], told["withdrawn"]["reason"]) == ("withdrawn", WHY)
        for address in (report.get_absolute_url(), edition.get_absolute_url()):
            table = client.get(f"{address}report.csv").content.decode("utf-8-sig")
            rows = {row[0]: row[3] for row in csv.reader(io.StringIO(table))}
            assert rows["withdrawn"] == f"{report.withdrawal.at.date()}: {WHY}"

    def test_lists_feeds_and_counts_leave_it_out(self, client):
        report = withdrawn()

        for url in ("/reports/", "/reports/feed/", "/"):
            assert report.current.title not in client.get(url).text

    def test_the_record_holds_as_before(self):
        withdrawn()

        assert list(record.findings(record.told_by_database())) == []

    def test_a_cached_page_is_asked_for_anew(self, client):
        edition = scenes.published()
        url = edition.report.get_absolute_url()
        etag = client.get(url)["ETag"]

        withdrawn(edition)

        assert client.get(url, headers={"if-none-match": etag}).status_code == 200

    def test_its_evaluators_are_told_why(self, django_capture_on_commit_callbacks):
        edition = scenes.published()

        with django_capture_on_commit_callbacks(execute=True):
            withdrawn(edition)

        [message] = mail.outbox
        assert message.to == [edition.report.lead.user.email]
        assert message.subject.startswith("Withdrawn: ")
        assert WHY in message.body

    def test_what_is_written_meanwhile_is_not_published_until_it_stands_again(self):
        published = scenes.published()
        draft = drafts.correct(published.report, by=published.report.lead.user, reason="A date.")
        withdrawn(published)
        edition = scenes.consulted(scenes.submitted(draft))
        reviewer = scenes.reviewer_of(edition)
        assert code_of(workflow.perform, workflow.APPROVE, edition, by=reviewer) == "withdrawn"

        withdrawing.reinstate(published.report, reason="It was a mistake.", by=scenes.reviewer())

        assert code_of(workflow.perform, workflow.APPROVE, edition, by=reviewer) == ""

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_needs_a_reason(self, reason):
        report = scenes.published().report

        assert code_of(withdrawing.withdraw, report, reason=reason, by=scenes.reviewer()) == "reason"
        assert not Report.objects.get().is_withdrawn

    def test_is_for_reviewers_from_outside_without_a_tie(self):
        edition = scenes.approved()
        tied = scenes.reviewer()
        reviewing.declare(edition, ties=["member"], words="My sister.", by=tied)
        scenes.publish(edition)

        people = (edition.report.lead.user, scenes.moderator(), UserFactory(), tied)
        codes = [code_of(withdrawing.withdraw, edition.report, reason=WHY, by=person) for person in people]

        assert codes == ["permission"] * len(people)

    def test_what_is_not_public_is_not_withdrawn(self):
        assert (
            code_of(withdrawing.withdraw, scenes.submitted().report, reason=WHY, by=scenes.reviewer()) == "permission"
        )

    def test_twice_is_refused_in_words(self):
        report = withdrawn()

        assert code_of(withdrawing.withdraw, report, reason="Again.", by=scenes.reviewer()) == "status"
        assert StandingChange.objects.count() == 1


class TestReinstating:
    def test_it_is_in_the_lists_again_and_the_history_tells_both(self, client):
        report = withdrawn()

        withdrawing.reinstate(report, reason="It was a mistake.", by=scenes.reviewer())

        assert report.current.title in client.get("/reports/").text
        assert "no longer stands" not in client.get(report.get_absolute_url()).text
        words = words_of(client.get(reverse("evaluations:history", args=[report.slug])))
        assert words.index("Stands again It was a mistake.") < words.index(f"Withdrawn {SHOWN}")

    def test_what_stands_is_not_reinstated(self):
        report = scenes.published().report

        assert code_of(withdrawing.reinstate, report, reason=WHY, by=scenes.reviewer()) == "status"


class TestPage:
    def test_a_reviewer_withdraws_and_reinstates(self, client, reviewer):
        edition = scenes.published()

        done = decide(client, edition, "standing", then="withdraw", reason=WHY)
        assert (done.status_code, Report.objects.get().is_withdrawn) == (302, True)
        assert "Let this report stand again" in words_of(client.get(page(edition)))
        decide(client, edition, "standing", then="reinstate", reason="It was a mistake.")

        assert not Report.objects.get().is_withdrawn

    def test_both_are_offered_while_a_new_edition_is_written(self, client, reviewer):
        published = scenes.published()
        drafts.correct(published.report, by=published.report.lead.user, reason="A date.")
        assert "Withdraw this report" in client.get(page(published)).text

        decide(client, published, "standing", then="withdraw", reason=WHY)

        assert "Let this report stand again" in client.get(page(published)).text

    def test_without_a_reason_the_form_comes_back(self, client, reviewer):
        response = decide(client, scenes.published(), "standing", then="withdraw", reason="\u200b")

        assert (response.status_code, 'href="#standing-reason"' in response.text) == (422, True)
        assert '<details class="guidance" id="standing" open>' in response.text

    def test_too_late_keeps_the_words(self, client, reviewer):
        edition = scenes.published()
        withdrawn(edition)

        response = decide(client, edition, "standing", then="withdraw", reason=WHY)

        assert (response.status_code, "O&#x27;Farril" in response.text) == (409, True)

    def test_who_wrote_it_is_refused_with_her_words(self, client, reviewer):
        edition = scenes.draft()
        edition.add_byline(scenes.evaluator_for(edition.report.member, user=reviewer))
        scenes.published(edition)

        response = decide(client, edition, "standing", then="withdraw", reason=WHY)

        assert (response.status_code, "O&#x27;Farril" in response.text) == (403, True)
        assert "Withdraw this report" not in client.get(page(edition)).text


def test_a_change_of_standing_never_changes():
    withdrawn()

    for change in (lambda rows: rows.update(reason="Other."), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(StandingChange.objects.all())


@pytest.mark.django_db(transaction=True)
def test_of_two_withdrawals_at_once_one_happens():
    report = scenes.published().report
    one, other = scenes.reviewer(), scenes.reviewer()

    results = at_once(*(lambda by=by: withdrawing.withdraw(report, reason=WHY, by=by) for by in (one, other)))

    assert sorted(type(result).__name__ for result in results) == ["StandingChange", "ValidationError"]
    assert StandingChange.objects.count() == 1
