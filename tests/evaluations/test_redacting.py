"""What a redaction takes out is nowhere in the site any more, and the record is still verified."""

import json
import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment, Side
from evaluations import (
    bylines,
    consulting,
    drafts,
    permissions,
    receipts,
    redacting,
    responding,
    signing,
    withdrawing,
    workflow,
)
from evaluations.choices import ChangeClass, ReviewRule
from evaluations.exports.document import document
from evaluations.losses import losses
from evaluations.models import (
    Act,
    Byline,
    Consultation,
    Edition,
    Evaluator,
    Exemption,
    Move,
    Reaction,
    Receipt,
    Redaction,
    Report,
    ResponsePart,
    Seal,
    StandingChange,
    StoredFile,
)
from evaluations.models.evidence import path_of
from evaluations.record import Problem, findings, told_of
from evaluations.saving import token
from evaluations.views.review.decider import OWN_SUBMISSION, hindrance_of
from tests import scenes
from tests.evaluations.notifications.mails import sent
from tests.factories import CommitmentFactory, EvidenceFactory, UserFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WORDS = "Ana Zúñiga took the money."
COURT = "A court in Toluca ordered it (case 14/2026)."


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def report():
    """Return a report of two editions which both say what is forbidden, the second in other words."""
    first = scenes.published(factors=WORDS)
    draft = drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong.")
    return scenes.published(draft, factors=f"{WORDS} In May.").report


@pytest.fixture
def redact(administrator):
    def redact(report, *paths, reason=COURT, by=administrator, **more):
        edition = redacting.redact(report, paths, reason=reason, by=by, **more)
        report.refresh_from_db()
        return edition

    return redact


def everything():
    """Return all that the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608 -- the database's own names
            found += [(table, text) for (text,) in cursor.fetchall()]
    return found


def where(words):
    """Return the tables in which these words stand."""
    return sorted({table for table, text in everything() if words in text})


def constraints_hold():
    """Ask at once what the database asks at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def found_in(report):
    return {(found.edition, found.path, found.problem) for found in findings(told_of(report))}


