"""One reviewer before one edition: what she may do, what stands against it, and whom she may exempt."""

from functools import cached_property

from django.contrib.auth import get_user_model
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy

from ... import permissions
from ...choices import ReviewRule
from ...conflicts import (
    declaration_of,
    is_void,
    mark_of,
    organisations_in,
    standing_conflicts,
    standing_grounds,
)
from ...models import Declaration, name_of

OWN_REPORT = gettext_lazy("You are or were an evaluator on this report, so another reviewer decides about it.")
OWN_SUBMISSION = gettext_lazy("You submitted this report: another reviewer decides.")
CONFLICTS = {
    ReviewRule.TIE: gettext_lazy("You have declared a tie, so another reviewer decides about this report."),
    ReviewRule.ORGANISATION: gettext_lazy(
        "You work for the organisation of an evaluator on this report, so another reviewer decides about it."
    ),
    ReviewRule.SAME_PERSON: gettext_lazy("You approved this report: another reviewer publishes it."),
}


def hindrance_of(reviewer, edition):
    """Return in words why a reviewer may not decide about an edition at all, or "" where she may."""
    edition = permissions.reviewed(edition)
    if permissions.has_evaluated(reviewer, edition.report):
        return OWN_REPORT
    if permissions.has_submitted(reviewer, edition):
        return OWN_SUBMISSION
    standing = standing_conflicts(reviewer, edition)
    return next((words for rule, words in CONFLICTS.items() if rule in standing), "")


EXEMPTIBLE = {
    ReviewRule.TIE: gettext_lazy("%(name)s, who has declared a tie (%(ties)s): “%(words)s”"),
    ReviewRule.ORGANISATION: gettext_lazy("%(name)s, who works for the organisation of an evaluator (%(where)s)"),
    ReviewRule.SAME_PERSON: gettext_lazy("%(name)s, who approved the report, to publish it as well"),
}
# By the name of each form: what says whether she is offered it.
OFFERED = {
    "declare_form": "may_declare",
    "return_form": "may_return",
    "approve_form": "may_approve",
    "publish_form": "may_publish",
    "schedule_form": "may_schedule",
    "unschedule_form": "may_unschedule",
    "exempt_form": "exemptible",
    "unlock_form": "asked",
    "standing_form": "may_withdraw",
    "respond_form": "may_ask_to_respond",
}


