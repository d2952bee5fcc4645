"""What is sealed of an edition, when, and what is not."""

import pytest
from django.db import DatabaseError, transaction

from evaluations import drafts, record
from evaluations.models import Edition, Seal
from evaluations.record.hashing import edition_hash, hashes_of, values_by_path
from tests import scenes
from tests.evaluations.record.tampering import behind_djangos_back
from tests.factories import ApprovedCommentFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


def values_of(edition):
    return values_by_path(record.facts(Edition.objects.get(pk=edition.pk)))


def test_publishing_seals_every_value_with_a_salt_of_its_own():
    edition = scenes.draft()
    EvidenceFactory(edition=edition, is_file=True)

    seal = scenes.published(edition).seal

    values = values_of(edition)
    assert set(seal.leaves) == set(seal.salts) == set(values)
    assert len(set(seal.salts.values())) == len(values)
    assert seal.leaves == hashes_of(values, seal.salts)
    assert (seal.hash, seal.before) == (edition_hash(seal.leaves, None), "")


def test_the_values_are_those_of_the_page():
    edition = scenes.draft_of_two()
    piece = EvidenceFactory(edition=edition, is_file=True)
    scenes.published(edition)
    edition.refresh_from_db()

    values = values_of(edition)

    answers = {
        f"/answers/{prompt.key}": getattr(edition, prompt.column)
        for section in edition.form.sections
        for question in section.questions
        for prompt in question.prompts
        if prompt.column
    }
    first, second = edition.bylines.order_by("position")
    assert values == answers | {
        "/number": edition.report_id,
        "/kind": "end-of-commitment",
        "/edition/number": 1,
        "/edition/change_class": "first",
        "/edition/change_reason": None,
        "/edition/submitted_at": edition.submitted_at.isoformat(),
        "/edition/published_at": edition.published_at.isoformat(),
        "/edition/imported_at": None,
        "/edition/language": "en",
        "/edition/questionnaire": "end-of-commitment-2021",
        "/edition/imported_from": None,
        "/edition/unsigned_reason": None,
        "/evaluators/0": signed(first, name="Inés Peña"),
        "/evaluators/1": signed(second, name="Tomás Ruiz"),
        "/overview/title": edition.title,
        "/overview/member_title": edition.member_title,
        "/overview/action_plan_title": edition.action_plan_title,
        "/overview/commitment_title": edition.commitment_title,
        "/overview/action": edition.action,
        "/overview/problem": edition.problem,
        "/answers/1.3.evidence/0": {
            "kind": "file",
            "name": "minutes.pdf",
            "type": "application/pdf",
            "size": piece.stored_file.size,
            "sha256": piece.stored_file.sha256,
            "received_at": piece.added_at.isoformat(),
        },
        "/consultation/windows": [],
        "/consultation/skipped_reason": scenes.NOBODY_ASKED,
        "/consultation/confidential": 0,
        "/consultation/reactions": [],
        "/redactions": [],
    }


def signed(byline, *, name):
    signed_at = byline.signed_at.isoformat()
    return {"name": name, "organisation": "Observatorio Ejemplo", "signed_at": signed_at, "lacks_signature": False}


def test_an_edition_follows_the_one_before_it():
    first = scenes.published()
    second = scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong."))
    other = scenes.imported()

    assert (second.seal.before, other.seal.before) == (first.seal.hash, "")
    assert second.seal.hash == edition_hash(second.seal.leaves, first.seal.hash)


def test_the_same_words_of_two_editions_cannot_be_told_by_their_hashes():
    first = scenes.published()
    second = scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong."))

    assert not set(first.seal.leaves.values()) & set(second.seal.leaves.values())


def test_nothing_that_was_not_written_for_the_public_is_sealed():
    edition = scenes.answered(scenes.draft(), level_of_progress="limited", as_planned="all")
    lead = edition.report.lead
    lead.email = "hidden-lead@example.org"
    lead.save()
    scenes.publishing_email(lead)
    EvidenceFactory(edition=edition, is_file=True, added_by=lead.user)
    edition.justification_set.update(text="Justified in secret.")
    scenes.published(edition, level_of_progress="limited", as_planned="all")
    ApprovedCommentFactory(report=edition.report, text="Commented openly.")
    drafts.correct(edition.report, by=lead.user, reason="Reason of a draft.")
    Edition.objects.unpublished().update(factors="Words of a draft.")

    told = repr(values_of(edition))

    assert edition.justification_set.filter(text="Justified in secret.").exists()
    private = ("@", lead.user.username, "in secret", "Commented openly", "of a draft", "Guest ")
    assert [words for words in private if words in told] == []
    assert set(Seal.objects.get().leaves) == set(values_of(edition))


def test_a_seal_is_of_a_published_edition():
    with pytest.raises(DatabaseError, match="not published"), transaction.atomic():
        Seal.objects.create(edition=scenes.submitted(), hash="a" * 64, leaves={}, salts={})


@pytest.mark.parametrize("change", [lambda: Seal.objects.update(salts={}), lambda: Seal.objects.all().delete()])
def test_a_seal_is_never_changed_nor_removed(change):
    scenes.published()

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        change()


def test_two_editions_never_follow_the_same_one():
    first = scenes.published()
    second = scenes.published(drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong."))
    other = scenes.published()

    with pytest.raises(DatabaseError, match="seal_follows_another_alone"), transaction.atomic():
        behind_djangos_back(
            "UPDATE evaluations_seal SET before = %s WHERE edition_id = %s", second.seal.before, other.pk
        )
