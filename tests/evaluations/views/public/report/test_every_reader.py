"""What every reader of a report gets alike."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.messages import constants, get_messages
from django.template import defaulttags
from django.utils import timesince, timezone

from evaluations import drafts
from tests import scenes
from tests.evaluations.views.public.report.pages import page
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_thread_shows_what_was_approved(client):
    edition = scenes.published()
    ApprovedCommentFactory(report=edition.report, text="Seen by all.")
    CommentFactory(report=edition.report, text="Seen by nobody yet.")

    html = page(client, edition)

    assert ("Seen by all." in html, "Seen by nobody yet." in html) == (True, False)
    assert html.count("Comments (1)") == 2


def test_every_anonymous_reader_gets_the_same_bytes(client, settings):
    edition = scenes.published()
    url = edition.report.get_absolute_url()
    first = client.get(url)
    client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})

    second = client.get(url, HTTP_ACCEPT_LANGUAGE="es", HTTP_REFERER="https://example.org/", HTTP_USER_AGENT="other")

    assert second.content == first.content
    assert (dict(first.cookies), dict(second.cookies)) == ({}, {})


class NextYear(datetime.datetime):
    """A clock that is a year ahead."""

    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(days=365)


@pytest.fixture
def a_year_passes(monkeypatch):
    """Return a function that puts the clocks forward: the site's, and those that templates read."""

    def pass_a_year():
        monkeypatch.setattr(timesince, "datetime", SimpleNamespace(**vars(datetime) | {"datetime": NextYear}))
        monkeypatch.setattr(defaulttags, "datetime", NextYear)
        monkeypatch.setattr(timezone, "now", lambda: NextYear.now(datetime.UTC))

    return pass_a_year


@pytest.mark.parametrize("kind", [scenes.draft, scenes.results_draft])
def test_a_year_later_every_reader_gets_the_same_bytes(client, a_year_passes, kind):
    edition = scenes.published(kind())
    ApprovedCommentFactory(report=edition.report)
    drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")
    url = edition.report.get_absolute_url()
    first = client.get(url)

    a_year_passes()

    assert client.get(url).content == first.content


def test_a_waiting_message_is_not_shown_to_anonymous_readers_and_not_lost(client):
    edition = scenes.published()
    client.force_login(UserFactory())
    client.post("/accounts/logout/")  # leaves a message

    html = page(client, edition)

    assert "You have signed out" not in html
    waiting = [message.level for message in get_messages(client.get("/").wsgi_request)]
    assert waiting == [constants.SUCCESS]
