"""Files in the form of a section."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.models import StoredFile
from tests import scenes
from tests.evaluations.views.desk.sections import opened, stored, url_of
from tests.evaluations.views.desk.visits import lead, signed_in
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def test_who_sends_too_many_files_is_asked_to_wait_and_her_answers_are_saved():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    for number in range(30):
        upload = SimpleUploadedFile("a.txt", b"%d" % number)
        client.post(url_of(edition), {"q-1-3-evidence": upload, "upload": "q-1-3-evidence"})
        client.post(url_of(edition), {"remove": edition.evidence_set.get().pk})

    upload = SimpleUploadedFile("minutes.txt", b"one more")
    data = {"q-1-2": "Elections.", **opened(q_1_2=""), "q-1-3-evidence": upload, "upload": "q-1-3-evidence"}
    page = client.post(url_of(edition), data)

    assert (page.status_code, edition.evidence_set.count(), StoredFile.objects.count()) == (429, 0, 30)
    assert "so “minutes.txt” was not kept" in page.text
    assert 0 < int(page.headers["Retry-After"]) <= 60 * 60
    assert stored(edition, "factors") == ("Elections.",)


def test_a_file_is_added_together_with_the_texts():
    edition = scenes.draft()
    upload = SimpleUploadedFile("Acta de señalética.pdf", b"%PDF-1.4 %%EOF")
    data = {"q-1-2": "Elections.", **opened(q_1_2=""), "q-1-3-evidence": upload, "upload": "q-1-3-evidence"}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    evidence = edition.evidence_set.get()
    assert page.url == url_of(edition) + "#q-1-3-evidence"
    assert (evidence.answer_key, evidence.name) == ("1.3.evidence", "Acta de señalética.pdf")
    assert evidence.content_type == "application/pdf"
    assert stored(edition, "factors") == ("Elections.",)


def test_a_file_is_kept_where_a_text_is_refused():
    edition = scenes.draft()
    data = {"q-1-1": "no such code", "q-1-3-evidence": SimpleUploadedFile("a.txt", b"a")}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    assert page.status_code == 422
    assert edition.evidence_set.get().name == "a.txt"
    assert "a.txt" in page.text


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.exe", b"MZ", 415), ("a.pdf", b"MZ", 415), ("a.txt", b"12345", 413), ("a.txt", b"", 422)],
)
def test_a_file_that_is_not_taken_is_refused_in_words_and_the_texts_are_saved(settings, name, content, status):
    settings.EVIDENCE_MAXIMUM_BYTES = 4
    edition = scenes.draft()
    data = {"q-1-2": "Kept.", **opened(q_1_2=""), "q-1-3-evidence": SimpleUploadedFile(name, content)}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    assert page.status_code == status
    assert f"“{name}”" in page.text
    assert "Everything else on this page is saved." in page.text
    assert (edition.evidence_set.count(), stored(edition, "factors")) == (0, ("Kept.",))


def test_a_fourth_file_is_refused():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    pages = [
        client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile(f"{n}.txt", b"%d" % n)}) for n in range(4)
    ]

    assert [page.status_code for page in pages] == [302, 302, 302, 422]
    assert edition.evidence_set.count() == 3


def test_a_file_is_removed_and_the_texts_are_saved_with_it():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile("a.txt", b"a")})

    page = client.post(
        url_of(edition), {"remove": str(edition.evidence_set.get().pk), "q-1-2": "Kept.", **opened(q_1_2="")}
    )

    assert page.url == url_of(edition) + "#q-1-3-evidence"
    assert (edition.evidence_set.count(), stored(edition, "factors")) == (0, ("Kept.",))


def test_a_reviewer_writes_a_results_report_with_its_files_and_footnotes():
    edition = scenes.results_draft()
    client = signed_in(edition.report.started_by)
    data = {
        "q-footnotes": "[1] One",
        "q-downloads": SimpleUploadedFile("r.pdf", b"%PDF-1.4 %%EOF"),
        **opened(q_footnotes=""),
    }

    page = client.post(url_of(edition, "notes-and-files"), data)

    assert page.status_code == 302
    assert stored(edition, "footnotes") == ({"1": "One"},)
    assert edition.evidence_set.get().answer_key == "downloads"


def evidence_of(edition):
    return reverse("evaluations:evidence-of", args=[edition.report_id, "2.1.1"])


class TestWayToTheEvidence:
    def test_a_button_saves_and_leads_there(self):
        edition = scenes.draft()
        section = url_of(edition, "openness")

        response = signed_in(lead(edition)).post(section, {"then": "evidence:2.1.1"})

        assert response.url == evidence_of(edition)

    @pytest.mark.parametrize(
        ("query", "back"), [("?change=2.1.1", "?from=check"), ("?change=2.1.1.degree&from=flags", "?from=flags")]
    )
    def test_who_came_from_checking_or_from_the_flags_goes_back_there(self, query, back):
        edition = scenes.draft()
        section = url_of(edition, "openness")

        response = signed_in(lead(edition)).post(f"{section}{query}", {"then": "evidence:2.1.1"})

        assert response.url == evidence_of(edition) + back

    @pytest.mark.parametrize("key", ["1.1", "nothing", "//example.org", ""])
    def test_a_question_of_no_such_section_leads_nowhere(self, key):
        edition = scenes.draft()
        section = url_of(edition, "openness")

        assert signed_in(lead(edition)).post(section, {"then": f"evidence:{key}"}).url == section

    def test_what_was_removed_leads_to_its_place(self):
        edition = scenes.draft()
        piece = EvidenceFactory(edition=edition, answer_key="2.1.2.evidence")
        section = url_of(edition, "openness")

        response = signed_in(lead(edition)).post(section, {"remove": piece.pk})

        assert (response.url, edition.evidence_set.count()) == (f"{section}#q-2-1-2-evidence", 0)


def test_files_that_are_refused_count_as_well():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    for _number in range(30):
        client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile("a.exe", b"MZ\x00")})

    page = client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile("a.txt", b"a")})

    assert (page.status_code, edition.evidence_set.count()) == (429, 0)
