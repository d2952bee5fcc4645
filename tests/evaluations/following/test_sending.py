"""Who is told what, and when."""

import pytest
from django.core.management import call_command

from evaluations import comments, following, notifications, withdrawing
from evaluations.choices import CommentStatus
from evaluations.models import Comment, Follow, Mail, Report
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory, CommitmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(messages):
    """Return the lines of a mail that name what is new."""
    return [line.removeprefix("* ") for line in messages[0].body.splitlines() if line.startswith("* ")]


def by(name, report):
    return f"{name} on “{report.current.title}”"


@pytest.fixture
def moderator():
    return scenes.moderator()


def test_a_comment_is_told_once_with_its_first_words_and_link(report, send):
    follow = followers.guest(report)
    comment = ApprovedCommentFactory(report=report, name="Ana Ríos", text="The ledger\n\nwas " + "very " * 60 + "late.")

    (message,), again = send(), send()

    assert again == []
    assert (message.to, message.subject) == (["luz@example.org"], f"News of: {report.current.title}")
    assert told([message]) == [by("Ana Ríos", report)]
    assert f"http://127.0.0.1:8000{comment.get_absolute_url()}" in message.body
    assert "The ledger was very very" in message.body
    assert "late." not in message.body
    assert f"http://127.0.0.1:8000/following/{follow.token}/\n" in message.body


def test_mail_programs_stop_it_with_one_click(report, send):
    follow = followers.guest(report)
    ApprovedCommentFactory(report=report)

    (message,) = send()

    assert {name: message.extra_headers[name] for name in message.extra_headers} == {
        "List-Unsubscribe": f"<http://127.0.0.1:8000/following/{follow.token}/stop/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_a_thread_tells_its_own_comments_alone(report, send):
    root, other = ApprovedCommentFactory.create_batch(2, report=report)
    followers.account(root, user=UserFactory(email="ana@example.org"))
    ApprovedCommentFactory(report=report, parent=root, name="Answer")
    ApprovedCommentFactory(report=report, parent=other, name="Elsewhere")
    scenes.responded(report)

    (message,) = send()

    assert (message.to, message.subject) == (["ana@example.org"], f"New in a thread under: {report.current.title}")
    assert told([message]) == [by("Answer", report)]


def test_what_came_before_she_followed_is_not_told(report, send):
    ApprovedCommentFactory(report=report)
    followers.guest(report)

    assert send() == []


def test_an_account_finds_all_that_it_follows_by_signing_in(report, send):
    followers.account(report)
    ApprovedCommentFactory(report=report)

    (message,) = send()

    assert "http://127.0.0.1:8000/following/\n" in message.body


def test_her_own_comments_are_not_told(report, send):
    user = UserFactory(email="ana@example.org")
    followers.account(report, user=user)
    followers.guest(report, email="ANA@example.org")
    ApprovedCommentFactory(report=report, author=user, email="", browser=None)
    ApprovedCommentFactory(report=report, email="Ana@example.org")
    assert send() == []

    ApprovedCommentFactory(report=report, name="Somebody else")
    ApprovedCommentFactory(report=report, author=UserFactory(), email="", browser=None, name="Another")

    assert [told([message]) for message in send()] == [[by("Somebody else", report), by("Another", report)]] * 2


@pytest.mark.parametrize("status", ["held", "rejected", "spam"])
def test_what_is_not_shown_is_not_told(report, send, status):
    followers.guest(report)
    CommentFactory(report=report, status=status)

    assert send() == []


def test_a_held_comment_is_told_when_it_is_approved(report, moderator, send):
    followers.guest(report)
    comment = CommentFactory(report=report, name="Held")
    assert send() == []

    comments.approve(comment, by=moderator)

    assert told(send()) == [by("Held", report)]


def undone(comment, moderator):
    """Let a moderator approve a comment, and take that back."""
    comment.refresh_from_db()
    decision = comments.approve(comment, by=moderator).decisions.standing().last()
    comments.undo(decision.press, by=moderator)
    comment.refresh_from_db()
    return comment


def test_what_was_approved_and_undone_is_not_told_until_it_comes_back(report, moderator, send):
    followers.guest(report)
    comment = undone(CommentFactory(report=report, name="Undone"), moderator)
    ApprovedCommentFactory(report=report, name="Stays")

    assert told(send()) == [by("Stays", report)]

    comments.approve(comment, by=moderator)

    assert told(send()) == [by("Undone", report)]
    assert send() == []
    assert Follow.objects.get().left_out == []


def test_what_was_told_and_undone_is_not_told_again(report, moderator, send):
    followers.guest(report)
    comment = comments.approve(CommentFactory(report=report), by=moderator)
    assert len(send()) == 1

    comments.undo(comment.decisions.last().press, by=moderator)
    comment.refresh_from_db()
    comments.approve(comment, by=moderator)

    assert send() == []


def test_what_is_taken_off_between_the_command_and_the_mail_is_not_told(
    report, moderator, send, django_capture_on_commit_callbacks, mailoutbox
):
    followers.guest(report)
    removed = ApprovedCommentFactory(report=report, name="Removed")
    withdrawn, commenter = written(report, name="Withdrawn")
    with django_capture_on_commit_callbacks(execute=True):
        assert following.send() == 1
        comments.reject(Comment.objects.get(pk=removed.pk), by=moderator, reason="Abuse.")
        comments.withdraw(withdrawn, by=commenter)

    assert mailoutbox == []
    assert Mail.objects.get(kind="news").state == "needless"
    assert Follow.objects.get().left_out == [removed.pk]
    comments.approve(Comment.objects.get(pk=removed.pk), by=moderator)
    assert told(send()) == [by("Removed", report)]


def test_a_change_of_what_was_told_is_not_told(report, send):
    followers.guest(report)
    comment, commenter = written(report)
    assert len(send()) == 1

    change(comment, "Other words.", commenter)

    assert send() == []


def test_a_report_tells_what_was_done_with_it(report, send):
    followers.guest(report)
    title = report.current.title
    scenes.responded(report)
    comments.open_period(report, by=scenes.reviewer())
    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())
    withdrawing.reinstate(report, reason="It was not.", by=scenes.reviewer())
    day = Report.objects.get(pk=report.pk).last_day_for_comment

    messages = send()

    assert told(messages) == [
        f"The government has responded to “{title}”",
        f"Open for public comment until {day.day} {day:%B %Y}: {title}",
        f"Withdrawn: {title}",
        f"Stands again: {title}",
    ]
    assert [words for words in (scenes.RESPONSE, "It was sold.", "It was not.") if words in messages[0].body] == [
        scenes.RESPONSE,
        "It was sold.",
        "It was not.",
    ]


