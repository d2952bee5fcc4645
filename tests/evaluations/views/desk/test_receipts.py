"""What was sent is kept, and can be had by those who sent it."""

import hashlib
import io
import json
import zipfile
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines, drafts, receipts, workflow
from evaluations.models import Edition, Receipt
from evaluations.models.evidence import path_of
from evaluations.signing import digest
from tests import scenes
from tests.factories import CommitmentFactory, EvaluatorFactory, EvidenceFactory, MemberFactory, stored

from .visits import lead, signed_in, url

pytestmark = pytest.mark.django_db

BYTES = b"%PDF-1.4 the minutes %%EOF"
QUOTATION = {
    "kind": "quotation",
    "name": "Decreto 45",
    "url": "",
    "quotation": "Se publicará.",
    "locator": "Artículo 7",
    "language": "es",
}


@pytest.fixture
def edition():
    """Return a submitted edition with a file, by one evaluator."""
    draft = scenes.draft()
    EvidenceFactory(edition=draft, is_file=True, name="../Acta <1>.pdf", stored_file=stored(BYTES))
    return scenes.submitted(draft, factors="As <b>typed</b>.\n\nAnd more — ¿sí?")


def link(edition, ending="json", receipt=None):
    receipt = receipt or Receipt.objects.filter(edition=edition).latest("pk")
    return reverse("evaluations:receipt", args=[edition.report_id, receipt.pk, ending])


def content(edition, ending, receipt=None):
    return b"".join(signed_in(lead(edition)).get(link(edition, ending, receipt)).streaming_content)


def test_the_page_after_submitting_tells_number_time_mark_and_downloads(edition):
    page = signed_in(lead(edition)).get(url("task-list", edition))

    assert f"Report number {edition.report_id}, on " in page.text
    assert digest(edition) in page.text
    assert [link(edition, ending) in page.text for ending in ("html", "json", "zip")] == [True] * 3


def test_the_data_are_what_was_sent(edition):
    told = json.loads(content(edition, "json"))

    assert (told["number"], told["digest"], told["title"]) == (edition.report_id, digest(edition), edition.title)
    assert told["answers"]["1.2"] == "As <b>typed</b>.\n\nAnd more — ¿sí?"
    assert told["answers"]["1.1"] == "complete"
    assert told["answers"]["1.3.evidence"][0]["sha256"] == hashlib.sha256(BYTES).hexdigest()
    assert [bool(evaluator["signed_at"]) for evaluator in told["evaluators"]] == [True]


def test_the_page_stands_alone(edition):
    page = html.fromstring(content(edition, "html"))

    text = " ".join(page.text_content().split())
    assert "As <b>typed</b>. And more — ¿sí?" in text
    assert [told in text for told in (digest(edition), "Complete", "../Acta <1>.pdf")] == [True] * 3
    assert page.xpath("//script | //link | //img | //@style | //@src") == []


def test_the_page_tells_the_overview_and_why_a_signature_is_missing():
    draft = scenes.signed(scenes.answered(scenes.draft()))
    draft.add_byline(scenes.evaluator_for(draft.report.member, name="Tomás Ruiz"))
    workflow.perform(workflow.SUBMIT, draft, by=lead(draft), reason="Tomás is on leave <until> May.")

    page = html.fromstring(content(draft, "html"))

    text = " ".join(page.text_content().split())
    commitment = draft.report.commitment
    overview = [commitment.action, commitment.problem, commitment.title]
    assert all(overview)
    assert [told for told in [*overview, "Tomás is on leave <until> May."] if told not in text] == []


def test_the_archive_holds_the_evidence_and_the_hash_of_each_file(edition):
    archive = zipfile.ZipFile(io.BytesIO(content(edition, "zip")))

    manifest = json.loads(archive.read("manifest.json"))
    files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    assert files["evidence/1--Acta -1-.pdf"] == BYTES
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items()
    }
    assert (manifest["digest"], manifest["missing"]) == (digest(edition), [])
    assert set(files) == {"report.html", "report.json", "evidence/1--Acta -1-.pdf"}


