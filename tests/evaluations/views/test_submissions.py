"""What changed between two submissions: who reads it, and what is compared."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from evaluations import drafts, workflow
from evaluations.models import Edition, Receipt
from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in, url
from tests.evaluations.views.review.visits import words_of

pytestmark = pytest.mark.django_db

BOTH = ("submissions", "review-submissions")
LINK = "What changed between two submissions"


def sent_twice():
    """Return an edition that was sent back and submitted again, with one answer changed."""
    edition = scenes.returned(factors="Three of nine districts.")
    return scenes.submitted(edition, factors="Four of nine districts.")


def reader_of(route, edition):
    return signed_in(lead(edition) if route == "submissions" else scenes.reviewer())


def receipts_of(edition):
    return list(Receipt.objects.filter(edition__report=edition.report_id).values_list("pk", flat=True))


@pytest.mark.parametrize("route", BOTH)
def test_the_last_two_are_compared(route):
    edition = sent_twice()

    response = reader_of(route, edition).get(url(route, edition))

    assert [change.anchor for change in response.context["changes"].answers] == ["q-1-2"]
    assert "[taken out: Three ] [added: Four ] of nine districts." in words_of(response)
    assert 'id="q-1-2"' in response.text
    chosen = re.findall(r'<option value="(\d+)" selected>', response.text)
    assert [int(pk) for pk in chosen] == receipts_of(edition)


@pytest.mark.parametrize("route", BOTH)
def test_any_two_are_compared_also_of_different_editions(route):
    edition = sent_twice()
    scenes.publish(edition)
    correction = drafts.correct(edition.report, by=lead(edition), reason="A date was wrong.")
    scenes.submitted(correction, factors="Five of nine districts.", lessons="Ask earlier.")
    first, _second, third = receipts_of(edition)

    response = reader_of(route, edition).get(url(route, edition), {"from": first, "to": third})

    assert [change.anchor for change in response.context["changes"].answers] == ["q-1-2", "q-3"]
    assert "[taken out: Three ] [added: Five ]" in words_of(response)


@pytest.mark.parametrize("route", BOTH)
def test_submissions_are_counted_as_the_rounds_of_their_edition_as_remarks_are(route):
    edition = sent_twice()
    before = [words for _key, words in choices_of(route, edition)]
    remark = scenes.remark(Edition.objects.get(pk=edition.pk), "", "Say where.")
    scenes.resolve(remark)
    scenes.publish(edition)
    correction = drafts.correct(edition.report, by=lead(edition), reason="A date was wrong.")
    scenes.submitted(correction, lessons="Ask earlier.")
    after = [words for _key, words in choices_of(route, edition)]

    assert [words.split(":")[0] for words in before] == ["Round 2", "Round 1"]
    assert remark.round == 2
    assert [words.split(":")[0] for words in after if "as it was published" not in words] == [
        "New edition, round 1",
        "Edition 1, round 2",
        "Edition 1, round 1",
    ]


def choices_of(route, edition):
    return reader_of(route, edition).get(url(route, edition)).context["form"].fields["from"].choices


def test_a_new_edition_is_compared_with_the_published_one():
    edition = sent_twice()
    scenes.publish(edition)
    correction = drafts.correct(edition.report, by=lead(edition), reason="A date was wrong.")
    for lessons in ("Ask earlier.", "Ask sooner."):
        scenes.submitted(correction, factors="Five of nine districts.", lessons=lessons)
        reviewer = signed_in(scenes.reviewer())
        page, since = reviewer.get(url("review", correction)), f"{url('review-submissions', correction)}?from=0"
        assert since in page.text
        assert f'href="{edition.report.get_absolute_url()}">The published report</a>' in page.text

        text = words_of(reviewer.get(since))

        assert "[taken out: Four ] [added: Five ] of nine districts." in text
        assert f"[added: {lessons} ]" in text
        scenes.send_back(correction)

    last_two = reviewer.get(url("review-submissions", correction)).context["changes"]
    assert [change.anchor for change in last_two.answers] == ["q-3"]
    assert reader_of("submissions", edition).get(url("submissions", edition), {"from": 0}).status_code == 404


def test_what_a_reviewer_corrected_of_an_imported_report_is_compared_with_it():
    edition = scenes.imported(factors="Three of nine districts.")
    correction = drafts.correct(edition.report, by=scenes.reviewer(), reason="The page had lost half of it.")
    reviewer = signed_in(scenes.reviewer())
    assert "?from=0" not in reviewer.get(url("review", correction)).text
    scenes.answered(correction, factors="Four of nine districts.")
    workflow.perform(workflow.SUBMIT, correction, by=scenes.reviewer())

    response = reviewer.get(url("review-submissions", correction))

    assert "[taken out: Three ] [added: Four ] of nine districts." in words_of(response)
    assert "Edition 1, as it was published" in response.text


@pytest.mark.parametrize("route", BOTH)
@pytest.mark.parametrize("asked", [{"from": "x"}, {"to": 4711}, {"from": ""}])
def test_what_is_none_of_its_submissions_is_not_found(route, asked):
    edition = sent_twice()

    assert reader_of(route, edition).get(url(route, edition), asked).status_code == 404


@pytest.mark.parametrize("route", BOTH)
def test_a_submission_of_another_report_is_not_found(route):
    edition, other = sent_twice(), sent_twice()

    response = reader_of(route, edition).get(url(route, edition), {"to": receipts_of(other)[0]})

    assert response.status_code == 404


@pytest.mark.parametrize("route", BOTH)
def test_one_submission_is_nothing_to_compare(route):
    edition = scenes.submitted()

    response = reader_of(route, edition).get(url(route, edition))

    assert "There is nothing to compare yet" in response.text
    assert "<form" not in response.text.partition("<main")[2]


def test_it_is_linked_where_there_are_two():
    once, twice, reviewer = scenes.submitted(), sent_twice(), signed_in(scenes.reviewer())

    pages = {
        "desk": [signed_in(lead(edition)).get(url("task-list", edition)) for edition in (once, twice)],
        "review": [reviewer.get(url("review", edition)) for edition in (once, twice)],
    }

    assert {place: [LINK in page.text for page in both] for place, both in pages.items()} == {
        "desk": [False, True],
        "review": [False, True],
    }
    links = [
        url("submissions", twice) in pages["desk"][1].text,
        url("review-submissions", twice) in pages["review"][1].text,
    ]
    assert links == [True, True]


def test_a_published_report_opens_its_submissions_to_nobody_else():
    """A text that was sent back was never published: whoever may read the newest edition only as the public may not."""
    edition = sent_twice()
    scenes.publish(edition)
    others = {"stranger": scenes.evaluator_for(edition.report.member).user, "moderator": scenes.moderator()}

    answers = {(who, route): signed_in(user).get(url(route, edition)) for who, user in others.items() for route in BOTH}

    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert ["Three" in answer.text for answer in answers.values()] == [False] * 4
    anonymous = Client().get(reverse("evaluations:submissions", args=[edition.report_id]))
    assert (anonymous.status_code, "login" in anonymous.url) == (302, True)


@pytest.mark.parametrize("route", BOTH)
def test_however_many_there_are_it_takes_as_many_queries(route, django_assert_num_queries):
    edition = sent_twice()
    client = reader_of(route, edition)
    client.get(url(route, edition))
    queries = {"submissions": 9, "review-submissions": 6}[route]

    for _ in range(2):
        with django_assert_num_queries(queries):
            client.get(url(route, edition))
        scenes.send_back(edition, reason="Once more.")
        edition = scenes.submitted(edition, factors="Anew.")
