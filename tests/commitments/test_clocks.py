from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.clocks import age_of


@pytest.mark.parametrize(
    ("seconds", "age"),
    [(0, "less than a minute"), (59, "less than a minute"), (61, "1\xa0minute"), (60 * 60 * 25, "1\xa0day, 1\xa0hour")],
)
def test_an_age_is_told_in_words_from_its_first_second(seconds, age):
    assert age_of(timezone.now() - timedelta(seconds=seconds)) == age
