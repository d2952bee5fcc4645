import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.differences import Kind, pieces

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "New.", [(ADDED, "New.")]),
        ("Old.", "", [(REMOVED, "Old.")]),
        ("The same.", "The same.", [(SAME, "The same.")]),
        (
            "Three of nine districts.",
            "Four of nine districts, in the end.",
            [(REMOVED, "Three "), (ADDED, "Four "), (SAME, "of nine "), (REMOVED, "districts. "),
             (ADDED, "districts, in the end.")],
        ),
        ("One\n\nTwo", "One\n\nAnd\n\nTwo", [(SAME, "One\n\n"), (ADDED, "And\n\n"), (SAME, "Two")]),
        ("Así se hizo", "Asi se hizo", [(REMOVED, "Así "), (ADDED, "Asi "), (SAME, "se hizo")]),
        ("One.\n\nTwo.", "Once.\n\nTwo.", [(REMOVED, "One. "), (ADDED, "Once.\n\n"), (SAME, "Two.")]),
        ("One.\nTwo.", "One.", [(SAME, "One."), (REMOVED, "\nTwo.")]),
        ("More words", "More", [(SAME, "More"), (REMOVED, " words")]),
        ("set in  two\nlines", "set in two lines", [(SAME, "set in two lines")]),
    ],
)  # fmt: skip
def test_difference_is_told_word_by_word(before, after, expected):
    assert pieces(before, after) == expected


@given(*[st.text(st.sampled_from("ab \n.é"), max_size=60)] * 2)
def test_both_texts_can_be_read_from_it(before, after):
    found = pieces(before, after)

    assert "".join(piece.text for piece in found if piece.kind is not REMOVED) == after
    assert "".join(piece.text for piece in found if piece.kind is not ADDED).split() == before.split()


def test_of_texts_that_repeat_their_words_too_often_all_counts_as_new():
    chosen = random.Random(1).choices  # noqa: S311 -- the same words every time
    before, after = (" ".join(chosen([f"w{number}" for number in range(99)], k=6_000)) for _ in range(2))

    assert pieces(before, after) == [(REMOVED, before + " "), (ADDED, after)]


def test_a_long_text_is_compared_paragraph_by_paragraph():
    paragraphs = [f"Paragraph {number} of the minutes says what was said." for number in range(400)]
    after = [*paragraphs[:200], paragraphs[200].replace("said.", "sung."), *paragraphs[201:]]

    found = pieces("\n\n".join(paragraphs), "\n\n".join(after))

    assert [piece for piece in found if piece.kind is not SAME] == [(REMOVED, "said. "), (ADDED, "sung.\n\n")]
