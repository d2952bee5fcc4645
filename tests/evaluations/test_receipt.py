"""What was sent is left to those whom a report names no more; what was discarded names nobody."""

import pytest

from evaluations import bylines, drafts, workflow
from evaluations.models import Edition, Receipt, Report
from tests import scenes

pytestmark = pytest.mark.django_db


class TestReceiptsOfWhomItNamesNoMore:
    @pytest.fixture
    def report(self):
        return scenes.published(scenes.draft_of_two()).report

    @pytest.fixture
    def second(self, report):
        return report.current.bylines.get(position=2).evaluator

    def open_anew(self, report):
        return drafts.correct(Report.objects.get(pk=report.pk), by=report.lead.user, reason="A date was wrong.")

    def take_off(self, draft, evaluator):
        bylines.remove(draft, draft.bylines.get(evaluator=evaluator).pk, by=draft.report.lead.user)

    def discard(self, draft):
        draft = Edition.objects.get(pk=draft.pk)
        workflow.perform(workflow.DISCARD, draft, by=draft.report.lead.user, reason="A mistake.")

    def test_who_was_taken_off_what_was_discarded_stands_on_it(self, report, second):
        draft = self.open_anew(report)
        self.take_off(draft, second)
        self.discard(draft)

        assert list(Receipt.objects.left_to(second)) == []

    def test_who_is_taken_off_after_one_was_discarded_does_not(self, report, second):
        self.discard(self.open_anew(report))
        self.take_off(self.open_anew(report), second)

        assert Receipt.objects.left_to(second).get().edition == report.current
