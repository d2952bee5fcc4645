import pytest
from django.core import mail

from evaluations import following
from tests import scenes


@pytest.fixture
def moderator():
    return scenes.moderator()


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Return what lets the command run, and returns the mails that it led to."""

    def run():
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            following.send()
        return list(mail.outbox)

    return run
