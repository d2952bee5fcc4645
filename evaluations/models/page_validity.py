"""What moves a report's `page_changed_at`, in the transaction that changes its page.

The public page may lie in any cache; its validators come from this one column. Triggers keep it true whoever changes
what: a view, the admin, a command or the shell. The report's own row moves it by its own trigger (report.py), which
covers withdrawing; bylines and evidence are sealed by the time that anybody reads them, and no table here can be
emptied by TRUNCATE, which asks no trigger of a row. Who stands on a draft alone moves nothing: pages that move at one
moment would tell that she writes there.
"""

import pgtrigger
from django.contrib.auth.models import User

from commitments.models import ActionPlan, Commitment, Member

from ..acts import PUBLIC_ACTS
from .act import Act
from .comment import Comment
from .edition import Edition
from .evaluator import Evaluator
from .outcome import Outcome
from .sealing import differs

_TOUCH = "UPDATE evaluations_report SET page_changed_at = clock_timestamp() WHERE"


def _touch(name, where, *, operation=pgtrigger.Update, condition=None):
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=condition,
        func=f"{_TOUCH} {where}; RETURN NULL;",
    )


class MemberOnPage(Member):
    """Member as far as report pages show it."""

    class Meta:
        proxy = True
        triggers = [_touch("member_changes_report_pages", "member_id = NEW.id")]


class ActionPlanOnPage(ActionPlan):
    """Action plan as far as report pages show it."""

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "action_plan_changes_report_pages",
                "action_plan_id = NEW.id OR commitment_id IN"
                " (SELECT id FROM commitments_commitment WHERE action_plan_id = NEW.id)",
            )
        ]


class CommitmentOnPage(Commitment):
    """Commitment as far as report pages show it."""

    class Meta:
        proxy = True
        triggers = [_touch("commitment_changes_report_pages", "commitment_id = NEW.id")]


class EvaluatorOnPage(Evaluator):
    """Evaluator as far as report pages show her: the e-mail that she may publish."""

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "evaluator_changes_report_pages",
                "id IN (SELECT edition.report_id FROM evaluations_edition AS edition"
                " JOIN evaluations_byline AS byline ON byline.edition_id = edition.id"
                " WHERE edition.status = 'published' AND byline.evaluator_id = NEW.id)",
            )
        ]


class AccountOnPage(User):
    """Account as far as report pages show it: whether its evaluator can be written to."""

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "account_changes_report_pages",
                "id IN (SELECT edition.report_id FROM evaluations_edition AS edition"
                " JOIN evaluations_byline AS byline ON byline.edition_id = edition.id"
                " JOIN evaluations_evaluator AS evaluator ON evaluator.id = byline.evaluator_id"
                " WHERE edition.status = 'published' AND evaluator.user_id = NEW.id)",
                # Every sign-in updates the account: only its e-mail counts.
                condition=pgtrigger.Q(old__email__df=pgtrigger.F("new__email")),
            )
        ]


class EditionOnPage(Edition):
    """Edition as far as report pages show it: once it is published, it is in the list of all editions.

    None is stored as published at once (`edition_is_not_born_published`): only an update brings one there.
    """

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "edition_published_changes_report_page",
                "id = NEW.report_id",
                condition=pgtrigger.Q(new__status="published"),
            ),
        ]


# The page tells neither from the other, but in its notice the rule and the day of the decision.
_REMOVED = ["rejected", "spam"]
_IS_TOLD = ~(pgtrigger.Q(old__status__in=_REMOVED) & pgtrigger.Q(new__status__in=_REMOVED))
_NOTICE = pgtrigger.Q(new__status__in=_REMOVED) & differs("removed_for", "decided_at")


class CommentOnPage(Comment):
    """Comment as far as report pages show it: once it was approved, for it keeps its place from then on."""

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "comment_added_changes_report_page",
                "id = NEW.report_id",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__shown_at__isnull=False),
            ),
            _touch(
                "comment_changed_changes_report_page",
                "id = NEW.report_id",
                condition=pgtrigger.Q(new__shown_at__isnull=False)
                & (differs("html", "name", "pinned_at", "changed_at") | (differs("status") & _IS_TOLD) | _NOTICE),
            ),
        ]


class OutcomeOnPage(Outcome):
    """What a comment led to, as far as report pages show it beside the comment."""

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "outcome_changes_report_page",
                "id IN (SELECT report_id FROM evaluations_edition WHERE id IN (NEW.edition_id, OLD.edition_id))",
                operation=pgtrigger.Insert | pgtrigger.Delete,
            ),
        ]


class ActOnPage(Act):
    """Act as far as a report's history tells the public of it: once its edition is published.

    That of the edition itself moves the page by the trigger above.
    """

    class Meta:
        proxy = True
        triggers = [
            _touch(
                "act_changes_report_history",
                "id = NEW.report_id AND EXISTS"
                " (SELECT FROM evaluations_edition WHERE id = NEW.edition_id AND status = 'published')"
                f" AND NEW.kind IN ({', '.join(repr(str(kind)) for kind in PUBLIC_ACTS)})",
                operation=pgtrigger.Insert,
            ),
        ]
