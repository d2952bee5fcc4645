"""Whoever commented has herself forgotten."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from evaluations import comments, following, notifications
from evaluations.comments import Commenter
from evaluations.models import Act, Comment, Complaint, EarlierText, Follow, Mail, UnconfirmedComment
from tests import scenes
from tests.evaluations.comments.guests import BROWSER, post
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, BadgeFactory, CommentFactory, EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


def test_her_words_stay_and_nothing_tells_whose_they_were(client, report):
    comment, her = written(report, ago=A_DAY, text="It was built.")
    change(comment, "It was built in May.", her)
    answer = ApprovedCommentFactory(report=report, parent=comment, name="Eva")

    assert comments.erase(her) == 1

    comment.refresh_from_db()
    page = client.get(report.get_absolute_url()).text
    assert (comment.name, comment.email, comment.author, comment.browser) == ("", "", None, None)
    assert comment.is_approved
    assert ("Luz Prueba" in page, "former commenter" in page, "It was built in May." in page) == (False, True, True)
    assert "in reply to <bdi>former commenter</bdi>" in page
    assert "former commenter" in client.get(comment.get_absolute_url() + "earlier/").text
    assert (
        "Reply to <bdi>former commenter</bdi>"
        in client.get(f"{reverse('evaluations:reply', args=[report.slug])}?to={comment.pk}").text
    )
    assert Comment.objects.get(pk=answer.pk).parent == comment
    assert Act.objects.filter(kind="erase-commenter", by=None, role="commenter", row=comment.pk).exists()


def test_she_is_erased_everywhere_and_nobody_else_is(report):
    hers = {"browser": BROWSER, "email": "ana@example.org"}
    other = scenes.published().report
    for place in (report, other):
        ApprovedCommentFactory(report=place, **hers)
    ApprovedCommentFactory(report=other, browser=BROWSER, email="eva@example.org", name="Eva")
    written(report, author=UserFactory(email="ana@example.org"))

    assert comments.erase(Commenter(emails=frozenset({"Ana@example.org"}))) == 2

    assert sorted(Comment.objects.exclude(name="").values_list("name", flat=True)) == ["Eva", "Luz Prueba"]


def test_what_waits_is_withdrawn_and_its_words_are_destroyed(report):
    comment, her = written(report, factory=CommentFactory, text="My telephone is 555.")

    comments.erase(her)

    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.shown_at) == ("withdrawn", "", None)


def test_she_may_withdraw_all_of_it_and_then_no_word_is_left(client, report):
    comment, her = written(report, ago=A_DAY, text="It was built.")
    change(comment, "It was never built.", her)
    ApprovedCommentFactory(report=report, parent=comment, name="Eva")

    comments.erase(her, withdrawing=True)

    comment.refresh_from_db()
    assert (comment.status, comment.text, EarlierText.objects.count()) == ("withdrawn", "", 0)
    assert "A comment was withdrawn by its author on" in client.get(report.get_absolute_url()).text


def test_what_she_withdrew_before_is_destroyed(report):
    comment, her = written(report, text="It was built.")
    comments.withdraw(comment, by=her)

    comments.erase(her)

    comment.refresh_from_db()
    assert (comment.text, comment.name) == ("", "")


def test_what_a_moderator_turned_down_keeps_its_words_for_the_record(report):
    comment, her = written(report, text="An insult.")
    comments.reject(comment, by=scenes.moderator(), reason="An insult.")

    comments.erase(her, withdrawing=True)

    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.name) == ("rejected", "An insult.", "")


def test_a_badge_says_for_whom_it_was_said_and_not_by_whom(client, report):
    badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=scenes.moderator())
    comment, her = written(report, author=badge.account, name=badge.name, badge=badge, text="We answer.")
    comments.pin(comment, by=scenes.moderator())

    comments.erase(her)

    page = client.get(report.get_absolute_url()).text
    assert (badge.name in page, page.count("<bdi>former commenter</bdi>")) == (False, 2)
    assert page.count("Government") >= 2


def test_words_that_are_not_confirmed_yet_go_too(report):
    for email in ("ana@example.org", "eva@example.org"):
        comments.keep_unconfirmed(report, name="Ana", email=email, text="Well done.")

    comments.erase(Commenter(emails=frozenset({"Ana@example.org"})))

    assert list(UnconfirmedComment.objects.values_list("email", flat=True)) == ["eva@example.org"]


def test_she_follows_nothing_any_more_and_nobody_else_stops(report):
    account = UserFactory()
    followers.account(report, user=account)
    followers.guest(report, email="Ana@example.org")
    following.ask(report.member, email="ana@example.org", pace="daily")
    others = [followers.account(report), followers.guest(report, email="eva@example.org")]

    comments.erase(Commenter(account, emails=frozenset({"ana@example.org"})))

    assert list(Follow.objects.order_by("pk")) == others
    assert not Mail.objects.filter(kind__in=["confirm_follow", "news"], email__iexact="ana@example.org").exists()


def test_she_is_a_stranger_afterwards(report):
    post(report)
    Comment.objects.update(status="approved", html="<p>Well done.</p>")
    her = Commenter(emails=frozenset({"ana@example.org"}), browser=BROWSER)

    comments.erase(her)

    # Nobody's from now on, though it is new, and she a person without account, email and browser, as any who passes by.
    assert [who.wrote(Comment.objects.get()) for who in (her, Commenter())] == [False, False]
    assert not comments.has_confirmed(BROWSER, "ana@example.org")
    assert post(report, text="Again.").held_because == "From a guest."


def test_an_import_does_not_take_her_comment_for_another_s(report):
    comment, her = written(report, text="Well done.")
    comments.erase(her)

    found = SimpleNamespace(name="", text="Well done.", replies=[])
    assert comments.adopt(report, [found]) == []
    assert Comment.objects.get().pk == comment.pk


def test_what_fell_into_the_trap_goes_as_what_waits(report):
    spam, her = written(report, factory=CommentFactory, status="spam", text="My telephone is 555.")

    comments.erase(her)

    spam.refresh_from_db()
    assert (spam.status, spam.text) == ("withdrawn", "")


def test_no_log_and_no_outbox_tells_who_she_was(client, report):
    comments.keep_unconfirmed(report, name="Ana", email="ana@example.org", text="Well done.")
    ApprovedCommentFactory(report=report, email="Ana@example.org", held_because="“Ana” is on the list of words.")
    client.force_login(scenes.moderator())
    comment = Comment.objects.get()
    sent = {"seen": f"{comment.pk} {comments.case_of(comment)}", "rule": "insult", "reason": "Abuse."}
    client.post("/admin/evaluations/comment/decide/reject/", sent)

    comments.erase(Commenter(emails=frozenset({"ana@example.org"})))

    assert LogEntry.objects.get().object_repr == f"comment {comment.pk} on report {report.pk}"
    assert Mail.objects.get(kind="confirm_comment").email == ""
    assert Comment.objects.get().held_because == ""


def test_no_mail_that_was_sent_tells_of_her(report, django_capture_on_commit_callbacks):
    comment, her = written(report, author=UserFactory(email="luz@example.org"))
    decision = comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult").decisions.last()
    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_author_of_decisions([decision])
    other = Mail.objects.create(kind="named", account=her.account, email="luz@example.org", task="x", arguments=[1])

    comments.erase(her)

    told = Mail.objects.filter(kind="comment_decided").values_list("state", "account", "email", "arguments")
    assert list(told) == [("sent", None, "", [])]
    other.refresh_from_db()
    assert (other.account, other.arguments) == (her.account, [1])


@pytest.mark.parametrize("known", [UserFactory, EvaluatorFactory])
def test_nor_does_one_whose_row_names_whom_the_site_knows_by_that_email(
    report, known, django_capture_on_commit_callbacks
):
    known(email="ana@example.org", **({"user": None} if known is EvaluatorFactory else {}))
    comment = CommentFactory(report=report, email="Ana@example.org")
    decision = comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult").decisions.last()
    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_author_of_decisions([decision])
    Mail.objects.update(email="")  # as manage.py forget_emails does

    comments.erase(Commenter(emails=frozenset({"ana@example.org"})))

    told = Mail.objects.filter(kind="comment_decided").values_list("account", "evaluator", "arguments")
    assert list(told) == [(None, None, [])]


def test_a_mail_about_her_that_waits_is_not_sent(report, django_capture_on_commit_callbacks, mailoutbox):
    comment, her = written(report, author=UserFactory(email="luz@example.org"))
    decision = comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult").decisions.last()

    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_author_of_decisions([decision])
        comments.erase(her)

    told = Mail.objects.filter(kind="comment_decided").values_list("state", "account", "email")
    assert list(told) == [("needless", None, "")]
    assert not [one for one in mailoutbox if one.to == ["luz@example.org"]]


def test_of_what_she_complained_nobody_learns(report):
    _comment, her = written(report)
    her = replace(her, emails=frozenset({"luz@example.org"}))
    others = ApprovedCommentFactory.create_batch(3, report=report)
    comments.complain(others[0], rule="private", text="I am her sister.", account=her.account)
    comments.complain(others[1], rule="private", text="I am her sister.", email="Luz@example.org")
    comments.complain(others[2], rule="private", text="I am not.", email="eva@example.org")

    comments.erase(her)

    told = Complaint.objects.order_by("pk").values_list("account", "email", "text")
    assert list(told) == [(None, "", ""), (None, "", ""), (None, "eva@example.org", "I am not.")]


def test_what_quotes_the_words_that_are_destroyed_goes_with_them(report):
    comment, her = written(report, text="My telephone is 555 12 12.")
    comments.complain(comment, rule="private", text="It says: My telephone is 555 12 12.")

    comments.erase(her, withdrawing=True)

    assert Complaint.objects.get().text == ""
