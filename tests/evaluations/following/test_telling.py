"""What is told of a thread, a report and a member."""

import pytest

from evaluations import comments, following, withdrawing
from evaluations.models import Comment, Follow, Mail, Report
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory, CommitmentFactory, UserFactory

from .telling import by, told

pytestmark = pytest.mark.django_db


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
