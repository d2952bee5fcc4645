"""A file that a script sends alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluations.account import account_mark
from evaluations.models import Evidence
from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in
from tests.factories import EvidenceFactory
from tests.sent_files import picture

pytestmark = pytest.mark.django_db

OFFERED = "2.1.1.evidence"


@pytest.fixture
def edition():
    return scenes.draft()


def send(edition, client=None, *, key=OFFERED, name="acta.txt", content=b"Acta", **data):
    place = reverse("evaluations:upload", args=[edition.report_id, key])
    return (client or signed_in(lead(edition))).post(place, {"file": SimpleUploadedFile(name, content), **data})


def told(response):
    """Return status, reason and message of a refusal."""
    answer = response.json()
    return response.status_code, answer["reason"], answer["message"]


@pytest.mark.parametrize("key", [OFFERED, "1.3.evidence"])
def test_a_file_is_kept_and_the_list_is_told(edition, key):
    response = send(edition, key=key)

    piece = edition.evidence_set.get()
    assert (response.status_code, piece.answer_key, piece.name) == (201, key, "acta.txt")
    assert response.json()["message"] == "“acta.txt” was added."
    assert piece.get_absolute_url() in response.json()["html"]
    assert f'name="remove" value="{piece.pk}"' in response.json()["html"]


def test_whose_signature_it_takes_off_is_told(edition):
    before = send(edition).json()["signatures"]
    scenes.signed(scenes.answered(edition))

    after = send(edition, name="other.txt").json()["signatures"]

    assert before == ""
    assert f"Changed since it was signed by {edition.report.lead.name}:" in after


def test_of_a_picture_it_is_said_what_was_taken_out(edition):
    response = send(edition, name="foto.jpg", content=picture("JPEG", make="Example camera"))

    assert response.json()["message"] == (
        "“foto.jpg” was added, without what the picture told of its place, time and camera."
    )


def test_that_there_was_said_to_be_none_is_told(edition):
    EvidenceFactory(edition=edition, answer_key=OFFERED, kind="none", name="", url="", reason="None was kept.")

    assert send(edition).json()["message"] == (
        "“acta.txt” was added. The answer no longer says that there is no evidence. It said: “None was kept.”"
    )


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("a.txt", b"12345", 413, "at most"),
        ("a.exe", b"MZ", 415, "of a kind that is not taken here"),
        ("a.pdf", b"MZ", 415, "is not what its name says"),
        ("a.txt", b"", 422, "is empty"),
        ("a.zip", b"PK\x03\x04", 422, "is damaged"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(edition, settings, name, content, status, words):
    settings.EVIDENCE_MAXIMUM_BYTES = 4

    found, reason, message = told(send(edition, name=name, content=content))

    assert (found, reason, edition.evidence_set.count()) == (status, "refused", 0)
    assert words in message


def test_nothing_is_refused_too(edition):
    place = reverse("evaluations:upload", args=[edition.report_id, OFFERED])

    response = signed_in(lead(edition)).post(place)

    assert told(response) == (422, "refused", "Choose a file.")


def test_one_too_many_is_refused(edition, settings):
    settings.EVIDENCE_MAXIMUM_FILES = 1
    send(edition, key="1.3.evidence", content=b"Other")

    found, reason, message = told(send(edition))

    assert (found, reason) == (422, "refused")
    assert message.startswith("The report has 1 file already")


def test_who_sends_too_many_is_asked_to_wait(edition):
    client = signed_in(lead(edition))
    for number in range(30):
        send(edition, client, content=b"%d" % number)
        Evidence.objects.all().delete()

    response = send(edition, client)

    assert (response.status_code, edition.evidence_set.count()) == (429, 0)
    assert 0 < int(response.headers["Retry-After"]) <= 60 * 60
    assert "so “acta.txt” was not kept" in response.json()["message"]


class TestWhoMayNot:
    def test_signed_out(self, edition):
        assert told(send(edition, Client()))[:2] == (401, "signed-out")

    def test_another_account(self, edition):
        assert told(send(edition, account="somebody-else"))[:2] == (403, "account")

    def test_her_own_account(self, edition):
        assert send(edition, account=account_mark(lead(edition))).status_code == 201

    def test_a_reviewer(self, edition):
        assert told(send(edition, signed_in(scenes.reviewer())))[:2] == (403, "permission")

    def test_a_stranger_learns_nothing(self, edition):
        stranger = scenes.evaluator_for(scenes.draft().report.member).user

        assert send(edition, signed_in(stranger)).status_code == 404

    @pytest.mark.parametrize("state", ["submitted", "published"])
    def test_whose_report_is_closed(self, state):
        edition = getattr(scenes, state)()

        assert told(send(edition))[:2] == (409, "closed")

    @pytest.mark.parametrize("key", ["2.1.1", "1.1.explanation", "nothing"])
    def test_what_takes_no_files(self, edition, key):
        assert send(edition, key=key).status_code == 404

    def test_who_only_reads(self, edition):
        place = reverse("evaluations:upload", args=[edition.report_id, OFFERED])

        assert signed_in(lead(edition)).get(place).status_code == 405
