"""Evidence that is redacted goes with its bytes, unless another report holds them."""

import pytest

from evaluations import drafts
from evaluations.exports.document import document
from evaluations.models import StoredFile
from evaluations.models.evidence import path_of
from evaluations.record import Problem
from tests import scenes
from tests.evaluations.redacting.forbidden import found_in, where
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


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
