"""Who comes too late to a section, or is not let in, loses no word and changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluations import bylines, saving, workflow
from evaluations.saving import token
from tests import scenes
from tests.evaluations.views.desk.sections import opened, stored, title_of, url_of
from tests.evaluations.views.desk.visits import lead, signed_in
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_shown_where_the_report_was_handed_in_meanwhile():
    edition = scenes.submitted()
    before = stored(edition, "factors")

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "My late words.", **opened(q_1_2="")})

    assert (page.status_code, title_of(page)[:6]) == (409, "Error:")
    assert "My late words." in page.text
    assert stored(edition, "factors") == before


def test_what_was_typed_is_given_back_to_who_was_signed_out():
    edition = scenes.draft()
    url = url_of(edition)

    page = Client().post(url, {"q-1-2": "Words of mine.", "q-1-1": "limited", **opened(q_1_2="")})

    assert page.status_code == 403
    assert "Words of mine." in page.text
    assert '<input type="hidden" name="q-1-1" value="limited">' in page.text
    assert Client().post(url).url == f"{reverse('account_login')}?next={url}"


def test_what_was_typed_is_given_back_to_who_was_taken_off_the_report():
    edition = scenes.draft()
    other = scenes.evaluator_for(edition.report.member)
    byline = bylines.add(edition, other, by=lead(edition))
    bylines.remove(edition, byline.pk, by=lead(edition))

    page = signed_in(other.user).post(url_of(edition), {"q-1-2": "Words of mine.", **opened(q_1_2="")})

    assert page.status_code == 404
    assert "Words of mine." in page.text
    assert stored(edition, "factors") == ("",)


def test_a_single_word_is_given_back_to_who_lost_her_assignment():
    edition = scenes.draft()
    edition.report.lead.assignments.all().delete()

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "Underfinanced", **opened(q_1_2="")})

    assert page.status_code == 403
    assert 'name="q-1-2">Underfinanced</textarea>' in page.text
    assert "Send again" not in page.text


def test_marks_alone_are_not_called_words():
    url = url_of(scenes.draft())

    page = Client().post(url, {"q-1-2": " ", **opened(q_1_2="", q_1_1="limited"), "then": "stay"})

    assert page.url == f"{reverse('account_login')}?next={url}"


def test_a_section_that_the_form_does_not_have_is_not_found():
    edition = scenes.draft()

    assert signed_in(lead(edition)).get(url_of(edition, "summary")).status_code == 404


def test_a_section_of_a_report_that_was_handed_in_leads_to_where_the_report_is():
    edition = scenes.submitted()

    page = signed_in(lead(edition)).get(url_of(edition))

    assert page.url == reverse("evaluations:task-list", args=[edition.report_id])


@pytest.mark.parametrize("moves", ["draft", "published"])
def test_somebody_elses_report_is_hidden_until_it_is_public(moves):
    edition = getattr(scenes, moves)()
    stranger = scenes.evaluator_for(edition.report.member).user

    client = signed_in(stranger)
    statuses = {client.get(url_of(edition)).status_code, client.post(url_of(edition)).status_code}

    assert statuses == ({404} if moves == "draft" else {403})


def test_who_lost_her_assignment_changes_nothing():
    edition = scenes.draft()
    edition.report.lead.assignments.all().delete()

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "Late"})

    assert (page.status_code, stored(edition, "factors")) == (403, ("",))


def test_a_save_does_not_undo_a_submission_that_came_first():
    edition = scenes.answered(scenes.draft())
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead(edition))

    signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "x", **opened(q_1_2=edition.factors)})

    assert stored(edition, "status") == ("submitted",)


def late_file():
    return SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 late %%EOF")


def test_chosen_answers_and_files_that_come_too_late_are_named():
    edition = scenes.submitted()

    page = signed_in(lead(edition)).post(
        url_of(edition), {"q-1-1": "limited", "q-1-3-evidence": late_file(), **opened(q_1_1="")}
    )

    assert page.status_code == 409
    assert [words for _label, words in page.context["typed"]] == ["Limited", "minutes.pdf"]
    assert edition.evidence_set.count() == 0


def test_an_answer_that_was_cleared_too_late_is_named():
    edition = scenes.submitted()

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "", **opened(q_1_2=edition.factors)})

    assert [words for _label, words in page.context["typed"]] == ["Nothing: you had cleared the answer."]


def test_an_answer_that_she_left_blank_is_not_named():
    page = signed_in(lead(edition := scenes.submitted())).post(url_of(edition), {"q-1-2": "", **opened(q_1_2="")})

    assert page.context["typed"] == []


class TestLocked:
    """Only 1.1 was sent back."""

    @pytest.fixture
    def edition(self):
        edition = scenes.submitted()
        scenes.remark(edition, "1.1")
        return scenes.send_back(edition)

    def test_chosen_answers_and_files_are_named_as_texts_are(self, edition):
        sent = {"q-1-3": "some", "q-1-3-explanation": "Two of five.", "q-1-3-evidence": late_file(), "then": "list"}

        page = signed_in(lead(edition)).post(url_of(edition), sent)

        assert page.status_code == 409
        label = edition.form.by_key["1.3"].option("some").label
        assert [words for _label, words in page.context["gone"]] == [str(label), "Two of five.", "minutes.pdf"]
        assert stored(edition, "as_planned") == ("all",)

    def test_what_was_sent_as_it_is_stored_is_no_loss(self, edition):
        kept = edition.as_planned_explanation

        page = signed_in(lead(edition)).post(url_of(edition), {"q-1-3": "all", "q-1-3-explanation": kept})

        assert page.status_code == 302

    def test_what_was_closed_between_reading_and_saving_is_shown_as_well(self, edition, monkeypatch):
        """Somebody else takes back, in that moment, what had opened it."""
        type(edition).objects.filter(pk=edition.pk).update(level_of_progress="limited")
        save = saving.save

        def too_late(*args, **kwargs):
            type(edition).objects.filter(pk=edition.pk).update(level_of_progress="complete")
            return save(*args, **kwargs)

        monkeypatch.setattr(saving, "save", too_late)

        page = signed_in(lead(edition)).post(
            url_of(edition),
            {"q-1-3-explanation": "Two of five.", "opened-q-1-3-explanation": token(edition.as_planned_explanation)},
        )

        assert page.status_code == 409
        assert [words for _label, words in page.context["gone"]] == ["Two of five."]

    def test_a_piece_that_may_not_be_removed_stays_and_the_words_beside_it_are_saved(self, edition):
        piece = EvidenceFactory.build(edition=edition, answer_key="1.3.evidence", url="https://example.org/a")
        piece.save()
        sent = {"q-1-1-explanation": "New words, in May.", "remove": piece.pk}

        page = signed_in(lead(edition)).post(
            url_of(edition), sent | {"opened-q-1-1-explanation": token(edition.progress_explanation)}
        )

        assert page.status_code == 422
        assert "This answer is not open for changes" in page.text
        assert "no longer open for changes" not in page.text
        assert stored(edition, "progress_explanation") == ("New words, in May.",)
        assert edition.evidence_set.count() == 1


class TestClosedByItsOwnSave:
    """1.3 is open only while it contradicts 1.1; what is sent takes the contradiction away."""

    @pytest.fixture
    def edition(self):
        edition = scenes.submitted()
        scenes.remark(edition, "1.1")
        scenes.send_back(edition)
        type(edition).objects.filter(pk=edition.pk).update(level_of_progress="limited")
        return type(edition).objects.get(pk=edition.pk)

    @pytest.mark.parametrize(
        "more", [{"q-1-3-explanation": "x" * 30_001}, {"q-1-3-evidence": "a file"}], ids=["too long", "file"]
    )
    def test_nothing_of_it_vanishes(self, edition, more):
        if "q-1-3-evidence" in more:
            more = {"q-1-3-evidence": late_file()}
        sent = {"q-1-1": "complete", "opened-q-1-1": token("limited"), **more}

        page = signed_in(lead(edition)).post(url_of(edition), sent)

        assert page.status_code == 422
        [(_label, words)] = page.context["gone"]
        assert words in ("x" * 30_001, "minutes.pdf")
        assert stored(edition, "level_of_progress") == ("complete",)
