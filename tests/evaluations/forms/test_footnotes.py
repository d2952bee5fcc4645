import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from evaluations.forms.footnotes import read, written
from evaluations.saving import storable

numbers = st.integers(0, 9999).map(str)
notes = st.text(st.sampled_from("a [12]\n\té—"), max_size=40).map(storable)


@given(st.dictionaries(numbers, notes))
def test_notes_are_written_and_read_back_without_loss(mapping):
    assert read(written(mapping)) == mapping


def test_notes_stand_in_the_order_of_their_numbers():
    notes = {"10": "Ten", "2a": "Two and a bit", "2": "Two\nlines", "1": ""}

    assert written(notes) == "[1]\n[2] Two\nlines\n[2a] Two and a bit\n[10] Ten"


def test_a_line_that_looks_like_a_note_stays_in_its_note():
    assert written({"1": "See\n[2] of the plan"}) == "[1] See\n [2] of the plan"


@pytest.mark.parametrize(("text", "code"), [("Before\n[1] a", "format"), ("[1] a\n[1] b", "twice")])
def test_what_is_no_list_of_notes_is_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        read(text)

    assert refusal.value.code == code
