from io import StringIO

import pytest
from django.core.management import call_command

from tests import scenes

pytestmark = pytest.mark.django_db


def run():
    out, err = StringIO(), StringIO()
    call_command("publish_scheduled", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_says_what_was_published_and_what_was_not_and_why():
    fit, held = (scenes.made_due(scenes.scheduled()) for _ in range(2))
    scenes.remark(held)

    told = run()

    assert told == (
        f"Report {fit.report_id} is published.\n",
        f"Report {held.report_id} is not published: A remark is still open. Resolve it, or send the report back.\n",
    )
    assert run() == ("", "")


def test_says_nothing_while_nothing_is_due():
    scenes.scheduled()

    assert run() == ("", "")
