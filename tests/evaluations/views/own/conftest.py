"""Nobody was there before, and mails leave when they are queued."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_came_before():
    cache.clear()


@pytest.fixture
def queue(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)
