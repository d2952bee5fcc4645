"""When followers are written to, and how."""

import pytest
from django.core.management import call_command

from evaluations import comments, following, notifications
from evaluations.choices import CommentStatus
from evaluations.models import Comment, Follow, Mail
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommitmentFactory

from .telling import by, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("pace", "times"), [("at-once", 2), ("daily", 1), ("weekly", 1)])
def test_she_is_told_at_her_pace(report, send, pace, times):
    follow = followers.told_ago(followers.guest(report, pace=pace), days=8)
    mails = []
    for _time in range(2):
        ApprovedCommentFactory(report=report)
        mails += send()
    assert len(mails) == times

    followers.told_ago(follow, days=2)

    assert len(send()) == (pace != "weekly")


def test_what_is_new_since_the_last_mail_comes_in_one(report, send):
    follow = followers.guest(report, pace="daily")
    for number in range(3):
        ApprovedCommentFactory(report=report, name=f"Guest number {number}")
    assert send() == []
    followers.told_ago(follow, hours=25)

    comments_told = [by(f"Guest number {number}", report) for number in range(3)]
    assert told(send()) == [f"Published: {report.current.title}", *comments_told]


def test_one_mail_tells_no_more_than_twenty_things(report, send):
    followers.guest(report)
    for number in range(32):
        ApprovedCommentFactory(report=report, name=f"Guest number {number}")

    messages = send()

    assert told(messages) == [by(f"Guest number {number}", report) for number in range(12, 32)]
    assert "12 that are older are on the site:" in messages[0].body


@pytest.mark.parametrize("lost", [{"is_active": False}, {"email": ""}])
def test_whoever_lost_the_account_or_has_no_email_is_told_nothing(report, send, lost):
    follow = followers.account(report)
    type(follow.account).objects.filter(pk=follow.account_id).update(**lost)
    ApprovedCommentFactory(report=report)

    assert send() == []


@pytest.mark.parametrize("lost", [{"is_active": False}, {"email": ""}])
def test_whoever_loses_it_before_the_mail_leaves_gets_none(
    report, lost, django_capture_on_commit_callbacks, mailoutbox
):
    follow = followers.account(report)
    ApprovedCommentFactory(report=report)
    with django_capture_on_commit_callbacks(execute=True):
        assert following.send() == 1
        type(follow.account).objects.filter(pk=follow.account_id).update(**lost)

    assert mailoutbox == []


def test_who_stops_before_the_mail_leaves_gets_none(report, django_capture_on_commit_callbacks, mailoutbox):
    followers.guest(report)
    ApprovedCommentFactory(report=report)
    with django_capture_on_commit_callbacks(execute=True):
        assert following.send() == 1
        following.stop(Follow.objects.all())

    assert mailoutbox == []


def test_neither_title_nor_name_nor_words_begin_a_line_of_their_own(send):
    edition = scenes.answered(scenes.draft())
    report = scenes.published(edition).report
    followers.guest(report)
    ApprovedCommentFactory(
        report=report, name="Ana\r\nBcc: eve@example.org", text="Well\n* Faked: https://evil.example"
    )

    (message,) = send()

    assert told([message]) == [by("Ana Bcc: eve@example.org", report)]
    assert [line for line in message.body.splitlines() if line.startswith(("Bcc", "* Faked"))] == []


def test_a_title_begins_no_header(send):
    commitment = CommitmentFactory(title="Ledger\r\nBcc: eve@example.org")
    report = scenes.published(scenes.draft(commitment=commitment)).report
    followers.guest(report)
    ApprovedCommentFactory(report=report)

    (message,) = send()

    assert message.message()["Bcc"] is None
    assert message.recipients() == ["luz@example.org"]
    assert "\n" not in message.subject


def test_an_import_is_told_to_those_who_follow_its_member(send):
    follow = followers.guest(CommitmentFactory().member)
    edition = scenes.imported()
    Follow.objects.filter(pk=follow.pk).update(member=edition.report.member)
    followers.told_ago(follow, hours=1)

    assert told(send()) == [f"Published: {edition.title}"]


def test_what_is_queued_names_nobody(report, django_capture_on_commit_callbacks):
    follow = followers.guest(report)
    ApprovedCommentFactory(report=report)
    with django_capture_on_commit_callbacks():
        following.send()

    row = Mail.objects.get(kind="news")
    assert (row.arguments[0], row.arguments[3], row.email, row.report) == (follow.pk, [], "luz@example.org", report)


def test_the_command_says_how_many(report, capsys):
    followers.guest(report)
    ApprovedCommentFactory(report=report)

    call_command("send_news")

    assert capsys.readouterr().out == "News queued: 1.\n"


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_followers_of_other_things(report, number, django_assert_num_queries):
    for _one in range(number):
        followers.guest(scenes.published().report)

    with django_assert_num_queries(1):
        following.send()


def test_the_status_of_a_comment_that_its_author_changed_counts(report, send):
    followers.guest(report)
    comment, commenter = written(report, name="Held again")
    change(comment, "https://a.example https://b.example https://c.example https://d.example", commenter)
    comment.refresh_from_db()

    assert comment.status == CommentStatus.HELD
    assert send() == []


def test_a_mail_that_is_sent_again_tells_what_came_back_meanwhile_and_no_other_mail_does(
    report, moderator, send, settings, django_capture_on_commit_callbacks, mailoutbox
):
    followers.guest(report)
    comment = ApprovedCommentFactory(report=report, name="Came back")
    ApprovedCommentFactory(report=report, name="Stays")
    settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.Down"
    with django_capture_on_commit_callbacks(execute=True):
        following.send()
        comments.reject(Comment.objects.get(pk=comment.pk), by=moderator, reason="Abuse.")
    failed = Mail.objects.get(kind="news")
    assert failed.state == "failed"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    comments.approve(Comment.objects.get(pk=comment.pk), by=moderator)
    assert send() == []
    with django_capture_on_commit_callbacks(execute=True):
        notifications.send_again(failed)

    assert told(mailoutbox) == [by("Came back", report), by("Stays", report)]
    assert send() == []