@pytest.fixture
def backed():
    """Return a submitted edition with evidence for several answers."""
    draft = scenes.draft()
    for key in ("1.3.evidence", "2.1.1.evidence", "3.evidence"):
        EvidenceFactory(edition=draft, answer_key=key, is_file=True, name="a.pdf", stored_file=stored(key.encode()))
    EvidenceFactory(edition=draft, answer_key="2.1.1.evidence", **QUOTATION)
    EvidenceFactory(edition=draft, answer_key="2.2.evidence", kind="none", name="", url="", reason="None was kept.")
    return scenes.submitted(draft)


def test_the_archive_holds_the_files_of_every_answer(backed):
    archive = zipfile.ZipFile(io.BytesIO(content(backed, "zip")))

    manifest = json.loads(archive.read("manifest.json"))
    files = {name: archive.read(name) for name in archive.namelist() if name.startswith("evidence/")}
    assert files == {
        "evidence/1-a.pdf": b"1.3.evidence",
        "evidence/2-a.pdf": b"2.1.1.evidence",
        "evidence/3-a.pdf": b"3.evidence",
    }
    assert [file["sha256"] for file in manifest["files"] if file["path"] in files] == [
        hashlib.sha256(data).hexdigest() for data in files.values()
    ]


@pytest.mark.parametrize("name", ["საჯარო ინფორმაცია " * 6 + "ანგარიში.pdf", "ა" * 120], ids=["ending", "no ending"])
def test_the_archive_can_be_unpacked_whatever_its_files_are_called(name, tmp_path):
    draft = scenes.draft()
    EvidenceFactory(edition=draft, answer_key="3.evidence", is_file=True, name=name, stored_file=stored(b"%PDF"))
    edition = scenes.submitted(draft)

    zipfile.ZipFile(io.BytesIO(content(edition, "zip"))).extractall(tmp_path)

    [path] = (tmp_path / "evidence").iterdir()
    assert (path.read_bytes(), len(path.name.encode()) <= 255) == (b"%PDF", True)
    assert path.suffix == (".pdf" if "." in name else "")


def test_the_archive_is_put_together_piece_by_piece(backed, monkeypatch):
    monkeypatch.setattr(receipts, "_CHUNK", 3)

    archive = zipfile.ZipFile(io.BytesIO(content(backed, "zip")))

    assert archive.read("evidence/2-a.pdf") == b"2.1.1.evidence"
    assert archive.testzip() is None


def test_the_answers_stand_in_the_order_of_the_form(backed):
    told = json.loads(content(backed, "json"))
    page = html.fromstring(content(backed, "html"))

    keys = [key for key in backed.form.keys if key not in ("1.1.evidence", "1.2.evidence")]
    keys = [key for key in keys if key not in ("2.1.2.evidence", "2.1.3.evidence")]
    assert list(told["answers"]) == list(told["questions"]) == keys
    assert [title.text for title in page.xpath("//h2")] == keys


def test_the_data_tell_citations_and_that_there_is_none(backed):
    answers = json.loads(content(backed, "json"))["answers"]

    assert answers["2.1.1.evidence"][1] == QUOTATION | {"url": None}
    assert answers["2.2.evidence"] == [{"kind": "none", "reason": "None was kept."}]


def test_the_page_tells_citations_and_that_there_is_none(backed):
    page = html.fromstring(content(backed, "html"))

    told = [" ".join(piece.text_content().split()) for piece in page.xpath("//li")]
    assert told[2] == "Se publicará. Decreto 45 – Artículo 7 (Spanish)"
    assert told[3] == "No evidence. None was kept."
    assert page.xpath("//blockquote/@lang") == ["es"]


def test_a_file_whose_bytes_are_gone_is_named(edition):
    path_of(hashlib.sha256(BYTES).hexdigest()).unlink()

    manifest = json.loads(zipfile.ZipFile(io.BytesIO(content(edition, "zip"))).read("manifest.json"))

    assert [file["path"] for file in manifest["missing"]] == ["evidence/1--Acta -1-.pdf"]


