"""The page that says what became of a comment."""

from datetime import UTC, datetime

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from evaluations import comments
from evaluations.models import Comment
from evaluations.views.replied import sent_url
from tests import scenes
from tests.evaluations.comments.own import approve_as_read
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_form_and_confirmation_are_stored_nowhere(client, report):
    client.post(url_of(report), filled(report))

    for response in (client.get(url_of(report)), confirm(client)):
        assert "no-store" in response["Cache-Control"]
        assert "HX-Request" in response["Vary"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_confirmation_depends_on_no_cookie_and_shows_nothing_but_the_state(client, report):
    client.post(url_of(report), filled(report))
    ((url, _status),) = confirm(client).redirect_chain

    page = Client().get(url).content.decode()

    assert "Your comment is waiting for a moderator." in page
    assert [word for word in ("Ana", "ana@example.org", "Well done.") if word in page] == []


@pytest.mark.parametrize("receipt", ["1", "1:abc", "x", "1:"])
def test_confirmation_of_somebody_else_cannot_be_guessed(client, report, receipt):
    CommentFactory(report=report)

    assert client.get(reverse("evaluations:reply-sent", args=[report.slug, receipt])).status_code == 404


def test_confirmation_tells_what_became_of_it(client, report):
    client.post(url_of(report), filled(report))
    ((url, _status),) = confirm(client).redirect_chain
    moderator = scenes.moderator()

    comments.approve(Comment.objects.get(), by=moderator)
    assert "Your comment is published." in client.get(url).content.decode()

    comments.reject(Comment.objects.get(), by=moderator, reason="It sells shoes.")
    page = client.get(url).content.decode()
    assert ("decided not to publish" in page, "shoes" in page, "Well done." in page) == (True, False, False)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_it_tells_whom_it_answers(client, report, headers):
    author = UserFactory()
    approve_as_read(ApprovedCommentFactory(report=report, author=author))
    parent = ApprovedCommentFactory(report=report, name="Ana Pérez")
    client.force_login(author)

    page = client.post(f"{url_of(report)}?to={parent.pk}", filled(report), headers=headers, follow=True)

    (said,) = lxml.html.fromstring(page.text).xpath("//*[contains(@class, 'in-reply-to')]")
    assert " ".join(said.text_content().split()) == "in reply to Ana Pérez"
    assert said.xpath(".//a/@href") == [parent.get_absolute_url()]


def test_it_tells_the_day_that_the_member_s_clocks_show_also_in_place(client, report):
    type(report.member).objects.update(time_zone="Pacific/Kiritimati")
    comment = ApprovedCommentFactory(report=report, posted_at=datetime(2026, 5, 31, 20, tzinfo=UTC))

    for headers in ({}, HTMX):
        assert ">1 June 2026</time>" in client.get(sent_url(comment), headers=headers).text
