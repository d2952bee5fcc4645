"""What reviewers remark on single answers: who may, when, and what it holds back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from evaluations import drafts, remarks, workflow
from evaluations.models import Edition, Remark, RemarkReply, Ruling
from evaluations.saving import token
from tests import scenes
from tests.evaluations.coherence.raising import BECAUSE, flag_of, given_another_reason, written
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

KEY, COLUMN = "1.1.explanation", "progress_explanation"
WORDS, BETTER = "Say which ledgers.", "Nine of ten ledgers are open since May."


@pytest.fixture
def reviewer():
    return scenes.reviewer()


@pytest.fixture
def edition():
    return scenes.submitted()


@pytest.fixture
def remark(edition, reviewer):
    return scenes.remark(edition, KEY, WORDS, by=reviewer)


def lead_of(edition):
    return edition.report.lead.user


def code_of(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        act(*args, **kwargs)
    return refusal.value.code


def returned_with(edition, reviewer, **remark):
    made = scenes.remark(edition, KEY, WORDS, by=reviewer, **remark)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")
    return made


def test_a_remark_keeps_what_was_said_by_whom_in_which_round(edition, reviewer, remark):
    assert Remark.objects.values_list("answer_key", "text", "suggestion", "by", "round", "resolved_at").get() == (
        KEY,
        WORDS,
        "",
        reviewer.pk,
        1,
        None,
    )


def test_rounds_are_counted(edition, reviewer):
    returned_with(edition, reviewer)
    scenes.submitted(edition)

    second = scenes.remark(edition, "", "Better, but not yet.", by=reviewer)

    assert (second.round, edition.round) == (2, 2)


@pytest.mark.parametrize("who", ["lead", "stranger", "moderator", "reviewer who evaluates"])
def test_only_who_may_review_it_remarks(edition, who):
    if who == "reviewer who evaluates":
        edition = scenes.draft()
        scenes.Group.objects.get(name="reviewers").user_set.add(lead_of(edition))
        edition = scenes.submitted(edition)
    people = {"stranger": UserFactory, "moderator": scenes.moderator}
    person = people[who]() if who in people else lead_of(edition)

    with pytest.raises(PermissionDenied):
        scenes.remark(edition, KEY, WORDS, by=person)


@pytest.mark.parametrize("scene", [scenes.returned, scenes.published])
def test_a_remark_is_made_while_reviewers_have_the_report(scene, reviewer):
    assert code_of(remarks.open_remark, scene(), KEY, WORDS, by=reviewer) == "status"


def test_a_remark_says_something(edition, reviewer):
    assert code_of(remarks.open_remark, edition, KEY, " \n", by=scenes.declared(reviewer, edition)) == "text"


def test_a_remark_is_on_an_answer_that_the_form_asks_for(edition, reviewer):
    assert code_of(remarks.open_remark, edition, "9.9", WORDS, by=scenes.declared(reviewer, edition)) == "key"


def test_a_wording_is_suggested_for_words_alone(edition, reviewer):
    scenes.declared(reviewer, edition)
    for key in ("1.1", "", "1.3.evidence"):
        assert code_of(remarks.open_remark, edition, key, WORDS, suggestion=BETTER, by=reviewer) == "suggestion"


def test_what_a_remark_says_never_changes(remark):
    with pytest.raises(IntegrityError, match="of what a remark says"):
        Remark.objects.update(text="Something else.")


def test_an_open_remark_holds_back_the_publication(edition, reviewer, remark):
    with pytest.raises(ValidationError) as refusal:
        scenes.publish(edition, by=reviewer)

    assert refusal.value.messages == ["A remark is still open. Resolve it, or send the report back."]
    assert Edition.objects.get(pk=edition.pk).status == "submitted"


def test_another_reviewer_resolves_it_and_it_holds_back_nothing(edition, remark):
    other = scenes.reviewer()

    scenes.resolve(remark, by=other)
    scenes.publish(edition, by=other)

    assert Remark.objects.get().resolved_by == other
    assert Edition.objects.get(pk=edition.pk).status == "published"


def test_the_first_to_resolve_it_stands(edition, reviewer, remark):
    scenes.resolve(remark, by=reviewer)

    scenes.resolve(remark, by=scenes.reviewer())

    assert Remark.objects.get().resolved_by == reviewer


def test_its_evaluators_do_not_resolve_it(edition, remark):
    with pytest.raises(PermissionDenied):
        scenes.resolve(remark, by=lead_of(edition))


def test_evaluators_and_reviewers_reply(edition, reviewer):
    remark = returned_with(edition, reviewer)

    remarks.reply(remark, "All but the water board’s.", by=lead_of(edition))
    remarks.reply(remark, "Then say so.", by=reviewer)

    assert list(RemarkReply.objects.values_list("text", "by")) == [
        ("All but the water board’s.", lead_of(edition).pk),
        ("Then say so.", reviewer.pk),
    ]


def test_nobody_else_replies(remark):
    with pytest.raises(PermissionDenied):
        remarks.reply(remark, "I know better.", by=UserFactory())


def test_nothing_is_added_once_the_report_is_public(edition, reviewer, remark):
    scenes.resolve(remark, by=reviewer)
    scenes.publish(edition, by=reviewer)

    assert code_of(remarks.reply, remark, "Too late.", by=reviewer) == "status"
    with pytest.raises(IntegrityError, match="it is sealed"):
        Remark.objects.update(resolved_at=None, resolved_by=None)


def test_nor_once_it_was_discarded(reviewer):
    published = scenes.published()
    edition = scenes.submitted(drafts.correct(published.report, by=None, reason="A date was wrong."))
    remark = returned_with(edition, reviewer)
    workflow.perform(workflow.DISCARD, edition, by=lead_of(edition), reason="It was right.")

    assert code_of(remarks.reply, remark, "I see.", by=lead_of(edition)) == "status"
    assert code_of(remarks.resolve, remark, by=reviewer) == "status"


class TestSuggestions:
    def test_an_accepted_wording_takes_the_place_of_the_answer(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)
        shown = token(getattr(edition, COLUMN))

        remarks.accept(remark, opened=shown, by=lead_of(edition))

        stored = Edition.objects.get(pk=edition.pk)
        assert (getattr(stored, COLUMN), stored.saved_by, Remark.objects.get().suggestion_outcome) == (
            BETTER,
            lead_of(edition),
            "accepted",
        )

    def test_an_answer_that_has_changed_since_is_not_overwritten(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)
        shown = token(getattr(edition, COLUMN))
        Edition.objects.filter(pk=edition.pk).update(**{COLUMN: "Words of hers."})

        assert code_of(remarks.accept, remark, opened=shown, by=lead_of(edition)) == "moved"
        assert Remark.objects.get().suggestion_outcome == ""
        assert getattr(Edition.objects.get(pk=edition.pk), COLUMN) == "Words of hers."

    def test_a_wording_that_stood_there_and_was_changed_since_is_not_accepted(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)
        shown = token(BETTER)  # she had typed it herself
        Edition.objects.filter(pk=edition.pk).update(**{COLUMN: "Words of a colleague."})

        assert code_of(remarks.accept, remark, opened=shown, by=lead_of(edition)) == "moved"
        assert Remark.objects.get().suggestion_outcome == ""

    def test_no_reviewer_accepts_it_for_them(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)

        with pytest.raises(PermissionDenied), transaction.atomic():
            remarks.accept(remark, opened=token(getattr(edition, COLUMN)), by=reviewer)
        assert Remark.objects.get().suggestion_outcome == ""

    def test_declining_leaves_the_answer_and_says_why(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)

        remarks.decline(remark, "It was eight.", by=lead_of(edition))

        assert (Remark.objects.get().suggestion_outcome, RemarkReply.objects.get().text) == (
            "declined",
            "It was eight.",
        )
        assert code_of(remarks.accept, remark, opened="", by=lead_of(edition)) == "decided"

    def test_declining_without_a_reason_decides_nothing(self, edition, reviewer):
        remark = returned_with(edition, reviewer, suggestion=BETTER)

        assert code_of(remarks.decline, remark, " ", by=lead_of(edition)) == "text"
        assert Remark.objects.get().suggestion_outcome == ""


class TestRulings:
    @pytest.fixture
    def flagged(self):
        draft = written(scenes.draft(), level_of_progress="limited", as_planned="all")
        return scenes.submitted(draft, level_of_progress="limited", as_planned="all")

    def test_a_sentence_that_does_not_hold_opens_the_flag_again(self, flagged, reviewer):
        scenes.rule(flagged, flag_of(flagged, 1), accepts=False, reason="It names no milestone.", by=reviewer)
        scenes.send_back(flagged, by=reviewer, reason="See there.")

        flag = flag_of(flagged, 1)
        assert (flag.is_open, flag.text, flag.ruling.reason) == (True, scenes.REASON, "It names no milestone.")

    def test_a_sentence_that_holds_stays(self, flagged, reviewer):
        scenes.rule(flagged, flag_of(flagged, 1), accepts=True, by=reviewer)

        assert (flag_of(flagged, 1).is_open, flag_of(flagged, 1).ruling.accepts) == (False, True)

    def test_the_last_ruling_counts(self, flagged, reviewer):
        scenes.rule(flagged, flag_of(flagged, 1), accepts=False, reason="Why?", by=reviewer)
        scenes.rule(flagged, flag_of(flagged, 1), accepts=True, by=scenes.reviewer())

        assert (flag_of(flagged, 1).is_open, Ruling.objects.count()) == (False, 2)

    def test_no_sentence_is_refused_without_a_reason(self, flagged, reviewer):
        assert code_of(scenes.rule, flagged, flag_of(flagged, 1), accepts=False, by=reviewer) == "text"

    def test_a_ruling_is_on_the_sentence_that_was_shown(self, flagged, reviewer):
        shown = flag_of(flagged, 1)
        given_another_reason(flagged, shown)

        assert code_of(scenes.rule, flagged, shown, accepts=True, by=scenes.reviewer()) == "moved"

        scenes.rule(flagged, flag_of(flagged, 1), accepts=True, by=reviewer)
        assert Ruling.objects.get().sentence == BECAUSE

    def test_its_evaluators_do_not_rule(self, flagged):
        with pytest.raises(PermissionDenied):
            scenes.rule(flagged, flag_of(flagged, 1), accepts=True, by=lead_of(flagged))
