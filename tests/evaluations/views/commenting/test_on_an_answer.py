"""A comment on one answer: what its form shows, and of which edition it speaks."""

import lxml.html
import pytest
from django.urls import reverse

from evaluations import drafts
from evaluations.models import Comment, Report
from evaluations.reading import Reading
from tests import scenes
from tests.evaluations.views.commenting.forms import confirm, filled, unconfirmed
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return scenes.published(factors="The council paid.").report


def url_of(report, key):
    return reverse("evaluations:reply", args=[report.slug]) + f"?answer={key}"


def test_the_form_shows_the_answer_that_is_spoken_of(client, report):
    page = client.get(url_of(report, "1.2"))

    assert page.context["form"].helper.form_action == url_of(report, "1.2")
    assert "<p>The council paid.</p>" in page.text
    title = lxml.html.fromstring(page.content).get_element_by_id("reply-q-1-2-text-title")
    assert (title.tag, title.text_content().strip()) == ("h1", "Comment on this answer")


def test_the_report_offers_it_beside_each_answer_while_it_takes_comments(client, report):
    open_page = client.get(report.get_absolute_url()).text
    Report.objects.update(standing="withdrawn")
    closed_page = client.get(report.get_absolute_url()).text

    keys = [answer.key for answer in Reading(report.current).answers]
    assert [open_page.count(f'href="{url_of(report, key)}"') for key in keys] == [1] * len(keys)
    assert "?answer=" not in closed_page


def test_it_is_stored_with_the_answer_and_its_edition(client, report):
    client.post(url_of(report, "1.2"), filled(report))
    confirm(client)

    comment = Comment.objects.get()
    assert (comment.answer_key, comment.edition, comment.parent) == ("1.2", report.current, None)


def test_it_speaks_of_the_edition_that_was_read_whatever_is_published_meanwhile(client, report):
    read, sent = report.current, filled(report)
    draft = drafts.correct(report, by=scenes.reviewer(), reason="A date was wrong.")
    scenes.published(draft, factors="The state paid.")

    client.post(url_of(report, "1.2"), sent)
    confirm(client)

    assert Comment.objects.get().edition == read


def test_a_reply_shows_the_answer_and_speaks_of_it(client, report):
    parent = ApprovedCommentFactory(report=report, answer_key="1.2")
    url = reverse("evaluations:reply", args=[report.slug]) + f"?to={parent.pk}"

    page = client.get(url).text
    client.post(url, filled(report))
    confirm(client)

    assert "<p>The council paid.</p>" in page
    assert Comment.objects.latest("pk").answer_key == "1.2"


@pytest.mark.parametrize("key", ["9.9", "title", "1.2.", "x" * 500])
def test_what_the_report_does_not_answer_is_not_found_and_words_come_back(client, report, key):
    shown, sent = client.get(url_of(report, key)), client.post(url_of(report, key), filled(report))

    assert (shown.status_code, sent.status_code) == (404, 409)
    assert "The answer that you are commenting on is no longer on the page." in sent.text
    assert "Well done." in sent.text
    assert unconfirmed() == []
