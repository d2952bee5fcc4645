"""Which edition a page shows, and whether it stands."""

import re
from datetime import UTC, datetime

import pytest

from evaluations import drafts
from evaluations.choices import Standing
from tests import scenes
from tests.evaluations.views.public.report.pages import page, words
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


class TestEditions:
    def corrected(self):
        edition = scenes.published(factors="As first told.")
        draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
        return scenes.published(draft, factors="As corrected.")

    def test_the_report_is_its_current_edition(self, client):
        html = page(client, self.corrected())

        assert ("As corrected." in html, "As first told." in html) == (True, False)
        assert "not the current edition" not in html

    def test_an_earlier_edition_stays_and_says_so(self, client):
        edition = self.corrected()

        html = page(client, edition, "v1/")

        assert ("As corrected." in html, "As first told." in html) == (False, True)
        assert "This is not the current edition. It is edition 1; edition 2 has taken its place." in html
        path = edition.report.get_absolute_url()
        links = re.findall(r'href="([^"]+)"', html[html.index("This is not the current edition") :])
        assert links[:2] == [path, f"{path}differences/?from=1&amp;to=2"]
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{edition.report.get_absolute_url()}v1/">' in html

    def test_the_report_tells_its_edition_and_the_days_of_submission_and_publication(self, client):
        draft = drafts.correct(scenes.published().report, by=scenes.reviewer(), reason="A figure.")
        edition = scenes.submitted(draft)
        edition.submitted_at = datetime(2022, 3, 9, 12, tzinfo=UTC)
        edition.save()
        scenes.publish(edition)

        html = page(client, edition)

        facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", html[html.index('id="about-report"') :]))
        assert {label: words(facts.get(label, "")) for label in ("Edition", "Submitted", "Published")} == {
            "Edition": "2, sealed: it will not change. History of this report",
            "Submitted": "9 March 2022",
            "Published": f"{edition.published_at.day} {edition.published_at:%B %Y}",
        }

    def test_an_edition_tells_its_seal_and_why_it_is_there(self, client):
        edition = self.corrected()

        first, second = page(client, edition, "v1/"), page(client, edition)

        seal = edition.seal
        assert f'<code title="{seal.hash}">{seal.hash[:12]}</code>' in second
        assert "<dt>Correction</dt><dd>A figure.</dd>" in second
        assert (seal.hash in first, f'<code title="{seal.before}">{seal.before[:12]}</code>' in first) == (False, True)
        assert ("Correction" in first, "First edition" in first) == (False, False)

    def test_a_draft_is_no_edition_yet(self, client):
        edition = scenes.published()
        drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")

        assert client.get(edition.report.get_absolute_url() + "v2/").status_code == 404

    def test_nothing_is_public_before_publication(self, client):
        edition = scenes.submitted()
        edition.report.slug = "guessed"
        edition.report.save()

        assert [client.get(f"/reports/guessed/{path}").status_code for path in ("", "v1/", "report.json")] == [404] * 3


@pytest.mark.parametrize(("scene", "word"), [(scenes.published, "Published"), (scenes.imported, "Imported")])
def test_each_edition_says_whether_its_day_is_of_publication_or_of_import(client, scene, word):
    edition = scene()

    html = page(client, edition)

    day = f"{edition.published_at.day} {edition.published_at:%B %Y}"
    (editions,) = re.findall(r"<dt>All editions</dt>(.*?)</dd>", html, re.DOTALL)
    assert words(editions) == f"Edition 1 {word} {day}"


def test_a_withdrawn_report_keeps_its_page_and_says_so(client):
    edition = scenes.published()
    edition.report.standing = Standing.WITHDRAWN
    edition.report.save()

    assert "This report no longer stands." in page(client, edition)


@pytest.mark.parametrize("title", ["Feed", "Files"])
def test_a_commitment_named_like_another_page_has_a_page_of_its_own(client, title):
    edition = scenes.published(scenes.draft(commitment=CommitmentFactory(title=title)))

    assert edition.report.slug != title.lower()
    assert "Overview" in page(client, edition)
