import pytest

from evaluations.account import account_mark, is_mark_of, marks_before
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

KEYS = [f"a-key-of-the-year-{year}-that-nobody-guesses-{year}" for year in (2024, 2025, 2026)]


def test_a_mark_holds_as_long_as_its_key_is_accepted(settings):
    user, other = UserFactory(), UserFactory()
    marks = []
    for key in KEYS:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, []
        marks.append(account_mark(user))

    settings.SECRET_KEY_FALLBACKS = [KEYS[1]]

    assert marks_before(user) == [marks[1]]
    assert [is_mark_of(user, mark) for mark in (*marks, "", "ünd")] == [False, True, True, False, False]
    assert [is_mark_of(other, mark) for mark in marks] == [False, False, False]
