import pytest

from tests import scenes
from tests.factories import EvidenceFactory, UserFactory, stored

pytestmark = pytest.mark.django_db

BYTES = b"%PDF-1.7 minutes %%EOF"
NAME = "Acta política.pdf"


def attach(edition, *, name=NAME, content_type="application/pdf"):
    return EvidenceFactory(
        edition=edition, is_file=True, name=name, stored_file=stored(BYTES), content_type=content_type
    )


@pytest.fixture
def in_draft():
    return attach(scenes.draft())


@pytest.fixture
def published(in_draft):
    scenes.published(in_draft.edition)
    return in_draft


def get(client, evidence, **headers):
    return client.get(evidence.get_absolute_url(), **headers)


class TestPublished:
    def test_is_sent_to_everybody_as_a_download(self, client, published):
        response = get(client, published)

        names = ("Content-Type", "Content-Length", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
        assert (response.status_code, b"".join(response.streaming_content)) == (200, BYTES)
        assert {name: response.headers[name] for name in names} == {
            "Content-Type": "application/pdf",
            "Content-Length": str(len(BYTES)),
            "Content-Disposition": "attachment; filename*=utf-8''Acta%20pol%C3%ADtica.pdf",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=31536000, immutable",
        }

    def test_is_known_by_its_bytes(self, client, published):
        etag = f'"{published.stored_file.sha256}"'

        response = get(client, published, HTTP_IF_NONE_MATCH=etag)

        assert (response.status_code, response.headers["ETag"]) == (304, etag)

    def test_a_page_of_somebody_elses_is_a_download_too(self, client):
        evidence = attach(scenes.draft(), name="page.html", content_type="text/html")
        scenes.published(evidence.edition)

        response = get(client, evidence)

        assert response.headers["Content-Disposition"] == 'attachment; filename="page.html"'
        response.close()

    @pytest.mark.parametrize("name", ["a/b.pdf", "../../x.pdf", "..", "a?b#c.pdf", "50%.pdf", "línea\nnueva.pdf"])
    def test_any_name_has_a_url_that_leads_to_it(self, client, name):
        evidence = attach(scenes.draft(), name=name)
        scenes.published(evidence.edition)

        assert b"".join(get(client, evidence).streaming_content) == BYTES

    def test_another_name_is_not_found(self, client, published):
        assert client.get(f"/reports/files/{published.uuid}/other.pdf").status_code == 404

    def test_lost_bytes_are_not_found(self, client, published, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "elsewhere"

        assert get(client, published).status_code == 404


class TestInDraft:
    @pytest.mark.parametrize(
        ("who", "status"), [("nobody", 404), ("a stranger", 404), ("her evaluator", 200), ("a reviewer", 200)]
    )
    def test_is_for_those_who_may_see_the_draft(self, client, in_draft, who, status):
        people = {
            "a stranger": UserFactory,
            "her evaluator": lambda: in_draft.edition.report.lead.user,
            "a reviewer": scenes.reviewer,
        }
        if who in people:
            client.force_login(people[who]())

        response = get(client, in_draft)

        assert response.status_code == status
        response.close()

    def test_is_kept_by_no_cache(self, client, in_draft):
        client.force_login(in_draft.edition.report.lead.user)

        response = get(client, in_draft)

        assert response.headers["Cache-Control"] == "private, no-cache"
        response.close()


def test_a_link_is_no_file(client):
    edition = scenes.draft()
    link = EvidenceFactory(edition=edition)
    scenes.published(edition)

    assert get(client, link).status_code == 404


class TestAddress:
    def test_cannot_be_guessed(self, in_draft):
        assert in_draft.uuid.version == 4
        assert in_draft.get_absolute_url() == f"/reports/files/{in_draft.uuid}/Acta%20pol%C3%ADtica.pdf"

    def test_that_a_published_file_had_at_first_leads_to_the_one_that_it_has(self, client, published):
        response = client.get(f"/reports/files/{published.pk}/{NAME}")

        assert (response.status_code, response.url) == (301, published.get_absolute_url())

    @pytest.mark.parametrize("who", ["nobody", "her evaluator"])
    def test_of_a_draft_is_no_number(self, client, in_draft, who):
        if who != "nobody":
            client.force_login(in_draft.edition.report.lead.user)

        assert client.get(f"/reports/files/{in_draft.pk}/{NAME}").status_code == 404

    def test_of_a_link_is_no_number_either(self, client):
        link = EvidenceFactory(edition=scenes.draft())
        scenes.published(link.edition)

        assert client.get(f"/reports/files/{link.pk}/Minutes").status_code == 404
