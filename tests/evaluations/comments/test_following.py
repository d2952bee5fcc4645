"""Who comments may ask to hear of the answers."""

import pytest
from django.core import mail

from evaluations import comments, following
from evaluations.models import Comment, Follow, UnconfirmedComment
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.factories import ApprovedCommentFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = {"name": "Ana", "email": "ana@example.org", "text": "Well done."}


def test_a_guest_follows_the_thread_once_she_confirms_the_comment(report):
    waiting = comments.keep_unconfirmed(report, follows=True, **WORDS)
    assert not Follow.objects.exists()

    comment = comments.confirm(waiting)

    follow = Follow.objects.confirmed().get()
    assert (follow.email, follow.thread, follow.pace) == ("ana@example.org", comment, "at-once")


def test_who_does_not_ask_for_it_follows_nothing(report):
    comments.confirm(comments.keep_unconfirmed(report, **WORDS))
    post(report, text="Other words.")

    assert not Follow.objects.exists()


def test_an_account_follows_the_thread_that_it_answers_in(report):
    root, user = ApprovedCommentFactory(report=report), UserFactory()

    comments.post(report, name="Ana", email="", text="So it is.", author=user, parent=root, follows=True)

    assert Follow.objects.values_list("account", "thread", "pace").get() == (user.pk, root.pk, "at-once")


def test_a_guest_whose_email_is_proven_follows_at_once(report):
    comment = post(report, follows=True)

    assert Follow.objects.confirmed().values_list("email", "thread").get() == ("ana@example.org", comment.pk)


def test_a_machine_follows_nothing(report):
    comments.post(report, name="Ana", email="", text="Buy.", author=UserFactory(), follows=True, trapped=True)
    comments.confirm(comments.keep_unconfirmed(report, follows=True, trapped=True, **WORDS))

    assert not Follow.objects.exists()


def test_she_hears_of_an_answer_when_it_is_shown(report, django_capture_on_commit_callbacks):
    moderator = scenes.moderator()
    comment = comments.approve(post(report, follows=True), by=moderator)
    answer = post(report, name="Luz", email="luz@example.org", text="No.", parent=comment)
    comments.approve(answer, by=moderator)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        following.send()

    assert [(message.to, "Luz on" in message.body, "Ana on" in message.body) for message in mail.outbox] == [
        (["ana@example.org"], True, False)
    ]


@pytest.mark.parametrize("ticked", [True, False])
def test_the_form_has_a_box_for_it(client, report, ticked):
    page = client.get(f"{report.get_absolute_url()}reply/")
    opened = page.context["form"].initial["opened"]
    said = {**WORDS, "opened": opened, **({"follow": "on"} if ticked else {})}

    client.post(f"{report.get_absolute_url()}reply/", said)

    assert UnconfirmedComment.objects.get().follows == ticked
    assert not Comment.objects.exists()
