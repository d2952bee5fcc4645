"""Two pairs of eyes, and neither of them tied to what it reads."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from evaluations import permissions, remarks, reviewing, workflow
from evaluations.choices import ReviewRule
from evaluations.models import Declaration, Edition, Exemption
from tests import scenes
from tests.evaluations.coherence.raising import flag_of
from tests.factories import CommitmentFactory, EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db

WHY = "There is no other reviewer who reads Nahuatl."


def code_of(move, edition, by):
    """Return the code with which a move is refused, or "" where it is made."""
    try:
        workflow.perform(workflow.MOVES[move], edition, by=by, reason="Say where.")
    except PermissionDenied:
        return "permission"
    except ValidationError as error:
        return error.code
    return ""


@pytest.fixture
def edition():
    """Return a submitted edition of an evaluator who works somewhere."""
    edition = scenes.draft()
    edition.report.lead.organisation = "Fundación Ética Pública, A.C."
    edition.report.lead.save()
    return scenes.submitted(edition)


class TestTwoPairs:
    def test_who_approved_does_not_publish_and_another_reviewer_does(self, edition):
        first, second = scenes.reviewer_of(edition), scenes.reviewer_of(edition)
        scenes.approve(edition, by=first)

        assert [code_of("publish", edition, person) for person in (first, second)] == ["permission", ""]
        told = edition.moves.order_by("pk").values_list("name", "by")
        assert list(told)[-2:] == [("approve", first.pk), ("publish", second.pk)]

    def test_who_approved_may_still_send_it_back(self, edition):
        first = scenes.reviewer_of(edition)
        scenes.approve(edition, by=first)

        assert code_of("return", edition, first) == ""

    def test_what_was_approved_and_sent_back_is_approved_anew_by_anybody(self, edition):
        first, second = scenes.reviewer_of(edition), scenes.reviewer_of(edition)
        scenes.send_back(scenes.approve(edition, by=first), by=second)
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=edition.report.lead.user)

        scenes.approve(edition, by=second)

        assert edition.approval.by == second
        assert code_of("publish", edition, first) == ""

    @pytest.mark.parametrize("scene", [scenes.submitted, scenes.approved])
    def test_an_open_remark_holds_back_both(self, scene):
        edition = scene()
        if not edition.is_approved:
            scenes.consulted(edition)
        remark = scenes.remark(edition)
        move = "publish" if edition.is_approved else "approve"
        reviewer = scenes.reviewer_of(edition)
        assert code_of(move, edition, reviewer) == "remarks"

        scenes.resolve(remark)

        assert code_of(move, edition, reviewer) == ""

    @pytest.mark.parametrize("scene", [scenes.submitted, scenes.approved])
    def test_a_refused_reason_holds_back_both_until_it_is_accepted(self, scene):
        edition = scenes.consulted(scene(scenes.draft(), level_of_progress="limited", as_planned="all"))
        flag = flag_of(edition, 1)
        scenes.rule(edition, flag, accepts=False, reason="It names no milestone.")
        move = "publish" if edition.is_approved else "approve"
        reviewer = scenes.reviewer_of(edition)
        assert code_of(move, edition, reviewer) == "refused"

        scenes.rule(edition, flag, accepts=True)

        assert code_of(move, edition, reviewer) == ""

    def test_the_reason_of_a_new_edition_that_the_first_reviewer_gives_stays(self):
        draft = scenes.drafts.correct(scenes.published().report, by=scenes.reviewer(), reason="Old.")
        Edition.objects.filter(pk=draft.pk).update(change_reason="")  # opened before the public read it
        draft.refresh_from_db()
        edition = scenes.consulted(scenes.submitted(draft))
        workflow.perform(workflow.APPROVE, edition, by=scenes.reviewer_of(edition), reason="A date was wrong.")

        scenes.publish(edition)

        assert edition.change_reason == "A date was wrong."


class TestDeclaring:
    @pytest.mark.parametrize("move", ["return", "approve"])
    def test_nobody_decides_before_she_has_said_whether_she_has_a_tie(self, edition, move):
        reviewer = scenes.reviewer()
        scenes.consulted(edition)
        assert code_of(move, edition, reviewer) == "undeclared"

        reviewing.declare(edition, by=reviewer)

        assert code_of(move, edition, reviewer) == ""

    def test_nor_does_she_publish_remark_or_rule(self, edition):
        reviewer = scenes.reviewer()
        scenes.approve(edition)
        assert code_of("publish", edition, reviewer) == "undeclared"

        with pytest.raises(ValidationError) as refusal:
            scenes.remarks.open_remark(edition, "", "Say where.", by=reviewer)

        assert refusal.value.code == "undeclared"

    @pytest.mark.parametrize("tie", ["member", "government", "evaluator"])
    def test_who_has_a_tie_decides_about_nothing(self, edition, tie):
        reviewer = scenes.reviewer()
        reviewing.declare(edition, ties=[tie], words="My sister works there.", by=reviewer)

        assert [code_of(move, edition, reviewer) for move in ("return", "approve")] == ["permission", "permission"]
        with pytest.raises(PermissionDenied):
            scenes.remarks.open_remark(edition, "", "Say where.", by=reviewer)

    def test_the_last_word_counts_and_every_one_is_kept(self, edition):
        reviewer = scenes.reviewer()
        reviewing.declare(edition, ties=["member"], words="I worked there.", by=reviewer)
        reviewing.declare(edition, by=reviewer)
        assert permissions.can_review(reviewer, edition)

        reviewing.declare(edition, ties=["government"], words="I am its adviser since Monday.", by=reviewer)

        assert not permissions.can_review(reviewer, edition)
        assert Declaration.objects.count() == 3

    def test_it_is_asked_anew_of_the_next_edition(self):
        reviewer = scenes.reviewer()
        published = scenes.publish(scenes.submitted(), by=reviewer)
        draft = scenes.drafts.correct(published.report, by=published.report.lead.user, reason="A date.")

        assert code_of("approve", scenes.submitted(draft), reviewer) == "undeclared"

    @pytest.mark.parametrize(
        "theirs", ["Fundación Ética Pública, A.C.", " fundacion etica  publica AC", "FUNDACIÓN ÉTICA PÚBLICA A. C."]
    )
    def test_who_works_where_an_evaluator_does_is_refused_however_it_is_written(self, edition, theirs):
        reviewer = scenes.reviewer()
        reviewing.declare(edition, organisation=theirs, by=reviewer)

        assert code_of("approve", edition, reviewer) == "permission"

    def test_so_is_who_evaluates_elsewhere_for_the_same_organisation(self, edition):
        reviewer = scenes.reviewer()
        EvaluatorFactory(user=reviewer, organisation="Fundación Ética Pública, A.C.")
        reviewing.declare(edition, by=reviewer)

        assert code_of("approve", edition, reviewer) == "permission"

    def test_another_organisation_or_none_is_no_tie(self, edition):
        one, other = scenes.reviewer(), scenes.reviewer()
        reviewing.declare(edition, organisation="Ética Pública", by=one)
        EvaluatorFactory(user=other, organisation="")
        reviewing.declare(edition, by=other)

        assert [permissions.can_review(person, edition) for person in (one, other)] == [True, True]

    def test_a_tie_is_told_in_words(self, edition):
        with pytest.raises(ValidationError) as refusal:
            reviewing.declare(edition, ties=["member"], words=" ", by=scenes.reviewer())

        assert refusal.value.code == "words"

    @pytest.mark.parametrize("scene", [scenes.draft, scenes.published])
    def test_what_is_not_under_review_needs_no_declaration(self, scene):
        with pytest.raises(ValidationError) as refusal:
            reviewing.declare(scene(), by=scenes.reviewer())

        assert refusal.value.code == "status"

    def test_only_a_reviewer_from_outside_declares(self, edition):
        for person in (edition.report.lead.user, scenes.moderator(), UserFactory()):
            with pytest.raises(PermissionDenied):
                reviewing.declare(edition, by=person)

    def test_a_declaration_never_changes(self, edition):
        reviewing.declare(edition, by=scenes.reviewer())

        for change in (lambda rows: rows.update(ties=["member"]), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(Declaration.objects.all())

    def test_who_declares_a_tie_after_she_approved_holds_back_the_publication(self, edition):
        first, second = scenes.reviewer_of(edition), scenes.reviewer_of(edition)
        scenes.approve(edition, by=first)
        reviewing.declare(edition, ties=["government"], words="I forgot: I advised it.", by=first)
        assert code_of("publish", edition, second) == "tied"

        reviewing.exempt(edition, first, ReviewRule.TIE, reason=WHY, by=second)

        assert code_of("publish", edition, second) == ""
        assert edition.exempted == [{"rule": "tie", "reason": WHY}]

    def test_who_turns_out_to_evaluate_it_after_she_approved_holds_back_the_publication(self):
        commitment = CommitmentFactory()
        evaluator = scenes.evaluator_for(commitment.member, organisation="")
        edition = scenes.submitted(scenes.draft(commitment=commitment, evaluator=evaluator))
        first, second = scenes.reviewer_of(edition), scenes.reviewer_of(edition)
        scenes.approve(edition, by=first)
        evaluator.user = first
        evaluator.save()

        assert code_of("publish", edition, second) == "tied"


class TestExempting:
    def tied(self, edition):
        reviewer = scenes.reviewer()
        reviewing.declare(edition, ties=["government"], words="I advised it in 2019.", by=reviewer)
        return reviewer

    def test_a_tied_reviewer_decides_once_another_exempts_her_and_the_public_reads_why(self, edition):
        reviewer = self.tied(edition)
        reviewing.exempt(edition, reviewer, ReviewRule.TIE, reason=f" {WHY}\r\n", by=scenes.reviewer_of(edition))
        scenes.consulted(edition)

        assert code_of("approve", edition, reviewer) == ""
        scenes.publish(edition)

        assert Edition.objects.get(pk=edition.pk).exempted == [{"rule": "tie", "reason": WHY}]

    def test_an_exemption_that_nobody_used_is_not_told(self, edition):
        reviewing.exempt(edition, self.tied(edition), ReviewRule.TIE, reason=WHY, by=scenes.reviewer_of(edition))

        scenes.publish(edition)

        assert Edition.objects.get(pk=edition.pk).exempted == []

    def test_one_by_which_a_remark_was_resolved_is_told(self, edition):
        reviewer, other = self.tied(edition), scenes.reviewer_of(edition)
        found = scenes.remark(edition, "1.2", by=other)
        reviewing.exempt(edition, reviewer, ReviewRule.TIE, reason=WHY, by=other)

        remarks.resolve(found, by=reviewer)
        scenes.publish(edition)

        assert Edition.objects.get(pk=edition.pk).exempted == [{"rule": "tie", "reason": WHY}]

    def test_nor_is_that_of_who_approved_where_another_one_published(self, edition):
        first, other = scenes.reviewer_of(edition), scenes.reviewer_of(edition)
        scenes.approve(edition, by=first)
        reviewing.exempt(edition, first, ReviewRule.SAME_PERSON, reason=WHY, by=other)

        scenes.publish(edition, by=other)

        assert Edition.objects.get(pk=edition.pk).exempted == []

    def test_an_administrator_who_is_alone_exempts_herself(self, edition):
        admin = scenes.declared(UserFactory(is_staff=True, is_superuser=True), edition)
        scenes.approve(edition, by=admin)
        assert code_of("publish", edition, admin) == "permission"

        reviewing.exempt(edition, admin, ReviewRule.SAME_PERSON, reason=WHY, by=admin)

        assert code_of("publish", edition, admin) == ""
        assert edition.exempted == [{"rule": "same-person", "reason": WHY}]

    def test_of_one_rule_is_not_of_another(self, edition):
        reviewer = self.tied(edition)
        other = scenes.reviewer_of(edition)
        reviewing.exempt(edition, reviewer, ReviewRule.TIE, reason=WHY, by=other)
        scenes.approve(edition, by=reviewer)

        assert code_of("publish", edition, reviewer) == "permission"

    def test_nobody_else_exempts_herself_or_anybody_while_she_has_a_tie(self, edition):
        one, other = self.tied(edition), self.tied(edition)

        for by in (one, other, scenes.moderator(), edition.report.lead.user):
            with pytest.raises(PermissionDenied):
                reviewing.exempt(edition, one, ReviewRule.TIE, reason=WHY, by=by)

    def test_who_has_not_declared_exempts_nobody(self, edition):
        with pytest.raises(ValidationError) as refusal:
            reviewing.exempt(edition, self.tied(edition), ReviewRule.TIE, reason=WHY, by=scenes.reviewer())

        assert refusal.value.code == "undeclared"

    def test_who_wrote_the_report_is_exempt_from_nothing(self, edition):
        evaluator = UserFactory(is_staff=True, is_superuser=True)
        edition.report.lead.user = evaluator
        edition.report.lead.save()

        with pytest.raises(PermissionDenied):
            reviewing.exempt(edition, evaluator, ReviewRule.TIE, reason=WHY, by=scenes.reviewer_of(edition))

    def test_a_rule_that_does_not_stand_against_her_is_no_reason(self, edition):
        reviewer = self.tied(edition)

        with pytest.raises(ValidationError) as refusal:
            reviewing.exempt(edition, reviewer, ReviewRule.ORGANISATION, reason=WHY, by=scenes.reviewer_of(edition))

        assert refusal.value.code == "rule"

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_it_needs_a_reason(self, edition, reason):
        with pytest.raises(ValidationError) as refusal:
            reviewing.exempt(edition, self.tied(edition), ReviewRule.TIE, reason=reason, by=scenes.reviewer_of(edition))

        assert refusal.value.code == "reason"

    def test_twice_is_refused_in_words_and_nothing_given_changes(self, edition):
        reviewer, other = self.tied(edition), scenes.reviewer_of(edition)
        reviewing.exempt(edition, reviewer, ReviewRule.TIE, reason=WHY, by=other)

        with pytest.raises(ValidationError) as refusal:
            reviewing.exempt(edition, reviewer, ReviewRule.TIE, reason="Another.", by=other)
        for change in (lambda rows: rows.update(reason="Another."), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(Exemption.objects.all())

        assert refusal.value.code == "rule"


def test_the_same_words_declared_twice_are_declared_once():
    edition, person = scenes.submitted(), scenes.reviewer()
    said = {"ties": ["member"], "words": "I was born there.", "by": person}
    first = reviewing.declare(edition, **said)

    assert reviewing.declare(edition, **said) == first
    assert reviewing.declare(edition, ties=[], by=person) != first