def test_it_stays_as_it_was_sent(edition):
    first, before = Receipt.objects.get(), content(edition, "zip")
    scenes.send_back(edition, reason="Say where.")
    Edition.objects.filter(pk=edition.pk).update(factors="Other words.")
    edition.evidence_set.all().delete()
    scenes.submitted(Edition.objects.get(pk=edition.pk), factors="Other words.")
    call_command("remove_unused_files")

    assert content(edition, "zip", first) == before
    assert json.loads(content(edition, "json"))["answers"]["1.2"] == "Other words."
    assert Receipt.objects.count() == 2


def test_nobody_changes_or_removes_it(edition):
    for act in (lambda: Receipt.objects.update(digest="0" * 64), Receipt.objects.all().delete):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            act()


def test_who_has_lost_her_assignment_has_what_she_sent_still(edition):
    lead(edition).evaluator.assignments.all().delete()

    assert json.loads(content(edition, "json"))["digest"] == digest(edition)


@pytest.fixture
def dropped():
    """Return the account of who signed a published edition, and was taken off the next, and the report."""
    report = scenes.published(scenes.draft_of_two()).report
    correction = drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong.")
    byline = correction.bylines.get(name="Tomás Ruiz")
    bylines.remove(correction, byline.pk, by=report.lead.user)
    return byline.evaluator.user, correction


@pytest.mark.parametrize("is_published", [False, True])
def test_who_is_off_the_next_edition_has_what_she_signed_still(dropped, is_published):
    person, correction = dropped
    scenes.submitted(correction, factors="Other words.")
    if is_published:
        scenes.publish(correction)
    first, second = Receipt.objects.order_by("pk")
    client = signed_in(person)

    answers = [client.get(link(correction, receipt=receipt)).status_code for receipt in (first, second)]
    desk = client.get(reverse("evaluations:desk"))

    assert answers == [200, 403]
    assert list(desk.context["sent"]) == [first]
    assert [link(correction, receipt=receipt) in desk.text for receipt in (first, second)] == [True, False]
    landed = client.get(url("task-list", correction))
    assert (landed.status_code, landed.url) == (302, "/desk/#sent")
    # Who is on the newest finds both there.
    assert list(signed_in(lead(correction)).get(reverse("evaluations:desk")).context["sent"]) == []


@pytest.mark.parametrize("ending", ["html", "json", "zip"])
def test_nobody_else_has_it(edition, ending):
    stranger = scenes.evaluator_for(scenes.draft().report.member).user

    assert signed_in(stranger).get(link(edition, ending)).status_code == 404
    assert signed_in(scenes.reviewer()).get(link(edition, ending)).status_code == 403
    assert Client().get(link(edition, ending)).status_code == 302


def test_neither_another_ending_nor_a_receipt_of_another_report_is_there(edition):
    client, other = signed_in(lead(edition)), scenes.submitted()

    assert client.get(link(edition, "exe")).status_code == 404
    assert client.get(link(edition, receipt=Receipt.objects.get(edition=other))).status_code == 404


def test_whoever_wrote_it_gets_the_receipt_by_mail(django_capture_on_commit_callbacks):
    member = MemberFactory(time_zone="Pacific/Kiritimati")
    draft = scenes.draft(commitment=CommitmentFactory(member=member))
    second = scenes.evaluator_for(member)
    for evaluator in (second, EvaluatorFactory(user=None, email="imported@example.org")):
        draft.add_byline(evaluator)
    scenes.signed(scenes.answered(draft))

    with django_capture_on_commit_callbacks(execute=True):
        move = workflow.perform(workflow.SUBMIT, draft, by=lead(draft))

    at = f"{move.at.astimezone(ZoneInfo(member.time_zone)):%-d %B %Y, %H:%M}"
    assert [message.to for message in mail.outbox] == [[lead(draft).email], [second.user.email]]
    for message in mail.outbox:
        assert message.subject == f"Receipt: report {draft.report_id} was submitted"
        assert f"report number {draft.report_id} was submitted on {at} (Pacific/Kiritimati):" in message.body
        assert f"\n{digest(draft)}\n" in message.body
        assert f"/desk/{draft.report_id}/#receipts\n" in message.body