class TestAnswer:
    def test_it_goes_from_every_edition_and_a_new_one_tells_of_it(self, report, redact):
        edition = redact(report, "/answers/1.2")

        assert (edition.number, edition.change_class, edition.change_reason) == (3, ChangeClass.REDACTION, COURT)
        assert edition.redactions == [{"edition": number, "leaf": "/answers/1.2"} for number in (1, 2)]
        assert [one.factors for one in report.editions.order_by("number")] == ["", "", ""]
        assert report.current == edition

    def test_it_is_nowhere_in_the_database_any_more(self, report, redact):
        assert "evaluations_edition" in where("Zúñiga")
        assert "evaluations_receipt" in where("Zúñiga")

        redact(report, "/answers/1.2")

        assert where("Zúñiga") == []

    def test_the_search_does_not_find_it_any_more(self, report, redact):
        redact(report, "/answers/1.2")

        assert [
            one for one in Edition.objects.values_list("search", flat=True) if "zuniga" in one or "zúñiga" in one
        ] == []

    def test_the_record_is_verified_and_says_redacted(self, report, redact):
        redact(report, "/answers/1.2")

        assert found_in(report) == {(number, "/answers/1.2", Problem.REDACTED) for number in (1, 2)}

    def test_hashes_stay_and_the_salt_goes(self, report, redact):
        before = list(Seal.objects.order_by("edition__number").values_list("hash", "leaves"))

        redact(report, "/answers/1.2")

        seals = Seal.objects.order_by("edition__number")
        assert list(seals.values_list("hash", "leaves"))[:2] == before
        assert ["/answers/1.2" in seal.salts for seal in seals] == [False, False, True]

    def test_nothing_else_of_an_edition_changes(self, report, redact):
        first = report.editions.get(number=1)
        before = document(first)

        redact(report, "/answers/1.2")

        after = document(Edition.objects.get(pk=first.pk))
        assert after["answers"] == before["answers"] | {"1.2": None}
        assert after["evaluators"] == before["evaluators"]

    def test_what_is_being_written_loses_the_same_words_and_keeps_its_own(self, report, redact):
        draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.", change=ChangeClass.UPDATE)
        Edition.objects.filter(pk=draft.pk).update(lessons="What we learned since.")

        edition = redact(report, "/answers/1.2")

        draft.refresh_from_db()
        assert (draft.factors, draft.lessons) == ("", "What we learned since.")
        assert draft.predecessor == edition
        assert scenes.published(draft).number == 4

    def test_what_was_discarded_loses_the_same_words_and_the_command_names_others(self, report, redact):
        discarded = scenes.discarded(report.current, lessons="Ask the mayor's cousin.")
        words = list(redacting.not_reached(report, losses(report, ["/answers/3"])))

        redact(report, "/answers/1.2")

        discarded.refresh_from_db()
        assert (discarded.factors, discarded.lessons, discarded.status) == ("", "Ask the mayor's cousin.", "discarded")
        assert [line for line in map(str, words) if "was discarded says something else at /answers/3" in line]

    def test_a_code_goes_with_its_words(self, report, redact):
        redact(report, "/answers/1.1")

        assert {one.level_of_progress for one in report.editions.all()} == {""}
        told = [one.document for one in Receipt.objects.filter(edition__report=report)]
        assert [(one["answers"]["1.1"], one["labels"]["1.1"]) for one in told] == [(None, ""), (None, "")]
        assert {problem for _edition, _path, problem in found_in(report)} == {Problem.REDACTED}

    def test_a_second_redaction_takes_what_is_left(self, report, redact):
        redact(report, "/answers/1.2")

        edition = redact(report, "/answers/3")

        assert [leaf["edition"] for leaf in edition.redactions] == [1, 2, 3]
        assert {problem for _edition, _path, problem in found_in(report)} == {Problem.REDACTED}

    def test_an_answer_on_which_another_hangs_is_refused_and_nothing_changes(self, redact):
        edition = scenes.draft()
        edition.title, edition.access_result = "As it was once published", "no"
        edition.save()
        workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)
        report = edition.report
        before = everything()

        with pytest.raises(ValidationError) as refused:
            redact(report, "/answers/2.1.1")  # without it nobody would have been asked to explain

        assert refused.value.code == "record"
        assert everything() == before


NOBODY_ASKED = "/consultation/skipped_reason, in edition {}, stays. Read it, and name it if it says the same."
WINDOW = "/consultation/windows/0"
SECRET = "Dr. Luna lies in the clinic of Toluca."


def exempted():
    """Return an edition that one reviewer approved and published, by an exemption with a reason."""
    edition = scenes.approved()
    Exemption.objects.create(
        edition=edition,
        rule=ReviewRule.SAME_PERSON,
        reviewer=edition.approval.by,
        reason=SECRET,
        by=scenes.reviewer(),
        approval=edition.approval,
    )
    return scenes.publish(edition, by=edition.approval.by)


def ended_early():
    """Return an edition of which one consultation was ended for a reason, and another one took its time."""
    consultation = scenes.asked()
    consulting.end(consultation, reason=SECRET, by=scenes.reviewer_of(consultation.edition))
    return scenes.publish(consultation.edition)


def skipped():
    """Return an edition of which nobody was asked, for a reason."""
    edition = scenes.submitted()
    consulting.skip(edition, reason=SECRET, by=scenes.reviewer_of(edition))
    return scenes.publish(edition)


def responded():
    """Return an edition to which the government responded twice, and writes more."""
    edition = scenes.published()
    respondent = scenes.responded(edition.report, {"1.2": SECRET, "": "We thank you."}).respondent
    scenes.responded(edition.report, {"": "We thank you all."}, by=respondent)
    responding.write(respondent, "1.1", "More.", opened=token(""))
    return edition


def withdrawn():
    edition = scenes.published()
    withdrawing.withdraw(edition.report, reason=SECRET, by=scenes.reviewer_of(edition))
    return edition


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


