"""What readers are told of the period in which the public is asked to comment."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from evaluations import withdrawing
from evaluations.models import Report
from tests import scenes
from tests.evaluations.views.review.visits import words_of

pytestmark = pytest.mark.django_db

DATES = {
    "comments_opened_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),  # in Mexico it is still November
    "comments_close_at": datetime(2126, 12, 15, 6, 0, tzinfo=UTC),  # a midnight there
}


@pytest.fixture
def report():
    """Return a published report that is open for public comment."""
    report = scenes.published().report
    type(report.member).objects.update(time_zone="America/Mexico_City")
    Report.objects.update(**DATES, comments_opened_by=scenes.reviewer())
    return report


def reply_url(report):
    return reverse("evaluations:reply", args=[report.slug])


def test_both_dates_stand_on_the_page_while_it_runs(client, report):
    page = client.get(report.get_absolute_url())

    told = "Open for public comment from 30 November 2026 to 14 December 2126 (America/Mexico_City)."
    assert told in words_of(page)
    assert reply_url(report) in page.text


def test_afterwards_it_says_that_it_is_closed_and_since_when(client, report):
    Report.objects.update(
        comments_opened_at=datetime(2020, 1, 1, 12, tzinfo=UTC), comments_close_at=datetime(2020, 1, 16, 6, tzinfo=UTC)
    )

    page = client.get(report.get_absolute_url())

    told = (
        "Open for public comment from 1 January 2020 to 15 January 2020 (America/Mexico_City); closed on 15 January"
        " 2020."
    )
    assert told in words_of(page)
    assert "The period of public comment is over: comments are closed." in words_of(page)
    assert reply_url(report) not in page.text


def test_a_report_that_is_withdrawn_meanwhile_asks_for_no_comments(client, report):
    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

    page = words_of(client.get(report.get_absolute_url()))

    told = (
        "It was opened for public comment from 30 November 2026 to 14 December 2126 (America/Mexico_City), and"
        " withdrawn meanwhile."
    )
    assert told in page
    assert "Open for public comment" not in page


def test_a_report_without_one_says_nothing_of_it(client):
    page = client.get(scenes.published().report.get_absolute_url())

    assert "public comment" not in words_of(page)


def test_who_comes_too_late_keeps_her_words(client, report):
    scenes.period_over(Report.objects.get())

    page = client.post(reply_url(report), {"name": "Ana", "email": "ana@example.org", "text": "Too late, O'Farril."})

    assert page.status_code == 403
    assert "The period of public comment is over." in words_of(page)
    assert "O&#x27;Farril" in page.text