class Decider:
    """A reviewer who looks at an edition."""

    def __init__(self, user, edition):
        self.user, self.edition = user, edition

    @cached_property
    def declared(self):
        """Return what she declared of this edition last, or None."""
        return declaration_of(self.user, self.edition)

    @property
    def may_discard(self):
        return self.edition.is_open_anew and permissions.can_discard(self.user, self.edition)

    @property
    def declared_before(self):
        """Return what she would say again: the organisation that she named last, of whichever report."""
        last = self.declared or Declaration.objects.filter(by=self.user).order_by("pk").last()
        return {"organisation": last.organisation} if last else {}

    @cached_property
    def hindrance(self):
        """Return in words why she may not decide now, or ""."""
        return hindrance_of(self.user, self.edition)

    @cached_property
    def may_declare(self):
        return permissions.can_declare(self.user, self.edition)

    @cached_property
    def may_review(self):
        return permissions.can_review(self.user, self.edition)

    @property
    def may_decide(self):
        """Whether she may remark, approve or return: she said that she has no tie, and the edition waits."""
        return self.edition.is_with_reviewers and self.may_review and self.declared is not None

    @property
    def is_being_read(self):
        """Whether contacts of the member read it now: under their eyes nothing changes."""
        return self.consultation is not None and self.consultation.is_open

    @property
    def may_return(self):
        return self.may_decide and not self.is_being_read

    @property
    def may_approve(self):
        return self.may_return and not self.edition.was_approved

    @property
    def may_publish(self):
        return self.may_decide and self.edition.was_approved and not self.hindrance

    @property
    def may_schedule(self):
        return self.may_publish and not self.edition.is_scheduled

    @property
    def may_unschedule(self):
        return self.may_decide and self.edition.is_scheduled

    def offers(self, form):
        """Whether the page offers this form (a name of OFFERED) to her."""
        return bool(getattr(self, OFFERED[form]))

    @property
    def shows_ties(self):
        """Whether it matters now who decides."""
        return self.edition.is_with_reviewers or self.asked is not None

    @property
    def must_declare(self):
        """Whether all that she lacks is her own word on ties."""
        return self.may_declare and self.may_review and self.declared is None

    @property
    def may_declare_anew(self):
        return self.may_declare and not self.must_declare

    @cached_property
    def may_withdraw(self):
        """Whether she may withdraw what is published of the report, or let it stand again."""
        return permissions.can_withdraw(self.user, self.edition.report)

    @property
    def may_ask_to_respond(self):
        """Whether she may choose now who responds to what is published for the government."""
        return not self.edition.report.is_withdrawn and self.may_withdraw

    @property
    def may_open_for_comment(self):
        """Whether she may ask the public now to comment on what is published."""
        report = self.edition.report
        is_free = not report.is_withdrawn and not report.is_open_for_public_comment
        return is_free and permissions.can_open_for_comment(self.user, report)

    @cached_property
    def consultation(self):
        """Return the newest consultation on the edition, or None."""
        return self.edition.consultations.order_by("pk").last()

    @cached_property
    def undisposed(self):
        """Return of how many reactions nobody has said what became of them."""
        return self.edition.reaction_set.undisposed().count()

    @cached_property
    def asked(self):
        """Return the request to open more about which she may decide, with `who` asked and `names`, or None."""
        waiting = self.edition.unlock_requests.waiting().select_related("by__evaluator").first()
        if waiting is None or not self.may_review:
            return None
        questions = self.edition.form.questions
        waiting.who = name_of(waiting.by)
        waiting.names = [question.head.label for question in questions if question.key in waiting.keys]
        return waiting

    @cached_property
    def exempt(self):
        """Return the exemptions that were given for this edition, each with `whose` and `who` gave it in words.

        While the edition is being made, each tells by `has_lapsed` whether it is void.
        """
        given = list(self.edition.exemptions.select_related("reviewer__evaluator", "by__evaluator"))
        for one in given:
            one.whose, one.who = name_of(one.reviewer), name_of(one.by)
            one.has_lapsed = not self.edition.is_published and is_void(one)
        return given

    @cached_property
    def exemptible(self):
        """Return value and words of each reviewer and what stands against her, from which this one may exempt her."""
        if not self.edition.is_with_reviewers or not (self.declared or self.user.is_superuser):
            return []
        return [
            (f"{reviewer.pk}:{rule}:{mark_of(ground)}", self._told(reviewer, rule, ground))
            for reviewer in self._concerned()
            if permissions.can_exempt(self.user, self.edition, reviewer)
            for rule, ground in sorted(standing_grounds(reviewer, self.edition).items())
        ]

    def _told(self, reviewer, rule, ground):
        """Tell, to another one, what stands against a reviewer: what she declared was for her."""
        known = {"name": name_of(reviewer)}
        if rule == ReviewRule.TIE:
            declared = declaration_of(reviewer, self.edition)
            known |= {"ties": declared, "words": declared.words}
        elif rule == ReviewRule.ORGANISATION:
            known["where"] = get_text_list(organisations_in(ground, self.edition), gettext("and"))
        return EXEMPTIBLE[rule] % known

    def _concerned(self):
        """Return the reviewers of whom this edition knows something: who declared, and who approved it."""
        known = set(self.edition.declarations.values_list("by", flat=True))
        if approval := self.edition.approval:
            known.add(approval.by_id)
        return get_user_model().objects.filter(pk__in=known).select_related("evaluator").order_by("pk")
