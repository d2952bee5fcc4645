"""What every reader of a report gets alike."""

import pytest
from django.contrib.messages import constants, get_messages

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


def test_a_waiting_message_is_not_shown_to_anonymous_readers_and_not_lost(client):
    edition = scenes.published()
    client.force_login(UserFactory())
    client.post("/accounts/logout/")  # leaves a message

    html = page(client, edition)

    assert "You have signed out" not in html
    waiting = [message.level for message in get_messages(client.get("/").wsgi_request)]
    assert waiting == [constants.SUCCESS]
