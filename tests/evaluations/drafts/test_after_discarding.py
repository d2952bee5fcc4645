"""A discarded edition is not in the way of what a browser keeps."""

import pytest

from evaluations import drafts, workflow
from evaluations.models import Edition
from evaluations.views.desk.keeping import _STORED, is_among
from tests import scenes

pytestmark = pytest.mark.django_db


def test_a_reason_for_the_next_that_is_the_same_is_not_stored_yet():
    first = scenes.published()
    lead = first.report.lead.user
    draft = drafts.correct(first.report, by=lead, reason="A date was wrong.")
    workflow.perform(workflow.DISCARD, draft, by=lead, reason="Begun by mistake.")
    rows, fields = _STORED["correction"]

    stored = rows(Edition.objects.filter(pk=first.pk), "")

    assert not is_among(stored, {"change_reason": "A date was wrong."}, fields)
