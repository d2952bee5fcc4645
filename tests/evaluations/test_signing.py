import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from evaluations import bylines, drafts, evidence, saving, signing, workflow
from evaluations.models import Edition, Signature
from evaluations.saving import token
from evaluations.signing import Signatures, digest
from tests import scenes
from tests.factories import EvidenceFactory, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Return a whole draft of two evaluators."""
    draft = scenes.answered(scenes.draft())
    bylines.add(draft, scenes.evaluator_for(draft.report.member, name="Tomás Ruiz"), by=draft.report.lead.user)
    return draft


class Cited:
    """An edition with three links under one answer, by their names."""

    KEY = "2.1.1.evidence"

    def __init__(self, edition):
        self.edition = edition
        for name in "abc":
            self.add(name)

    def add(self, name):
        source = evidence.Source(url=f"https://example.org/{name}", name=name)
        evidence.cite(self.edition, self.edition.form.taking_files(self.KEY), source, by=lead(self.edition))

    def remove(self, name):
        evidence.detach(self.edition, self.edition.evidence_set.get(name=name).pk, by=lead(self.edition))

    @property
    def names(self):
        return [piece.name for piece in self.edition.evidence_set.all()]


@pytest.fixture
def cited(edition):
    return Cited(edition)


def lead(edition):
    return edition.report.lead.user


def colleague(edition):
    return edition.bylines.get(position=2).evaluator.user


def sign(edition, by):
    return signing.sign(edition, shown=digest(anew(edition)), by=by)


def anew(edition):
    return Edition.objects.get(pk=edition.pk)


def holding(edition):
    return [signer.byline.position for signer in Signatures(anew(edition)).signers if signer.holds]


def write(edition, **answers):
    edition = anew(edition)
    opened = {column: token(getattr(edition, column)) for column in answers}
    saving.save(edition, answers, opened=opened, by=lead(edition))


class TestDigest:
    def test_is_of_the_answers(self, edition):
        before = digest(edition)

        write(edition, lessons="Other lessons.")
        changed = digest(anew(edition))
        write(edition, lessons=edition.lessons)

        assert before != changed
        assert before == digest(anew(edition))

    def test_is_of_the_language(self, edition):
        before = digest(edition)

        write(edition, language="es")

        assert digest(anew(edition)) != before

    @pytest.mark.parametrize(
        "change",
        [{"stored_file": lambda: stored(b"%PDF other")}, {"name": lambda: "acta.pdf"}],
        ids=["bytes", "name"],
    )
    def test_is_of_the_evidence(self, edition, change):
        evidence = EvidenceFactory(edition=edition, is_file=True)
        with_it = digest(anew(edition))

        for column, value in change.items():
            setattr(evidence, column, value())
        evidence.save()

        assert digest(anew(edition)) != with_it

    @pytest.mark.parametrize("taken", ["a", "b", "ab", "ba", "abc", "cba", "bca"])
    def test_is_what_was_signed_once_pieces_that_were_taken_off_are_put_back(self, cited, taken):
        signed = sign(cited.edition, lead(cited.edition)).digest

        for name in taken:
            cited.remove(name)
            assert digest(anew(cited.edition)) != signed
        for name in reversed(taken):
            cited.add(name)

        assert (digest(anew(cited.edition)), cited.names) == (signed, ["a", "b", "c"])

    def test_is_what_was_signed_once_the_words_are_restored_after_the_evidence(self, cited):
        signed = sign(cited.edition, lead(cited.edition)).digest

        cited.remove("a")
        write(cited.edition, lessons="Other lessons.")
        cited.add("a")
        write(cited.edition, lessons=cited.edition.lessons)

        assert digest(anew(cited.edition)) == signed

    def test_is_what_was_signed_once_a_piece_that_came_between_is_gone(self, cited):
        signed = sign(cited.edition, lead(cited.edition)).digest

        cited.remove("b")
        cited.add("d")
        cited.add("b")
        apart = cited.names
        cited.remove("d")

        assert (apart, digest(anew(cited.edition))) == (["a", "c", "d", "b"], signed)

    def test_is_of_evidence_that_the_form_does_not_ask_for(self, edition):
        before = digest(edition)

        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

        assert digest(anew(edition)) != before

    def test_is_of_a_statement_that_there_is_none_and_of_its_reason(self, edition):
        statement = EvidenceFactory(edition=edition, kind="none", name="", url="", reason="The archive is closed.")
        with_it = digest(anew(edition))

        statement.reason = "The office never answered."
        statement.save()
        with_another = digest(anew(edition))
        statement.delete()

        assert len({with_it, with_another, digest(anew(edition))}) == 3

    def test_what_is_not_asked_is_no_part_of_it(self, edition):
        write(edition, access_result="no")
        before = digest(anew(edition))

        write(edition, access_degree="marginal")

        assert digest(anew(edition)) == before

    def test_neither_are_people_nor_what_the_plan_tells(self, edition):
        before = digest(edition)

        bylines.remove(edition, edition.bylines.get(position=2).pk, by=lead(edition))
        type(edition.report.commitment).objects.update(title="Renamed")

        assert digest(anew(edition)) == before

    def test_stays_the_same_for_ever(self):
        answers = {"factors": "Elecciones — ¿y qué? 中文 🙂", "level_of_progress": "limited"}
        edition = Edition(questionnaire="end-of-commitment-2021", language="es", **answers)
        edition.pk = scenes.draft().pk  # the rows of its evidence are asked for

        assert digest(edition) == "db16ffb6f0b90a0f22a0d55d994006e1a4049b34bde2c8efd1e40d5808441a52"

    def test_of_evidence_stays_the_same_for_ever(self):
        draft = scenes.draft()
        EvidenceFactory(edition=draft)
        edition = Edition(pk=draft.pk, questionnaire="end-of-commitment-2021", language="en", factors="Elections.")

        assert digest(edition) == "f7601c721a74217189cc69670edcd38cedef506e17294fa3b0b682098bab348e"


class TestSigning:
    def test_who_signed_the_text_as_it_stands_has_signed(self, edition):
        signature = sign(edition, colleague(edition))

        assert (signature.by, signature.evaluator.user, signature.digest) == (
            colleague(edition),
            colleague(edition),
            digest(edition),
        )
        assert holding(edition) == [2]

    def test_an_edit_takes_it_off_and_restored_text_restores_it(self, edition):
        for person in (lead(edition), colleague(edition)):
            sign(edition, person)

        write(edition, lessons="Other lessons.")
        after_the_edit = holding(edition)
        earlier = [signer.earlier.digest for signer in Signatures(anew(edition)).signers]
        write(edition, lessons=edition.lessons)

        assert (after_the_edit, earlier, holding(edition)) == ([], [digest(edition)] * 2, [1, 2])

    def test_twice_is_as_good_as_once(self, edition):
        first, second = (sign(edition, lead(edition)) for _time in range(2))

        assert (first, Signature.objects.count()) == (second, 1)

    def test_text_that_has_changed_since_it_was_shown_is_not_signed(self, edition):
        shown = digest(edition)
        write(edition, lessons="Other lessons.")

        with pytest.raises(ValidationError) as refusal:
            signing.sign(edition, shown=shown, by=colleague(edition))

        assert (refusal.value.code, Signature.objects.count()) == ("moved", 0)

    def test_a_report_with_a_missing_answer_is_not_signed(self, edition):
        write(edition, lessons="")

        with pytest.raises(ValidationError) as refusal:
            sign(edition, lead(edition))

        assert refusal.value.code == "missing"

    def test_what_is_with_the_reviewers_is_not_signed(self, edition):
        scenes.submitted(edition)

        with pytest.raises(ValidationError) as refusal:
            sign(edition, lead(edition))

        assert refusal.value.code == "status"

    @pytest.mark.parametrize("who", ["reviewer", "other evaluator of the member", "who was taken off"])
    def test_nobody_else_signs(self, edition, who):
        people = {
            "reviewer": scenes.reviewer,
            "other evaluator of the member": lambda: scenes.evaluator_for(edition.report.member).user,
            "who was taken off": lambda: colleague(edition),
        }
        person = people[who]()
        bylines.remove(edition, edition.bylines.get(position=2).pk, by=lead(edition))

        with pytest.raises(PermissionDenied):
            sign(edition, person)

    def test_a_signature_is_never_changed_nor_removed(self, edition):
        sign(edition, lead(edition))

        for act in (lambda: Signature.objects.update(digest="0" * 64), Signature.objects.all().delete):
            with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
                act()


class TestSubmitting:
    def test_with_every_signature_each_may_and_it_is_kept_who_signed_when(self, edition):
        signatures = [sign(edition, person) for person in (lead(edition), colleague(edition))]

        workflow.perform(workflow.SUBMIT, edition, by=colleague(edition), shown=digest(edition))

        kept = list(edition.bylines.order_by("position").values_list("signed_at", flat=True))
        assert kept == [signature.at for signature in signatures]
        assert anew(edition).unsigned_reason == ""

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_without_one_it_wants_a_reason(self, edition, reason):
        sign(edition, lead(edition))

        with pytest.raises(ValidationError, match=r"Without the signature of Tomás Ruiz .* with a reason") as refusal:
            workflow.perform(workflow.SUBMIT, edition, by=lead(edition), reason=reason)

        assert (refusal.value.code, anew(edition).status) == ("unsigned", "draft")

    def test_without_one_only_the_lead_may(self, edition):
        sign(edition, colleague(edition))

        with pytest.raises(ValidationError, match="only the lead submits") as refusal:
            workflow.perform(workflow.SUBMIT, edition, by=colleague(edition), reason="She is on leave.")

        assert refusal.value.code == "unsigned"

    def test_the_lead_says_why_and_it_is_kept(self, edition):
        sign(edition, lead(edition))

        workflow.perform(workflow.SUBMIT, edition, by=lead(edition), reason="He is on leave.")

        assert anew(edition).unsigned_reason == "He is on leave."
        assert [bool(byline.signed_at) for byline in edition.bylines.order_by("position")] == [True, False]

    def test_a_text_that_has_moved_is_not_submitted(self, edition):
        scenes.signed(edition)
        shown = digest(edition)
        write(edition, lessons="Other lessons.")

        with pytest.raises(ValidationError) as refusal:
            workflow.perform(workflow.SUBMIT, anew(edition), by=lead(edition), shown=shown)

        assert (refusal.value.code, anew(edition).status) == ("moved", "draft")

    def test_who_cannot_sign_is_not_waited_for(self, edition):
        user = colleague(edition)
        user.is_active = False
        user.save()
        sign(edition, lead(edition))

        workflow.perform(workflow.SUBMIT, edition, by=lead(edition))

        assert anew(edition).status == "submitted"

    def test_a_signature_that_is_no_longer_missing_needs_no_reason(self, edition):
        scenes.signed(edition)

        workflow.perform(workflow.SUBMIT, edition, by=lead(edition), reason="He is on leave.")

        assert anew(edition).unsigned_reason == ""


class TestPublishing:
    def test_text_that_was_changed_after_signing_is_not_published(self, edition):
        scenes.submitted(edition)
        Edition.objects.filter(pk=edition.pk).update(lessons="Whatever the database lets through.")

        with pytest.raises(ValidationError, match="changed after it was signed"):
            scenes.publish(edition)

    def test_what_came_back_and_was_changed_is_signed_again(self, edition):
        scenes.returned(edition)
        write(edition, lessons="Other lessons.")

        with pytest.raises(ValidationError, match="Without the signature of"):
            workflow.perform(workflow.SUBMIT, anew(edition), by=lead(edition))

    def test_a_correction_starts_unsigned(self, edition):
        published = scenes.published(edition)

        draft = drafts.correct(published.report, by=scenes.reviewer(), reason="A date was wrong.")

        assert (holding(draft), [byline.signed_at for byline in draft.bylines.all()]) == ([], [None, None])

    def test_a_correction_tells_no_reason_of_the_edition_before(self, edition):
        sign(edition, lead(edition))
        workflow.perform(workflow.SUBMIT, edition, by=lead(edition), reason="He is on leave.")
        scenes.publish(edition)

        draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")

        assert draft.unsigned_reason == ""
