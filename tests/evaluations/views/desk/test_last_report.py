"""The member's last published report, one click away from the pages where the next one is written."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.choices import Standing
from evaluations.models import Report
from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in, url
from tests.factories import ActionPlanFactory, CommitmentFactory

from .sections import url_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="([^"]*)" target="_blank" rel="noopener">(Read the member’s last .*?)</a>', re.DOTALL)


def pages_of(edition, *, slug="completion"):
    return [url_of(edition, slug), url("task-list", edition)]


def links_on(edition, user, **kwargs):
    """Return what leads to a report before this one, for each page that may: URL and words."""
    client = signed_in(user)
    return [LINK.findall(client.get(page).text) for page in pages_of(edition, **kwargs)]


def published_for(member, title, **answers):
    return scenes.published(scenes.draft(commitment=CommitmentFactory(member=member, title=title)), **answers).report


@pytest.fixture
def edition():
    return scenes.draft()


def test_it_is_the_newest_of_the_member(edition):
    member = edition.report.member
    published_for(member, "The older")
    newest = published_for(member, "The <newer>")
    published_for(CommitmentFactory().member, "Another member's")
    scenes.submitted(scenes.draft(commitment=CommitmentFactory(member=member, title="Not public")))
    scenes.published(scenes.results_draft(plan=ActionPlanFactory(member=member)))

    newest.refresh_from_db()
    words = (
        'Read the member’s last published report: <span lang="en">End of Commitment Report – The &lt;newer&gt;</span> '
        "(opens in a new tab)"
    )
    assert links_on(edition, lead(edition)) == [[(newest.get_absolute_url(), words)]] * 2


def test_it_is_named_in_its_own_language(edition):
    draft = scenes.draft(commitment=CommitmentFactory(member=edition.report.member))
    draft.language = "es"
    scenes.published(draft)

    assert [['<span lang="es">' in words for _url, words in links] for links in links_on(edition, lead(edition))] == [
        [True],
        [True],
    ]


def test_a_results_report_has_the_results_report_before_it():
    plan, reviewer = ActionPlanFactory(), scenes.reviewer()
    before = scenes.published(scenes.results_draft(plan=ActionPlanFactory(member=plan.member))).report
    published_for(plan.member, "On a commitment")
    edition = scenes.results_draft(plan=plan, by=reviewer)

    before.refresh_from_db()
    found = [[href for href, _words in links] for links in links_on(edition, reviewer, slug="summary")]
    assert found == [[before.get_absolute_url()]] * 2


def test_neither_itself_nor_what_was_withdrawn_is_one():
    published = scenes.published()
    Report.objects.filter(pk=published_for(published.report.member, "Taken back").pk).update(
        standing=Standing.WITHDRAWN
    )
    corrected = signed_in(lead(published)).post(url("correct", published), {"reason": "A date was wrong."})

    assert corrected.status_code == 302
    assert links_on(published, lead(published)) == [[], []]


@pytest.mark.parametrize("many", [0, 1, 3])
def test_it_costs_one_query(edition, many):
    for number in range(many):
        published_for(edition.report.member, f"Number {number}")
    client = signed_in(lead(edition))

    for page in pages_of(edition):
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        assert len([query for query in queries if "published_at" in query["sql"].partition("ORDER BY")[2]]) == 1