class TestOverview:
    """What an edition tells of its commitment goes from every edition, whatever it said there."""

    @pytest.fixture
    def report(self):
        commitment = CommitmentFactory(action=f"To find out whether {WORDS}", problem="Nobody knows.")
        first = scenes.published(scenes.draft(commitment=commitment))
        draft = drafts.correct(first.report, by=scenes.reviewer(), reason="The plan was amended.")
        commitment.action = f"To tell that {WORDS}"
        commitment.save()
        return scenes.published(draft).report

    def test_it_goes_from_every_edition_and_from_receipts(self, report, redact):
        redact(report, "/overview/action")

        assert where("Zúñiga") == ["commitments_commitment"]
        assert found_in(report) == {(number, "/overview/action", Problem.REDACTED) for number in (1, 2)}
        assert [one.problem for one in report.editions.order_by("number")] == ["Nobody knows."] * 3

    def test_each_edition_says_that_it_was_removed(self, report, redact, client):
        redact(report, "/overview/action")

        pages = [client.get(one.get_absolute_url()).text for one in report.editions.order_by("number")]
        row = r'<dt>Action</dt>\s*<dd>\s*<span class="not-recorded">Removed</span>'
        assert [len(re.findall(row, page)) for page in pages] == [1, 1, 1]

    def test_it_does_not_come_back_with_the_next_edition(self, report, redact):
        written = drafts.correct(report, by=scenes.reviewer(), reason="An update.", change=ChangeClass.UPDATE)

        told = list(redacting.not_reached(report, losses(report, ["/overview/action"])))
        Commitment.objects.update(action="")
        redact(report, "/overview/action")

        assert told == [
            "the commitment says it too, on its own page and to the next edition. Change it in the admin.",
            NOBODY_ASKED.format(1),
            NOBODY_ASKED.format(2),
        ]
        assert scenes.published(Edition.objects.get(pk=written.pk)).action == ""


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


class TestEvidence:
    @pytest.fixture
    def evidence(self):
        edition = scenes.draft()
        link = EvidenceFactory(edition=edition)
        file = EvidenceFactory(edition=edition, answer_key=link.answer_key, position=2, is_file=True, name="acta.pdf")
        scenes.published(edition)
        return link, file

    def test_a_file_goes_with_its_bytes_and_the_others_keep_their_places(
        self, evidence, redact, django_capture_on_commit_callbacks
    ):
        link, file = evidence
        path = path_of(file.stored_file.sha256)
        assert path.exists()

        with django_capture_on_commit_callbacks(execute=True):
            redact(link.edition.report, f"/answers/{file.answer_key}/1")

        assert not path.exists()
        assert not StoredFile.objects.exists()
        assert where("acta.pdf") == []
        first, second = link.edition.report.editions.order_by("number")
        key = link.answer_key
        assert [bool(one) for one in document(first)["answers"][key]] == [True, False]
        assert [one["url"] for one in document(second)["answers"][key]] == [link.url]
        assert found_in(first.report) == {(1, f"/answers/{key}/1", Problem.REDACTED)}

    def test_bytes_that_another_report_holds_stay(self, evidence, redact, django_capture_on_commit_callbacks):
        link, file = evidence
        other = EvidenceFactory(edition=scenes.draft(), is_file=True, stored_file=file.stored_file)

        with django_capture_on_commit_callbacks(execute=True):
            redact(link.edition.report, f"/answers/{file.answer_key}/1")

        assert path_of(other.stored_file.sha256).exists()

    def test_the_same_link_goes_from_each_edition_and_from_what_is_being_written(self, evidence, redact):
        link, _file = evidence
        report = link.edition.report
        draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.")

        redact(report, f"/answers/{link.answer_key}/0")

        assert where(link.url) == []
        assert [one.name for one in draft.evidence_set.all()] == ["acta.pdf"]

    def test_the_address_of_a_file_says_that_it_is_gone(self, evidence, redact, client):
        link, file = evidence
        address = file.get_absolute_url()

        redact(link.edition.report, f"/answers/{file.answer_key}/1")

        response = client.get(address)
        assert response.status_code == 410
        assert "This file was removed" in response.text
        assert link.edition.get_absolute_url() in response.text


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


