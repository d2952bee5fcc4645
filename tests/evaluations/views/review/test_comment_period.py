"""Where a reviewer opens a published report for public comment."""

import pytest
from django.urls import reverse

from evaluations import drafts
from evaluations.models import Report
from tests import scenes
from tests.evaluations.views.review.visits import page, words_of

pytestmark = pytest.mark.django_db


def press(client, edition):
    return client.post(reverse("evaluations:comment-period", args=[edition.report_id]))


def test_the_button_opens_it_and_goes(client, reviewer):
    edition = scenes.published()
    assert "Open it for public comment today" in client.get(page(edition)).text

    response = press(client, edition)

    assert (response.status_code, response.url) == (302, page(edition))
    assert Report.objects.get().comments_opened_by == reviewer
    after = client.get(page(edition))
    assert "Open for public comment from" in words_of(after)
    assert "Open it for public comment today" not in after.text


def test_it_is_offered_while_a_new_edition_is_written(client, reviewer):
    edition = scenes.published()
    drafts.correct(edition.report, by=edition.report.lead.user, reason="A date.")

    text = client.get(page(edition)).text

    assert "Open it for public comment today" in text
    assert "Official response of the government" in text


def test_twice_is_refused_in_words(client, reviewer):
    edition = scenes.published()
    press(client, edition)

    response = press(client, edition)

    assert response.status_code == 409
    assert "The report is open for public comment already." in words_of(response)


def test_once_it_is_over_it_is_opened_again(client, reviewer):
    edition = scenes.published()
    scenes.period_over(edition.report)
    assert "Open it for public comment again" in client.get(page(edition)).text

    press(client, edition)

    assert Report.objects.get().is_open_for_public_comment


@pytest.mark.parametrize(("scene", "problem"), [(scenes.submitted, "Nothing of it is public.")])
def test_what_is_not_public_is_not_opened(client, reviewer, scene, problem):
    edition = scene()

    response = press(client, edition)

    assert response.status_code == 403
    assert problem in words_of(response)


def test_who_evaluated_it_does_not_open_it(client, reviewer):
    draft = scenes.draft()
    evaluator = scenes.evaluator_for(draft.report.member, user=reviewer)
    draft.add_byline(evaluator)
    edition = scenes.published(draft)

    response = press(client, edition)

    assert response.status_code == 403
    assert "You are or were an evaluator on this report" in words_of(response)
    assert Report.objects.get().comments_close_at is None
