import pytest
from pytest_django.asserts import assertHTMLEqual

from evaluations.forms.answer_box import AnswerBox, length_in_words
from evaluations.narrative import number_of_words
from evaluations.saving import LONGEST_ANSWER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("one", 1),
        ("Elections.\n\n- Budgets\n* laws", 3),
        ("what – if … it's 3.5 % of GDP?", 6),
        ("¿quién más?\u00a0सूचना 中文", 4),
    ],
)
def test_marks_are_no_words(text, words):
    assert number_of_words(text) == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "0 words"),
        ("one", "1 word"),
        ("word " * 1_200, "1,200 words"),
        ("x" * (LONGEST_ANSWER - 2_000), "1 word"),
        ("x" * (LONGEST_ANSWER - 1_999), "1 word · 1,999 characters left"),
        ("🙂a" * (LONGEST_ANSWER // 2 - 1) + "b \n", "1 word · 1 character left"),
        ("x" * LONGEST_ANSWER, "1 word · 0 characters left"),
        ("x" * (LONGEST_ANSWER + 1), "1 word · 1 character too many"),
    ],
)
def test_it_tells_what_is_left_only_near_the_limit(text, told):
    assert length_in_words(text) == told


def test_no_text_is_near_the_limit_below_20_000_characters():
    assert length_in_words("x" * 20_000) == "1 word"


def test_the_length_is_bound_to_the_box_after_its_hint():
    html = AnswerBox().render("q-1-2", "<Two> words", {"id": "q-1-2", "aria-describedby": "q-1-2_helptext"})

    assertHTMLEqual(
        html,
        """
        <textarea name="q-1-2" cols="40" rows="8" class="prose-input" id="q-1-2"
                  aria-describedby="q-1-2_helptext q-1-2_length">&lt;Two&gt; words</textarea>
        <p class="text-length" id="q-1-2_length" data-length-of="q-1-2" data-longest="30000" data-nearly-full="28000"
           data-words-one="{count} word" data-words-other="{count} words"
           data-left-one="{count} character left" data-left-other="{count} characters left"
           data-over-one="{count} character too many" data-over-other="{count} characters too many">2 words</p>
        """,
    )