class TestWhatAnAnswerSaidBefore:
    """With a reaction by which an answer was changed the public reads what it said before."""

    @pytest.fixture
    def edition(self):
        consultation = scenes.asked(scenes.submitted(factors=f"{WORDS} It was never given back to the council."))
        said = scenes.reaction(consultation, "1.2", "That is not proven.")
        scenes.reaction(consultation, "1.1", "True.", side=Side.CIVIL_SOCIETY)
        edition = scenes.send_back(scenes.ended(consultation).edition)
        for one in Reaction.objects.all():
            scenes.dispose(one, "changed" if one == said else "kept")
        changed = "The council published the ledger in May, and nobody denies it."
        return scenes.published(edition, factors=changed)

    def test_it_goes_with_the_answer(self, edition, redact, client):
        assert "Zúñiga" in client.get(f"{edition.get_absolute_url()}consultation/").text

        redact(edition.report, "/answers/1.2")

        assert where("Zúñiga") == []
        assert found_in(edition.report) == {
            (1, "/answers/1.2", Problem.REDACTED),
            (1, "/consultation/reactions/0", Problem.REDACTED),
        }
        assert "True." in client.get(f"{edition.get_absolute_url()}consultation/").text


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


class TestRefusals:
    @pytest.mark.parametrize(
        "path",
        ["/answers/9.9", "/answers/1.evidence/7", "/evaluators/4", "/overview/title", "/number", "1.2", ""],
    )
    def test_what_is_not_there_or_cannot_go_is_named(self, report, redact, path):
        with pytest.raises(ValidationError) as refused:
            redact(report, path)

        assert refused.value.code == "path"
        assert f"“{path}”" in refused.value.messages[0]

    def test_a_reason_is_wanted(self, report, redact):
        with pytest.raises(ValidationError) as refused:
            redact(report, "/answers/1.2", reason=" \n")

        assert refused.value.code == "reason"

    def test_reviewers_may_not(self, report, redact):
        for person in (scenes.reviewer(), None, UserFactory(is_superuser=True, is_active=False)):
            with pytest.raises(PermissionDenied):
                redact(report, "/answers/1.2", by=person)

        assert not Redaction.objects.exists()

    def test_it_is_in_the_trail_without_the_value(self, report, redact, administrator):
        edition = redact(report, "/answers/1.2")

        act = Act.objects.get(kind="redact")
        assert (act.edition, act.by, act.row) == (edition, administrator, Redaction.objects.get().pk)
        assert Redaction.objects.get().leaves == edition.redactions


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


