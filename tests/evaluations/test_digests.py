"""Moderators are mailed what waits for them: once a day, and never for each comment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from evaluations import comments, digests
from evaluations.models import Comment, Digest, Mail
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return scenes.moderator(email="luz@example.org", first_name="Luz", last_name="Prueba")


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def run():
        with django_capture_on_commit_callbacks(execute=True):
            return digests.send()

    return run


def test_one_mail_tells_how_much_waits_and_how_long(report, moderator, send):
    mail.outbox.clear()
    CommentFactory.create_batch(3, report=report, text="Secret words.")

    assert (send(), send()) == (1, 0)

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["luz@example.org"], "3 comments wait for a moderator")
    assert "/moderation/" in message.body
    assert "Secret words." not in message.body
    assert Mail.objects.get(kind="moderation_digest").account == moderator


def test_what_is_held_and_complained_of_counts_once(report, moderator, send):
    comment, her = written(report, ago=timedelta(days=1))
    comments.complain(comment, rule="insult")
    change(Comment.objects.get(), "See https://spam.example", her)
    mail.outbox.clear()

    send()

    (message,) = mail.outbox
    assert message.subject == "1 comment waits for a moderator"
    assert ("- 1 is held" in message.body, "- of 1 readers have complained" in message.body) == (True, True)


def test_nobody_is_mailed_where_nothing_waits(report, moderator, send):
    comments.approve(CommentFactory(report=report), by=moderator)

    assert send() == 0


def test_what_she_may_not_decide_is_not_told(report, moderator, send):
    CommentFactory(report=report)
    evaluator = report.current.bylines.first().evaluator
    evaluator.user = moderator
    evaluator.save()

    assert send() == 0


def test_nobody_but_moderators_is_mailed(report, moderator, send):
    CommentFactory(report=report)
    for other in (scenes.reviewer(), UserFactory(is_superuser=True, is_staff=True)):
        assert other.email
    moderator.is_active = False
    moderator.save()

    assert send() == 0


def test_what_was_decided_before_the_mail_left_is_not_told(report, moderator, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    comment = CommentFactory(report=report)
    with django_capture_on_commit_callbacks(execute=True):
        digests.send()
        comments.approve(comment, by=moderator)

    assert mail.outbox == []


def test_the_command_says_how_many(report, moderator, capsys):
    CommentFactory(report=report)

    call_command("send_moderation_digests")

    assert capsys.readouterr().out == "Digests queued: 1.\n"


@pytest.mark.django_db(transaction=True)
def test_two_machines_send_one(report, moderator):
    CommentFactory(report=report)

    def run(_number):
        try:
            return digests.send()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [0, 1]
    assert Digest.objects.count() == 1


def test_an_appeal_that_no_moderator_may_answer_is_told_to_who_manages_the_site(report, moderator, send):
    keeper = UserFactory(is_superuser=True, is_staff=True, email="keeper@example.org")
    comment = comments.reject(CommentFactory(report=report), by=moderator, reason="Abuse.")
    assert send() == 0
    comments.appeal(comments.appealable(comment), "It is none.")
    mail.outbox.clear()

    assert send() == 1

    assert mail.outbox[0].to == [keeper.email]
    assert "on 1 its author has appealed" in mail.outbox[0].body


def test_where_another_moderator_may_she_is_told(report, moderator, send):
    UserFactory(is_superuser=True, is_staff=True)
    other = scenes.moderator()
    comment = comments.reject(CommentFactory(report=report), by=moderator, reason="Abuse.")
    comments.appeal(comments.appealable(comment), "It is none.")
    mail.outbox.clear()

    send()

    assert [one.to for one in mail.outbox] == [[other.email]]
