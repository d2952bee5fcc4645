"""What the command refuses whole, before anything is written."""

import pytest
from django.core.management import CommandError, call_command

from commitments.models import Commitment, Member
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_a_wrong_row_keeps_the_right_ones_out(run):
    with pytest.raises(CommandError) as refused:
        run({}, {"Commitment Unique Identifier": "nonsense"})

    assert refused.value.returncode == 1
    assert str(refused.value).splitlines()[1:] == [
        "Row 3, column “Commitment Unique Identifier”: “NONSENSE” is not two to five letters and four digits."
    ]
    assert Member.objects.count() == 0


@pytest.mark.parametrize("place", ["", "missing.csv"])
def test_a_path_that_cannot_be_read(tmp_path, place):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("import_commitments", str(tmp_path / place))

    assert refused.value.returncode == 2


def test_a_plan_that_is_recorded_for_another_member(run):
    ActionPlanFactory(ogp_id="AP_XAR01", member=MemberFactory(national=True, country="Boeotia"))

    with pytest.raises(CommandError, match="Action plan AP_XAR01 is recorded for Boeotia, not for Arcadia"):
        run({})

    assert not Member.objects.filter(country="Arcadia").exists()


def test_a_commitment_that_is_recorded_for_another_member(run):
    CommitmentFactory(ogp_id="XA0001", member=MemberFactory(national=True, country="Boeotia"))

    with pytest.raises(CommandError, match="XA0001 is recorded for Boeotia, not for Arcadia"):
        run({})

    assert not Member.objects.filter(country="Arcadia").exists()


def test_a_code_that_is_recorded_for_another_member(run):
    MemberFactory(national=True, country="Arcadia")
    MemberFactory(national=True, country="Boeotia", ogp_code="XAR")

    with pytest.raises(CommandError, match="The code XAR is recorded for Boeotia, not for Arcadia"):
        run({})

    assert Commitment.objects.count() == 0
