import re

import html5lib
import pytest

from evaluations import workflow
from evaluations.choices import Standing
from tests import scenes
from tests.factories import CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def numbers(client):
    html = client.get("/").content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    return re.findall(r'<dd><a href="([^"]*)">([^<]*)</a></dd>', html)


def test_an_empty_site_says_so(client):
    assert [number for _url, number in numbers(client)] == ["0", "0", "0", "–", "–"]
    assert "No report has been published yet." in client.get("/").content.decode()


def test_counts_lead_to_the_lists_behind_them(client):
    scenes.published(level_of_progress="complete", access_degree="outstanding")
    weak = {f"{name}_degree": "marginal" for name in ("access", "participation", "accountability")}
    for _number in range(3):
        scenes.published(level_of_progress="limited", **weak)
    withdrawn = scenes.published(level_of_progress="complete").report
    withdrawn.standing = Standing.WITHDRAWN
    withdrawn.save()
    scenes.submitted()
    scenes.published(scenes.results_draft())
    CommitmentFactory(member=MemberFactory())

    assert numbers(client) == [
        ("/members/", "8"),
        ("/commitments/", "7"),
        ("/reports/", "5"),
        ("/reports/?progress=complete", "25%"),
        ("/reports/?opened=strongly", "25%"),
    ]


def test_a_degree_that_is_no_longer_asked_opens_nothing(client):
    results = {f"{name}_result": "no" for name in ("access", "participation", "accountability")}
    scenes.published(level_of_progress="complete", access_degree="major", **results)

    assert [number for _url, number in numbers(client)][2:] == ["1", "100%", "0%"]


def test_a_code_that_is_not_recorded_counts_for_nothing(client):
    scenes.published(level_of_progress="complete", access_degree="major")
    edition = scenes.draft()
    edition.source, edition.title = "page.html", "Copied"
    edition.save()
    workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)

    assert [number for _url, number in numbers(client)][2:] == ["2", "100%", "100%"]


def test_shows_the_latest_reports(client):
    editions = [scenes.published() for _number in range(6)]

    html = client.get("/").content.decode()

    titles = re.findall(r'class="row-title"><a href="[^"]*"[^>]*>([^<]*)</a>', html)
    assert titles == [edition.title for edition in reversed(editions[1:])]


@pytest.mark.parametrize("path", ["/about/", "/accessibility/", "/comment-rules/", "/data/", "/privacy/"])
def test_pages_that_explain_are_there(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
