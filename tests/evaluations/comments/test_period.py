"""A report is open for public comment for two weeks, and takes no comments afterwards."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from evaluations import comments, permissions, withdrawing
from evaluations.models import Report
from tests import scenes
from tests.factories import CommentFactory, UserFactory

from .guests import post

pytestmark = pytest.mark.django_db


def opened(report=None):
    report = report or scenes.published().report
    return comments.open_period(report, by=scenes.reviewer())


@pytest.mark.parametrize("zone", ["UTC", "America/Mexico_City", "Pacific/Auckland"])
def test_it_ends_at_midnight_of_the_fourteenth_day_where_the_member_is(zone):
    report = scenes.published().report
    type(report.member).objects.update(time_zone=zone)

    stored = opened(report)

    end = stored.comments_close_at.astimezone(ZoneInfo(zone))
    today = timezone.localdate(timezone=ZoneInfo(zone))
    assert (end.date(), end.hour, end.minute) == (today + timedelta(days=15), 0, 0)
    assert stored.last_moment_for_comment.astimezone(ZoneInfo(zone)).date() == today + timedelta(days=14)
    assert (stored.is_open_for_public_comment, stored.is_closed_for_comment) == (True, False)


def test_comments_are_taken_while_it_runs_and_not_afterwards():
    report = opened()
    post(report, text="While it runs.")

    report = scenes.period_over(report)

    with pytest.raises(PermissionDenied):
        post(report, text="Too late.")
    assert list(report.comments.values_list("text", flat=True)) == ["While it runs."]


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_what_was_written_before_its_end_is_taken_afterwards(seconds, is_taken):
    report = scenes.period_over(opened())

    written_at = report.comments_close_at + timedelta(seconds=seconds)

    assert permissions.can_comment(AnonymousUser(), report, written_at=written_at) is is_taken


def test_what_waited_is_approved_after_its_end():
    comment = CommentFactory(report=opened())
    scenes.period_over(comment.report)

    comments.approve(comment, by=scenes.moderator())

    assert comment.report.comments.approved().count() == 1


def test_it_is_opened_again_once_it_is_over():
    report = scenes.period_over(opened())

    again = opened(report)

    assert again.is_open_for_public_comment
    post(again, text="Once more.")


def test_a_report_that_is_open_is_not_opened_again():
    report = opened()

    with pytest.raises(ValidationError) as refusal:
        opened(report)

    assert refusal.value.code == "status"
    assert Report.objects.get().comments_close_at == report.comments_close_at


def test_a_withdrawn_report_is_not_opened():
    report = scenes.published().report
    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

    with pytest.raises(ValidationError) as refusal:
        opened(report)

    assert refusal.value.code == "status"


@pytest.mark.parametrize(
    "person",
    [scenes.moderator, UserFactory, lambda: Report.objects.get().lead.user],
    ids=["moderator", "stranger", "lead"],
)
def test_nobody_but_reviewers_opens_one(person):
    report = scenes.published().report

    with pytest.raises(PermissionDenied):
        comments.open_period(report, by=person())


def test_what_is_not_published_is_not_opened():
    with pytest.raises(PermissionDenied):
        opened(scenes.submitted().report)


@pytest.mark.parametrize(
    "change",
    [
        {"comments_close_at": None},
        {"comments_opened_at": None},
        {"comments_close_at": datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))},
    ],
)
def test_database_wants_a_period_whole(change):
    report = opened()

    with pytest.raises(IntegrityError, match="report_comment_period_is_whole"):
        Report.objects.filter(pk=report.pk).update(**change)
