import pytest

from tests import scenes


@pytest.fixture
def report():
    """Return a published report."""
    return scenes.published().report


@pytest.fixture
def reviewer(client):
    """Return a reviewer who is signed in."""
    reviewer = scenes.reviewer(first_name="Rosa", last_name="Luna")
    client.force_login(reviewer)
    return reviewer
