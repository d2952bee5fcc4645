"""What happens when two people, or two clicks, come at the same moment."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from evaluations import comments
from evaluations.models import Comment, Report
from evaluations.views.rates import seconds_to_wait
from tests import scenes
from tests.at_once import at_once
from tests.evaluations.comments.guests import post
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def told(outcomes):
    """Return what came of each: of a refusal, its code."""
    return [getattr(outcome, "code", outcome) for outcome in outcomes]


def test_double_click_makes_one_comment():
    report = scenes.published().report

    posted = at_once(*[lambda: post(report) for _ in range(4)])

    assert posted == [Comment.objects.get()] * 4


def test_two_moderators_never_decide_the_same_comment_unknowingly():
    comment = CommentFactory(report=scenes.published().report)
    first, second, seen = scenes.moderator(), scenes.moderator(), comments.case_of(comment)

    outcomes = at_once(
        lambda: comments.approve(Comment.objects.get(pk=comment.pk), by=first, seen=seen).status,
        lambda: comments.reject(Comment.objects.get(pk=comment.pk), by=second, reason="No.", seen=seen).status,
    )

    comment.refresh_from_db()
    assert sorted(told(outcomes)) == sorted([comment.status, "decided"])


def test_two_moderators_never_set_what_holds_under_a_report_unknowingly():
    report = scenes.published().report
    seen = comments.rules_of(report)

    def say(mode):
        moderator = scenes.moderator()
        return lambda: comments.set_rules(report, last_day=None, holding=mode, by=moderator, seen=seen).holding

    outcomes = at_once(say("all"), say("none"))

    assert sorted(told(outcomes)) == sorted([Report.objects.get().holding, "changed"])


def test_answering_and_deciding_do_not_lock_each_other_out():
    report = scenes.published().report
    parents = ApprovedCommentFactory.create_batch(5, report=report)
    moderator = scenes.moderator()

    def answer():
        return [post(report, text="Why?", parent=parent).status for parent in parents]

    def take_back():
        return [comments.reject(parent, by=moderator, reason="No.").status for parent in reversed(parents)]

    _answered, taken_back = at_once(answer, take_back)

    assert taken_back == ["rejected"] * 5


def test_limit_lets_through_exactly_as_many_as_it_says():
    cache.clear()
    request = RequestFactory().get("/")

    waits = at_once(*[lambda: seconds_to_wait(request, action="comment", rates="5/h") for _ in range(20)])

    assert waits.count(0) == 5