class TestWhatTheDatabaseLetsPass:
    """The one exception to the seal: losses, of that report, in the transaction of a recorded redaction."""

    @pytest.fixture
    def record(self, administrator):
        """Return how a redaction is recorded; all is undone in the end, for no edition tells of it."""
        savepoint = transaction.savepoint()
        yield partial(Redaction.objects.create, leaves=[], reason=COURT, by=administrator)
        transaction.savepoint_rollback(savepoint)

    @pytest.fixture
    def opened(self, report, record):
        record(report=report)
        return report.editions.get(number=1)

    def refused(self, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
        return True

    def test_a_value_may_go_and_nothing_may_come(self, opened):
        mine = Edition.objects.filter(pk=opened.pk)

        assert self.refused(lambda: mine.update(factors="Nobody took it."))
        assert self.refused(lambda: mine.update(factors="", title="Another"))
        assert self.refused(lambda: mine.update(title=""))
        assert self.refused(mine.delete)
        assert mine.update(factors="") == 1

    def test_of_a_seal_only_salts_may_go(self, opened):
        seal = Seal.objects.filter(edition=opened)
        salts = opened.seal.salts

        assert self.refused(lambda: seal.update(salts=salts | {"/answers/1.2": "0" * 32}))
        assert self.refused(lambda: seal.update(leaves={}))
        assert self.refused(lambda: seal.update(hash="0" * 64))
        assert seal.update(salts={path: salt for path, salt in salts.items() if path != "/answers/1.2"}) == 1

    def test_a_receipt_loses_and_says_nothing_new(self, opened):
        receipt = Receipt.objects.get(edition=opened)
        mine, document = Receipt.objects.filter(pk=receipt.pk), receipt.document
        answers, people = document["answers"], document["evaluators"]

        for forged in (
            {},
            [document],
            document | {"title": "Another"},
            document | {"note": "Nobody took it."},
            document | {"answers": answers | {"1.2": "Nobody took it."}},
            document | {"answers": answers | {"1.2": {"kind": "removed"}}},
            document | {"answers": answers | {"9.9": "Nobody took it."}},
            document | {"evaluators": [*people, people[0]]},
            document | {"evaluators": [people[0] | {"name": "Another"}]},
        ):
            assert self.refused(partial(mine.update, document=forged)), forged
        assert mine.update(document=document | {"answers": answers | {"1.2": None}}) == 1

    def test_what_became_of_a_reaction_that_stands_may_not_go(self, record):
        consultation = scenes.asked()
        said = scenes.reaction(consultation)
        scenes.ended(consultation)
        disposition = scenes.dispose(said)
        report = scenes.publish(consultation.edition).report
        record(report=report)

        assert self.refused(disposition.delete)
        Reaction.objects.filter(pk=said.pk).update(text="")
        disposition.delete()

    def test_of_a_receipt_only_the_document_may_change(self, opened):
        assert self.refused(lambda: Receipt.objects.filter(edition=opened).update(digest="0" * 64))
        assert self.refused(lambda: Receipt.objects.filter(edition=opened).delete())

    def test_of_a_move_only_the_reason_may_go(self, opened):
        move = Move.objects.filter(edition=opened).first()
        mine = Move.objects.filter(pk=move.pk)

        assert self.refused(lambda: mine.update(reason="Another."))
        assert self.refused(lambda: mine.update(name="submit"))
        assert self.refused(mine.delete)
        assert mine.update(reason="") == 1

    def test_no_redaction_without_an_edition_that_tells_of_it(self, opened):
        assert Edition.objects.filter(pk=opened.pk).update(factors="") == 1
        assert self.refused(constraints_hold)

    def test_one_that_an_edition_tells_of_is_kept(self, report, redact):
        redact(report, "/answers/1.2")
        redact(report, "/answers/3")

        constraints_hold()

    def test_an_edition_tells_of_one_redaction(self, report, redact, record):
        told = redact(report, "/answers/1.2")

        record(report=report, leaves=told.redactions)

        assert self.refused(constraints_hold)

    def test_another_report_stays_closed(self, opened):
        other = scenes.published()

        assert self.refused(lambda: Edition.objects.filter(pk=other.pk).update(factors=""))

    def test_without_a_redaction_nothing_goes(self, report):
        assert self.refused(lambda: report.editions.update(factors=""))
        assert self.refused(lambda: Seal.objects.filter(edition__report=report).update(salts={}))
        assert self.refused(lambda: Byline.objects.filter(edition__report=report).update(name=""))

    def test_a_redaction_of_another_transaction_opens_nothing(self, report, record):
        record(report=report, transaction_id="1")

        assert self.refused(lambda: report.editions.update(factors=""))

    def test_one_of_long_ago_opens_nothing_in_a_database_that_counts_anew(self, report, record):
        record(report=report, at=timezone.now() - timedelta(days=1))  # its transaction has the number of this one

        assert self.refused(lambda: report.editions.update(factors=""))

    def test_a_redaction_is_for_ever(self, opened):
        assert self.refused(lambda: Redaction.objects.update(reason="Another."))
        assert self.refused(lambda: Redaction.objects.update(leaves=[{}], reason=""))
        assert self.refused(lambda: Redaction.objects.all().delete())


def test_losses_are_told_with_how_they_begin(report):
    told = [(loss.leaf, loss.begins) for loss in losses(report, ["/answers/1.2"])]

    assert json.dumps([leaf for leaf, _begins in told]) == json.dumps(
        [{"edition": 1, "leaf": "/answers/1.2"}, {"edition": 2, "leaf": "/answers/1.2"}]
    )
    assert [begins for _leaf, begins in told] == [WORDS, f"{WORDS} In May."]
