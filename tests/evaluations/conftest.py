import pytest

from tests import scenes


@pytest.fixture
def report():
    """Return a published report."""
    return scenes.published().report
