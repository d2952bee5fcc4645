"""What the suite holds itself to."""

from pathlib import Path


def test_no_test_rolls_back_by_serialising():
    """Mixed with tests that do not, rows of the migrations come back twice; see `_groups_outlive_a_flush`."""
    asked = "serialized_" + "rollback=True"

    assert [path.name for path in Path(__file__).parent.rglob("*.py") if asked in path.read_text("utf-8")] == []
