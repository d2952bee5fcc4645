"""What a comment led to: recorded by moderators, read beside it by everybody."""

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse

from evaluations import comments, drafts
from evaluations.models import Act, Comment, Outcome
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return scenes.moderator()


@pytest.fixture
def comment():
    """Return a comment about the first edition of a report that was corrected since."""
    first = scenes.published()
    comment = ApprovedCommentFactory(report=first.report, answer_key="1.2")
    scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="A reader was right."))
    return Comment.objects.get(pk=comment.pk)


def edition_of(comment, number):
    return comment.report.editions.get(number=number)


def read(client, comment):
    page = lxml.html.fromstring(client.get(comment.report.get_absolute_url()).content)
    found = page.xpath("//*[@class='comment-outcome']")
    return [(" ".join(line.text_content().split()), line.find("a").get("href")) for line in found]


def test_it_is_read_beside_the_comment(client, comment, moderator):
    etag = client.get(comment.report.get_absolute_url()).headers["ETag"]

    comments.record_outcome(comment, edition_of(comment, 2), by=moderator)

    history = reverse("evaluations:history", args=[comment.report.slug])
    assert read(client, comment) == [("Led to edition 2", f"{history}#edition-2")]
    assert client.get(comment.report.get_absolute_url()).headers["ETag"] != etag


def test_it_is_recorded_once_and_told_by_the_trail(comment, moderator):
    for _ in range(2):
        comments.record_outcome(comment, edition_of(comment, 2), by=moderator)

    assert Outcome.objects.count() == 1
    told = Act.objects.filter(kind="record-outcome").values_list("by", "role", "answer_key", "row", "edition__number")
    assert list(told) == [(moderator.pk, "moderator", "1.2", comment.pk, 2)]


def test_what_was_recorded_by_mistake_is_taken_back(client, comment, moderator):
    edition = edition_of(comment, 2)
    comments.record_outcome(comment, edition, by=moderator)
    etag = client.get(comment.report.get_absolute_url()).headers["ETag"]

    for _ in range(2):
        comments.take_back_outcome(comment, edition, by=moderator)

    assert read(client, comment) == []
    assert client.get(comment.report.get_absolute_url()).headers["ETag"] != etag
    assert Act.objects.filter(kind="take-back-outcome").count() == 1


def test_a_comment_leads_to_no_edition_that_was_there_before_nor_to_another_reports(comment, moderator):
    other = scenes.published(drafts.correct(scenes.published().report, by=scenes.reviewer(), reason="A figure."))

    for edition in (edition_of(comment, 1), other):
        with pytest.raises(ValidationError) as refused:
            comments.record_outcome(comment, edition, by=moderator)
        assert refused.value.code == "outcome"
    assert not Outcome.objects.exists()


def test_what_the_public_does_not_see_led_to_nothing(comment, moderator):
    held = CommentFactory(report=comment.report, edition=comment.edition)

    with pytest.raises(ValidationError):
        comments.record_outcome(held, edition_of(comment, 2), by=moderator)


def test_who_evaluated_the_report_records_nothing(comment):
    author = scenes.moderator()
    comment.report.lead.user = author
    comment.report.lead.save()

    for act in (comments.record_outcome, comments.take_back_outcome):
        with pytest.raises(PermissionDenied):
            act(comment, edition_of(comment, 2), by=author)


@pytest.mark.parametrize("number", [1, None])
def test_the_database_holds_it_to_a_later_edition_of_the_report(comment, moderator, number):
    edition = edition_of(comment, number) if number else scenes.published()

    with pytest.raises(IntegrityError, match="none of the editions after that of the comment"):
        Outcome.objects.create(comment=comment, edition=edition, by=moderator)
