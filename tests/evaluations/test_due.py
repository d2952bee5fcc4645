from datetime import date

import pytest

from evaluations.due import one_month_after


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2022, 1, 31), date(2022, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2022, 12, 15), date(2023, 1, 15)),
    ],
)
def test_a_report_is_due_one_month_after(day, due):
    assert one_month_after(day) == due
