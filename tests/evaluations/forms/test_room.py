"""What an evaluator writes beside her answers has as much room as a quotation."""

import pytest
from django.core.exceptions import ValidationError

from evaluations.forms.desk import AskForm, CorrectForm, SubmitForm
from evaluations.forms.remarks import ReplyForm
from evaluations.forms.unlocking import UnlockRequestForm

FIELDS = {
    "a reply": ReplyForm.base_fields["text"],
    "why a signature is missing": SubmitForm.base_fields["reason"],
    "why more is to be opened": UnlockRequestForm.base_fields["reason"],
    "why there is a new edition": CorrectForm.base_fields["reason"],
    "a request for an assignment": AskForm.base_fields["message"],
}


@pytest.mark.parametrize("name", FIELDS)
def test_twenty_thousand_characters_fit_and_one_more_is_refused_in_words(name):
    text = "ñ" * 20_000

    assert FIELDS[name].clean(text) == text
    with pytest.raises(ValidationError, match=r"This has 20001 characters; at most 20000 fit\."):
        FIELDS[name].clean(f"{text}ñ")