def corrected(report):
    """Return the second edition of a report, which is published."""
    draft = scenes.drafts.correct(report, by=report.current.bylines.first().evaluator.user, reason="A date was wrong.")
    return scenes.published(draft)


def test_a_new_edition_is_told_with_its_reason_and_what_it_changes(report, send):
    followers.guest(report)
    edition = corrected(report)

    messages = send()

    assert told(messages) == [f"Edition 2 of “{edition.title}”"]
    assert [line for line in messages[0].body.splitlines() if "date was wrong" in line or "changes" in line] == [
        "Correction: A date was wrong.",
        f"What it changes: http://127.0.0.1:8000{report.get_absolute_url()}differences/?from=1&to=2",
    ]


def test_what_is_open_no_more_is_not_told(report, send):
    followers.guest(report)
    comments.open_period(report, by=scenes.reviewer())
    scenes.period_over(report)

    assert send() == []


def test_a_member_tells_its_reports_and_no_comments(send):
    commitment = CommitmentFactory()
    followers.guest(commitment.member)
    edition = scenes.published(scenes.draft(commitment=commitment))
    ApprovedCommentFactory(report=edition.report)
    scenes.published()  # another member's

    messages = send()

    assert messages[0].subject == f"News of: {commitment.member.title}"
    assert told(messages) == [f"Published: {edition.title}"]


def test_of_a_withdrawn_report_its_member_tells_that_alone(send):
    commitment = CommitmentFactory()
    followers.guest(commitment.member)
    edition = scenes.published(scenes.draft(commitment=commitment))
    withdrawing.withdraw(edition.report, reason="It was sold.", by=scenes.reviewer())

    assert told(send()) == [f"Withdrawn: {edition.title}"]


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
