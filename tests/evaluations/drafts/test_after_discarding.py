"""A discarded edition is in nobody's way: neither of what is left to somebody, nor of what a browser keeps."""

import pytest

from evaluations import bylines, drafts, workflow
from evaluations.models import Edition, Receipt, Report
from evaluations.views.desk.keeping import _STORED, is_among
from tests import scenes

pytestmark = pytest.mark.django_db
COLLEAGUE = "Tomás Ruiz"


@pytest.fixture
def first():
    return scenes.published(scenes.draft_of_two())


def begin(first, reason="A date was wrong."):
    return drafts.correct(Report.objects.get(pk=first.report_id), by=first.report.lead.user, reason=reason)


def discard(draft):
    lead = draft.report.lead.user
    workflow.perform(workflow.DISCARD, Edition.objects.get(pk=draft.pk), by=lead, reason="Begun by mistake.")


def take_off(edition, name):
    bylines.remove(edition, edition.bylines.get(name=name).pk, by=edition.report.lead.user)


def colleague_of(edition):
    return edition.bylines.get(name=COLLEAGUE).evaluator


def test_whoever_was_taken_off_it_stands_on_the_published_one_still(first):
    draft = begin(first)
    take_off(draft, COLLEAGUE)

    discard(draft)

    assert not Receipt.objects.left_to(colleague_of(first)).exists()


def test_whoever_was_taken_off_the_next_is_left_what_she_sent(first):
    discard(begin(first))

    take_off(begin(first, "Another date was wrong."), COLLEAGUE)

    assert Receipt.objects.left_to(colleague_of(first)).exists()


def test_a_reason_for_the_next_that_is_the_same_is_not_stored_yet(first):
    discard(begin(first))
    rows, fields = _STORED["correction"]

    stored = rows(Edition.objects.filter(pk=first.pk), "")

    assert not is_among(stored, {"change_reason": "A date was wrong."}, fields)
