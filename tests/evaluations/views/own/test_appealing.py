"""Whoever has the link that was mailed reads why a comment was turned down, and appeals."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations import comments
from evaluations.models import Appeal, Comment
from evaluations.own_links import token_of_decision
from tests import scenes
from tests.evaluations.comments.own import written
from tests.factories import ApprovedCommentFactory, CommentFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(report):
    comment = ApprovedCommentFactory(report=report, text="It was never built.")
    return comments.reject(comment, by=scenes.moderator(), reason="Not so.", rule="accusation")


@pytest.fixture
def url(comment):
    return reverse("evaluations:appeal", args=[token_of_decision(comment.decisions.get())])


def test_she_reads_what_was_decided_and_why(client, url):
    page = client.get(url)

    told = text_of(page)
    assert "It was never built." in told
    assert "It is removed from the page" in told
    assert "An accusation against a person without support" in told
    assert "Not so." in told
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]


def test_opening_it_changes_nothing(client, url):
    client.get(url)
    client.head(url)

    assert not Appeal.objects.exists()


def test_she_appeals_and_reads_that_it_waits(client, url):
    page = client.post(url, {"text": "Look at page 4."}, follow=True)

    assert Appeal.objects.get().text == "Look at page 4."
    told = text_of(page)
    assert "Your appeal is sent." in told
    assert "Your appeal waits for another moderator." in told
    assert "Look at page 4." in told


def test_nobody_who_is_signed_in_need_sign_out(url, comment):
    client = Client()
    client.force_login(scenes.reviewer())

    assert client.post(url, {"text": "Look at page 4."}).status_code == 302


def test_blank_words_are_asked_for(client, url):
    page = client.post(url, {"text": " "})

    assert page.status_code == 422
    assert "has only these words" in text_of(page)


def test_what_comes_too_late_is_given_back(client, url):
    client.post(url, {"text": "Look at page 4."})

    page = client.post(url, {"text": "And at page 5."})

    assert page.status_code == 409
    assert "And at page 5." in page.content.decode()
    assert Appeal.objects.get().text == "Look at page 4."


def test_the_answer_stands_there(client, url, comment):
    client.post(url, {"text": "Look at page 4."})
    comments.approve(Comment.objects.get(), by=scenes.moderator(), reason="It is there.")

    told = text_of(client.get(url))

    assert "The comment is published. It is there." in told
    assert "There is no further appeal." in told


def test_what_nobody_had_seen_was_not_published_and_stays_so_once_an_appeal_lets_it_be_read(client, report):
    comment = comments.reject(CommentFactory(report=report), by=scenes.moderator(), reason="Not so.", rule="other")
    url = reverse("evaluations:appeal", args=[token_of_decision(comment.decisions.get())])
    client.post(url, {"text": "Look at page 4."})
    before = text_of(client.get(url))
    comments.approve(Comment.objects.get(), by=scenes.moderator())

    after = text_of(client.get(url))

    assert ["Decided It is not published" in told for told in (before, after)] == [True, True]
    assert "The comment is published." in after


def test_a_link_that_is_not_ours_leads_nowhere(client, url):
    assert client.get(f"{url[:-2]}x/").status_code == 404


def test_a_link_leads_nowhere_once_its_author_is_erased(client, report):
    comment, her = written(report)
    comments.reject(comment, by=scenes.moderator(), reason="Not so.", rule="accusation")
    url = reverse("evaluations:appeal", args=[token_of_decision(comment.decisions.standing().last())])
    assert client.get(url).status_code == 200

    comments.erase(her)

    assert client.get(url).status_code == 404


def test_too_many_are_asked_to_wait(client, report, settings):
    settings.COMMENT_RATE = "1/h"
    urls = []
    for _ in range(2):
        held = comments.reject(CommentFactory(report=report), by=scenes.moderator(), reason="No.", rule="other")
        urls.append(reverse("evaluations:appeal", args=[token_of_decision(held.decisions.get())]))

    first, second = (client.post(url, {"text": "Look at page 4."}) for url in urls)

    assert (first.status_code, second.status_code) == (302, 429)
    assert "Look at page 4." in second.content.decode()


def test_your_comments_lead_there(client, report):
    comment, her = written(report)
    comments.reject(comment, by=scenes.moderator(), reason="Not so.", rule="accusation")
    client.force_login(her.account)

    page = client.get(reverse("evaluations:your-comments")).content.decode()

    assert reverse("evaluations:appeal", args=[token_of_decision(comment.decisions.standing().last())]) in page
