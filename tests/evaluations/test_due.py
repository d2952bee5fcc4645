from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from evaluations.due import due, due_after, wanted_reports
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory


@pytest.mark.parametrize(
    ("ended", "on"),
    [
        (date(2022, 1, 31), date(2022, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2022, 12, 15), date(2023, 1, 15)),
    ],
)
def test_a_report_is_due_due_after(ended, on):
    assert due_after(ended) == on


@pytest.mark.parametrize(("months", "on"), [(0, date(2022, 1, 31)), (3, date(2022, 4, 30)), (12, date(2023, 1, 31))])
def test_how_many_months_later_is_a_setting(settings, months, on):
    settings.REPORT_DUE_MONTHS = months

    assert due_after(date(2022, 1, 31)) == on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("time_zone", "ended", "is_overdue"),
    [
        ("Pacific/Pago_Pago", date(2022, 2, 13), True),
        ("Pacific/Pago_Pago", date(2022, 2, 14), False),
        ("Pacific/Kiritimati", date(2022, 2, 15), True),
        ("Pacific/Kiritimati", date(2022, 2, 16), False),
    ],
)
def test_a_report_is_overdue_by_the_day_where_its_member_is(monkeypatch, time_zone, ended, is_overdue):
    # The 14th is not over on Pago Pago, when the 16th has begun on Kiritimati.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 3, 15, 10, 30, tzinfo=UTC))
    member = MemberFactory(time_zone=time_zone)
    CommitmentFactory(member=member, completed_on=ended)

    (found,) = due(scenes.evaluator_for(member))

    assert found.is_overdue is is_overdue


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("completed_on", "ends_on", "on"),
    [
        (date(2022, 1, 10), date(2022, 3, 10), date(2022, 2, 10)),
        (None, date(2022, 3, 10), date(2022, 4, 10)),
        (None, None, date(2022, 6, 10)),
    ],
)
def test_a_commitment_ends_when_it_was_completed_or_was_to_end_or_its_plan_does(completed_on, ends_on, on):
    plan = ActionPlanFactory(ends_on=date(2022, 5, 10))
    commitment = CommitmentFactory(action_plan=plan, completed_on=completed_on, ends_on=ends_on)
    evaluator = scenes.evaluator_for(commitment.member)

    assert [[found.on for found in all_of] for all_of in (due(evaluator), wanted_reports())] == [[on], [on]]
