"""What of an edition is indexed; what is found by it, test_filters.py tells."""

import pytest

from evaluations.models import Edition, search_query
from evaluations.saving import LONGEST_ANSWER
from tests import scenes

pytestmark = pytest.mark.django_db

FILLING = "The council published the ledger and asked the residents about it. " * LONGEST_ANSWER


def editions_with(words):
    return list(Edition.objects.filter(search=search_query(words)))


@pytest.mark.parametrize("language", ["en", "es", "ka"])
def test_the_last_word_of_the_longest_answers_is_found(language):
    edition = scenes.draft()
    edition.language = language
    last_words = ["aqueducts", "Participación", "ზღვა"]
    columns = ["progress_explanation", "access_explanation", "lessons"]
    for column, word in zip(columns, last_words, strict=True):
        setattr(edition, column, f"{FILLING[: LONGEST_ANSWER - len(word) - 1]} {word}")

    edition.save()

    assert [editions_with(word) for word in (*last_words, "participacion", "aqueduct")] == [[edition]] * 5


def test_answers_of_ever_new_words_are_saved_and_found_as_far_as_postgresql_holds_them():
    edition = scenes.draft()
    answers = [prompt.column for prompt in edition.form.prompts if prompt.column and not prompt.options]
    for number, column in enumerate(answers):
        words = " ".join(f"çäé{number:02}{word:04}-éöñ{word}" for word in range(1800))
        setattr(edition, column, words[:LONGEST_ANSWER])

    edition.save()

    assert editions_with("çäé000000") == [edition]
    assert editions_with(f"cae{len(answers) - 1:02}1700") == []
