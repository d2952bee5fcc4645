"""Who decides, and how whom it concerns is told an hour later."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from evaluations import informing
from tests import scenes


@pytest.fixture
def moderator():
    return scenes.moderator(first_name="Marta", last_name="Secreta", email="marta@example.org")


@pytest.fixture
def inform(django_capture_on_commit_callbacks, monkeypatch):
    """Return a function that tells whom it concerns, some hours from now, and returns the mails."""

    def run(hours=1.01):
        mail.outbox.clear()
        later = timezone.now() + timedelta(hours=hours)
        with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
            patched.setattr(timezone, "now", lambda: later)
            informing.inform()
        return mail.outbox

    return run
