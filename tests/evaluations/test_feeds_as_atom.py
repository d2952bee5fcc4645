"""What RFC 4287 demands of every feed: an author, and ids that name something wherever they are read."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from lxml import etree

from evaluations import comments
from tests import scenes
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "Open Government Reports"


@pytest.fixture
def urls(report):
    """Return the URL of each feed by what it is of, with a comment and a decision in them."""
    root = ApprovedCommentFactory(report=report, name="Ana")
    comments.reject(ApprovedCommentFactory(report=report), by=scenes.moderator(), reason="Abuse.")
    return {
        "site": reverse("evaluations:report-feed"),
        "report": reverse("evaluations:feed-of-report", args=[report.slug]),
        "thread": reverse("evaluations:feed-of-thread", args=[report.slug, root.pk]),
        "member": reverse("evaluations:feed-of-member", args=[report.member.slug]),
        "log": reverse("evaluations:moderation-log-feed"),
        "log of a report": reverse("evaluations:report-moderation-log-feed", args=[report.slug]),
    }


@pytest.mark.parametrize(
    ("of", "authors"),
    [
        ("site", [SITE]),
        ("report", ["Ana", SITE]),
        ("thread", ["Ana"]),
        ("member", [SITE]),
        ("log", [SITE]),
        ("log of a report", [SITE]),
    ],
)
def test_every_entry_has_an_author_and_an_id_with_its_site(client, urls, of, authors):
    feed = etree.fromstring(client.get(urls[of]).content)
    name = f"{ATOM}author/{ATOM}name"

    entries = feed.findall(f"{ATOM}entry")

    assert feed.findtext(name) == SITE
    assert [entry.findtext(name, feed.findtext(name)) for entry in entries] == authors
    assert [urlsplit(one.findtext(f"{ATOM}id")).scheme for one in (feed, *entries)] == ["http"] * (1 + len(entries))
