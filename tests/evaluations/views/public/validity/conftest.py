import pytest

from tests import scenes


@pytest.fixture
def edition():
    return scenes.published()


@pytest.fixture
def url(edition):
    return edition.report.get_absolute_url()
