"""A guest's words become one comment, whatever happens at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations import comments
from evaluations.models import Comment, UnconfirmedComment
from tests import scenes
from tests.at_once import at_once

WORDS = {"name": "Ana", "email": "ana@example.org", "text": "Well done."}


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_comment():
    waiting = comments.keep_unconfirmed(scenes.published().report, **WORDS)

    made = at_once(*[lambda: comments.confirm(waiting) for _ in range(4)])

    assert made == [Comment.objects.get()] * 4


@pytest.mark.django_db(transaction=True)
def test_confirming_and_destroying_at_once_leave_all_or_nothing():
    waiting = comments.keep_unconfirmed(scenes.published().report, **WORDS)

    at_once(lambda: comments.confirm(waiting), lambda: comments.discard(waiting))

    assert Comment.objects.count() == UnconfirmedComment.objects.count()


@pytest.mark.django_db
def test_the_database_takes_no_comment_of_a_guest_who_confirmed_nothing(report):
    with pytest.raises(IntegrityError, match="confirmed no email"), transaction.atomic():
        Comment.objects.create(report=report, edition=report.current, **WORDS)


@pytest.mark.django_db
def test_words_stand_in_one_place(report):
    waiting = comments.keep_unconfirmed(report, **WORDS)
    comments.confirm(waiting)

    with pytest.raises(IntegrityError, match="has_words_until"), transaction.atomic():
        UnconfirmedComment.objects.update(text="Well done.")


@pytest.mark.django_db
@pytest.mark.parametrize("days", [29, 31])
def test_words_wait_for_thirty_days(report, days, capsys):
    waiting = comments.keep_unconfirmed(report, **WORDS)
    moment = timezone.now() - timedelta(days=days)
    UnconfirmedComment.objects.update(written_at=moment, linked_at=timezone.now())

    call_command("forget_unconfirmed_comments")

    assert capsys.readouterr().out.splitlines()[0] == f"Unconfirmed comments removed: {int(days > 30)}."
    if days > 30:
        with pytest.raises(ValidationError, match="kept no longer"):
            comments.confirm(waiting)
    else:
        assert comments.confirm(waiting).text == "Well done."
