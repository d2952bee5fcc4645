"""Reasons, windows and official responses lose what is forbidden as the answers do."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import consulting, drafts, permissions, redacting, responding, signing, workflow
from evaluations.losses import losses
from evaluations.models import Consultation, Edition, Exemption, Redaction, Report, ResponsePart, StandingChange
from evaluations.record import Problem
from evaluations.saving import token
from tests import scenes
from tests.evaluations.notifications.mails import sent
from tests.evaluations.redacting.forbidden import (
    COURT,
    SECRET,
    WHY,
    WORDS,
    ended_early,
    exempted,
    found_in,
    responded,
    skipped,
    where,
    withdrawn,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WINDOW = "/consultation/windows/0"


class TestBesideTheAnswers:
    """Free words that the public reads beside the answers go as the answers do, sealed or not."""

    @pytest.mark.parametrize(
        ("scene", "path", "is_sealed"),
        [
            (exempted, "/edition/exemptions/0", True),
            (ended_early, "/consultation/windows/0", True),
            (skipped, "/consultation/skipped_reason", True),
            (responded, "/official_response/answers/1.2", False),
            (withdrawn, "/standing_changes/0", False),
        ],
    )
    def test_they_are_destroyed_and_told_and_the_record_holds(self, scene, path, is_sealed, redact, client):
        report = Report.objects.get(pk=scene().report_id)
        told = list(map(str, redacting.not_reached(report, losses(report, ["/answers/1.2"]))))

        new = redact(report, path)

        assert where("clinic") == []
        assert f"{path}, in edition 1, stays. Read it, and name it if it says the same." in told
        assert new.redactions == [{"edition": 1, "leaf": path}]
        assert (Redaction.objects.get().leaves, Redaction.objects.get().reason) == (new.redactions, COURT)
        assert found_in(report) == ({(1, path, Problem.REDACTED)} if is_sealed else set())
        first = report.editions.get(number=1)
        pages = [first.get_absolute_url(), new.get_absolute_url(), reverse("evaluations:history", args=[report.slug])]
        pages += [f"{first.get_absolute_url()}report.json", f"{first.get_absolute_url()}report.csv"]
        answers = [client.get(page) for page in pages]
        assert {answer.status_code for answer in answers} == {200}
        assert any("Removed" in answer.text for answer in answers)

    @pytest.mark.parametrize("scene_and_path", [(exempted, "/edition/exemptions/0"), (ended_early, WINDOW)])
    def test_a_dump_alone_is_verified(self, scene_and_path, redact, tmp_path, capsys):
        scene, path = scene_and_path
        redact(Report.objects.get(pk=scene().report_id), path)
        call_command("dump_record", tmp_path / "dump")

        call_command("verify_record", tmp_path / "dump")

        said = capsys.readouterr().out
        assert "Verified: 2 editions." in said
        assert "clinic" not in (tmp_path / "dump").read_text()

    def test_of_a_window_its_page_says_that_it_is_gone(self, redact, client):
        edition = ended_early()
        redact(edition.report, "/consultation/windows/0")

        page = client.get(reverse("evaluations:edition-consultation", args=[edition.report.slug, 1]))

        assert "taken out by a redaction" in page.text

    def test_of_a_skipped_one_too(self, redact, client):
        edition = skipped()
        redact(edition.report, "/consultation/skipped_reason")

        page = client.get(reverse("evaluations:edition-consultation", args=[edition.report.slug, 1]))

        assert (">Removed<" in page.text, "Nobody was asked about this edition" in page.text) == (True, True)

    def test_who_used_an_exemption_keeps_what_she_did_by_it(self, redact):
        edition = exempted()
        redact(edition.report, "/edition/exemptions/0")

        edition = Edition.objects.get(pk=edition.pk)
        assert permissions.can_withdraw(edition.moves.get(name="publish").by, edition.report)

    def test_the_reason_goes_from_an_edition_that_is_being_reviewed_too(self, redact):
        report = skipped().report
        draft = drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong.")
        edition = scenes.submitted(draft)
        consulting.skip(edition, reason=SECRET, by=scenes.reviewer_of(edition))

        redact(report, "/consultation/skipped_reason")

        assert where("clinic") == []
        assert scenes.publish(edition).number == 3

    def test_the_other_parts_of_a_response_and_its_draft_stay(self, redact, client):
        report = responded().report
        redact(report, "/official_response/answers/1.2")

        respondent = report.respondents.get()
        assert responding.draft_of(report) == {"": "We thank you all.", "1.1": "More."}
        responding.write(respondent, "1.1", "More, and all.", opened=token("More."))
        page = client.get(reverse("evaluations:official-response", args=[report.slug]))
        assert [page.text.count(words) for words in ("We thank you", ">Removed<")] == [2, 2]

    def test_who_responds_is_told_and_reads_beside_her_draft_what_went_and_why(
        self, redact, client, django_capture_on_commit_callbacks
    ):
        report = responded().report
        marta = report.respondents.get()
        gone = scenes.respondent(report, name="Pedro Solís", email="pedro@example.org")
        responding.revoke(gone, by=scenes.reviewer())
        with django_capture_on_commit_callbacks(execute=True):
            redact(report, "/official_response/answers/1.2")

        told = [(to, body) for [to], _cc, _bcc, _subject, body in sent() if "your government’s response" in body]
        assert [to for to, _body in told] == [marta.email]
        assert COURT in told[0][1]
        assert reverse("evaluations:response", args=[marta.token]) in told[0][1]
        page = text_of(client.get(reverse("evaluations:response", args=[marta.token])))
        about = report.current.form.words_of("1.2")
        assert f"Why they were removed: {COURT} They were about: {about}" in page

    def test_who_responds_reads_nothing_of_a_redaction_of_the_report(
        self, redact, client, django_capture_on_commit_callbacks
    ):
        report = responded().report
        with django_capture_on_commit_callbacks(execute=True):
            redact(report, "/answers/1.2")

        marta = report.respondents.get()
        assert marta.email not in [to for [to], *_rest in sent()]
        assert COURT not in client.get(reverse("evaluations:response", args=[marta.token])).text

    @pytest.mark.parametrize("path", ["/edition/exemptions/0", "/consultation/windows/0", "/standing_changes/0"])
    def test_what_is_not_there_is_refused(self, path, report, redact):
        with pytest.raises(ValidationError) as caught:
            redact(report, path)

        assert caught.value.code == "path"

    @pytest.mark.parametrize(
        ("scene", "change"),
        [
            (exempted, lambda: Edition.objects.update(exempted=[None])),
            (exempted, lambda: Exemption.objects.update(reason="")),
            (ended_early, lambda: Consultation.objects.update(ended_reason="")),
            (skipped, lambda: Consultation.objects.update(skipped_reason="")),
            (responded, lambda: ResponsePart.objects.update(text="")),
            (withdrawn, lambda: StandingChange.objects.update(reason="")),
        ],
    )
    def test_nobody_empties_them_without_a_redaction(self, scene, change):
        scene()

        with pytest.raises(IntegrityError), transaction.atomic():
            change()


class TestReason:
    """A reason stands in the edition, in the move by which it was given, and that of a redaction in its own row."""

    def test_why_there_is_a_new_edition_goes_from_the_moves_too(self, report, redact):
        redact(report, "/edition/change_reason")

        assert where("A date was wrong.") == []

    def test_why_a_signature_is_missing_goes_from_the_moves_too(self, redact):
        edition = scenes.draft_of_two()
        lead = edition.report.lead.user
        signing.sign(edition, shown=signing.digest(edition), by=lead)
        workflow.perform(workflow.SUBMIT, edition, by=lead, reason="Tomás lies in the clinic of Toluca.")
        edition = scenes.publish(edition)

        redact(edition.report, "/edition/unsigned_reason")

        assert where("clinic") == []
        assert found_in(edition.report) == {(1, "/edition/unsigned_reason", Problem.REDACTED)}

    def test_what_a_redaction_itself_should_not_have_said_goes(self, report, redact, client):
        redact(report, "/answers/1.2", reason=f"Sued for: {WORDS}")

        redact(report, "/edition/change_reason")

        assert where("Zúñiga") == []
        assert {problem for _edition, _path, problem in found_in(report)} == {Problem.REDACTED}
        pages = [client.get(one.get_absolute_url()).text for one in report.editions.order_by("number")]
        assert [COURT in page for page in pages] == [False, False, True, True]
        removed = '<p><span class="not-recorded">Removed</span></p>'
        assert [removed in page.partition("title-")[0] for page in pages] == [True, True, True, False]
        history = client.get(f"{report.get_absolute_url()}history/").text
        assert history.count('<dd><span class="not-recorded">Removed</span></dd>') == 1
        assert "reasons were not yet told" not in history


def test_a_window_of_an_edition_under_review_keeps_its_days_and_is_named(redact):
    consultation = scenes.asked()
    consulting.end(consultation, reason=WHY, by=scenes.reviewer_of(consultation.edition))
    report = scenes.publish(Edition.objects.get(pk=consultation.edition_id)).report
    second = scenes.submitted(drafts.correct(report, by=scenes.reviewer(), reason="A date."))
    window = scenes.asked(second, *report.member.contacts.all())
    consulting.end(window, reason=WHY, by=scenes.reviewer_of(second))
    told = [str(line) for line in redacting.not_reached(report, losses(report, ["/consultation/windows/0"]))]

    redact(report, "/consultation/windows/0")

    window.refresh_from_db()
    assert (window.ended_reason, window.is_reason_removed) == (WHY, False)
    assert [line for line in told if line.startswith("a window of the edition that is not public yet")]


def test_a_draft_of_a_response_that_says_it_otherwise_is_named():
    report = scenes.published().report
    respondent = scenes.responded(report, {"1.2": "Dr. Luna lies in the clinic."}).respondent
    opened = token("Dr. Luna lies in the clinic.")
    responding.write(respondent, "1.2", "Dr. Luna lies in Toluca.", opened=opened)

    told = redacting.not_reached(report, losses(report, ["/official_response/answers/1.2"]))

    place = "/official_response/answers/1.2"
    assert [f"the draft of a response says something else at {place}" in str(line) for line in told][:1] == [True]
