"""`tell_decisions`, on one machine and on two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from evaluations import comments, informing
from evaluations.models import Decision, Mail

from .decided import held

pytestmark = pytest.mark.django_db


def test_the_command_says_of_how_many_decisions_it_told(report, moderator, capsys, monkeypatch):
    comments.approve(held(report), by=moderator)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    call_command("tell_decisions")

    assert capsys.readouterr().out == "Decisions told of: 1.\n"


@pytest.mark.django_db(transaction=True)
def test_two_machines_tell_each_once(report, moderator, monkeypatch):
    for _ in range(5):
        comments.approve(held(report), by=moderator)
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    def run(_number):
        try:
            return informing.inform()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 5
    assert Mail.objects.filter(kind="comment_decided").count() in (1, 2)
    assert not Decision.objects.filter(told_at=None).exists()
