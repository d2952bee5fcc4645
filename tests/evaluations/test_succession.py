"""What is noted of an edition when it is published: which answers it tells otherwise than the one before."""

import pytest
from django.core.exceptions import ValidationError

from evaluations import bylines, drafts, signing, workflow
from evaluations.choices import ChangeClass, ReportKind
from evaluations.models import Edition
from evaluations.reading import Reading
from evaluations.succession import says_the_same
from tests import scenes
from tests.factories import CommitmentFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return scenes.published(level_of_progress="limited", factors="The council paid.", lessons="Ask early.")


def follow(edition, **answers):
    """Publish a correction that answers all as before, but for these."""
    same = {name: getattr(edition, name) for name in ("level_of_progress", "factors", "lessons")}
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")
    return scenes.published(draft, **same | answers)


def test_the_first_edition_changes_nothing(first):
    assert first.changed == []


def test_codes_texts_and_evidence_that_differ_are_noted(first):
    second = follow(first, level_of_progress="complete", factors="The state paid.")
    draft = drafts.correct(second.report, by=scenes.reviewer(), reason="A source was missing.")
    EvidenceFactory(edition=draft, answer_key="2.1.1.evidence")
    same = {name: getattr(second, name) for name in ("level_of_progress", "factors", "lessons")}
    third = scenes.published(draft, **same)

    assert (second.changed, third.changed) == (["1.1", "1.2"], ["2.1.1.evidence"])


def test_what_is_copied_is_not_changed(first):
    assert follow(first, accountability_explanation="Heard in May.").changed == ["2.1.3.explanation"]


def answer(draft):
    Edition.objects.filter(pk=draft.pk).update(lessons="Ask early.")


def add_evidence(draft):
    EvidenceFactory(edition=draft, answer_key="3.evidence")


def remove_evidence(draft):
    draft.evidence_set.all().delete()


def remove_an_evaluator(draft):
    bylines.remove(draft, draft.bylines.get(name="Tomás Ruiz").pk, by=draft.report.lead.user)


def rename_an_evaluator(draft):
    evaluator = draft.bylines.get(name="Tomás Ruiz").evaluator
    evaluator.name = "Tomás Ruiz Vega"
    evaluator.save()


def change_the_plan(draft):
    type(draft.report.commitment).objects.update(problem="Nobody knows what is spent.")


def change_the_language(draft):
    Edition.objects.filter(pk=draft.pk).update(language="es")


class TestNothingNew:
    @pytest.fixture
    def published(self):
        edition = scenes.draft_of_two()
        EvidenceFactory(edition=edition, answer_key="2.2.evidence")
        return scenes.published(edition)

    def submit(self, edition):
        edition = scenes.signed(scenes.justified(Edition.objects.get(pk=edition.pk)))
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

    @pytest.mark.parametrize("change", [ChangeClass.CORRECTION, ChangeClass.UPDATE])
    def test_is_not_submitted(self, published, change):
        draft = drafts.correct(published.report, by=scenes.reviewer(), reason="A date was wrong.", change=change)

        with pytest.raises(ValidationError) as refusal:
            self.submit(draft)

        assert refusal.value.code == "unchanged"

    def test_of_an_imported_page_it_is_known_though_the_register_words_the_plan_otherwise(self, imported):
        draft = drafts.correct(imported.report, by=scenes.reviewer(), reason="A date was wrong.")

        assert says_the_same(Reading(Edition.objects.get(pk=draft.pk)))
        answer(draft)
        assert not says_the_same(Reading(Edition.objects.get(pk=draft.pk)))

    def test_what_the_register_says_since_the_import_is_new(self, imported):
        draft = drafts.correct(imported.report, by=scenes.reviewer(), reason="The plan was amended.")
        change_the_plan(draft)

        assert not says_the_same(Reading(Edition.objects.get(pk=draft.pk)))

    @pytest.fixture
    def imported(self):
        edition = drafts.start(kind=ReportKind.END_OF_COMMITMENT, subject=CommitmentFactory(), by=None)
        edition.source, edition.title, edition.action = "page.txt", "As on the page", "As the page told it."
        edition.save()
        workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)
        return edition

    def test_a_signature_that_was_missing_is_new(self):
        edition = scenes.justified(Edition.objects.get(pk=scenes.draft_of_two().pk))
        lead = edition.report.lead.user
        signing.sign(edition, by=lead, shown=signing.digest(edition))
        workflow.perform(workflow.SUBMIT, edition, by=lead, reason="Tomás is on leave.")
        published = scenes.publish(edition)
        draft = drafts.correct(published.report, by=scenes.reviewer(), reason="Tomás has signed, too.")

        self.submit(draft)

        assert Edition.objects.get(pk=draft.pk).status == "submitted"

    @pytest.mark.parametrize(
        "change",
        [
            answer,
            add_evidence,
            remove_evidence,
            remove_an_evaluator,
            rename_an_evaluator,
            change_the_plan,
            change_the_language,
        ],
        ids=lambda change: change.__name__,
    )
    def test_whatever_the_page_says_otherwise_is_new(self, published, change):
        draft = drafts.correct(published.report, by=scenes.reviewer(), reason="A date was wrong.")
        change(draft)

        self.submit(draft)

        assert Edition.objects.get(pk=draft.pk).status == "submitted"
