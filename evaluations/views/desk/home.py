"""The desk: what wants her now, then what she submitted, then what is public."""

from datetime import date

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Exists, OuterRef, Prefetch
from django.views.generic import TemplateView

from ... import permissions
from ...choices import Status
from ...due import due, due_first
from ...models import Edition, Move, Receipt, Report
from ...workflow import RETURN

DUE_SHOWN = 10


def in_order(drafts, wanted):
    """Return each draft, and for each Due of what is still to be begun a None, with its Due: what is due first, first.

    What does not fall due stands last.
    """
    rows = [*((draft, draft.due) for draft in drafts), *((None, one) for one in wanted)]
    return sorted(rows, key=lambda row: row[1].on if row[1] else date.max)


class DeskView(LoginRequiredMixin, TemplateView):
    """Everything of one evaluator; or, for who is none, how to become one."""

    template_name = "evaluations/desk/desk.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        evaluator = permissions.evaluator_of(user)
        return super().get_context_data(
            evaluator=evaluator,
            members=[a.member for a in evaluator.assignments.select_related("member")] if evaluator else [],
            requests=user.assignment_requests.filter(decided_at=None).select_related("member"),
            is_reviewer=permissions.is_reviewer(user),
            **(self.work_of(evaluator) if evaluator else {}),
            **kwargs,
        )

    def work_of(self, evaluator):
        editions = due_first(self.editions_of(evaluator))
        for edition in editions:
            edition.came_back = next(iter(edition.returns), None) if edition.status == Status.RETURNED else None
        drafts, wanted = [edition for edition in editions if edition.status == Status.DRAFT], due(evaluator)
        members = set(evaluator.assignments.values_list("member_id", flat=True))
        return {
            "returned": [edition for edition in editions if edition.status == Status.RETURNED],
            "next": in_order(drafts, wanted[:DUE_SHOWN]),
            "submitted": [edition for edition in editions if edition.is_with_reviewers],
            "due_count": len(wanted),
            "due_shown": DUE_SHOWN,
            "published": [(report, self.may_correct(report, members)) for report in self.reports_of(evaluator)],
            "sent": self.sent_by(evaluator),
        }

    def editions_of(self, evaluator):
        """Return what is not public yet, with the reviewers' reasons in `returns`."""
        returns = Prefetch("moves", Move.objects.filter(name=RETURN.name).order_by("-pk"), to_attr="returns")
        subjects = ("report__member", "report__lead", "report__commitment__action_plan", "report__action_plan")
        editions = Edition.objects.unpublished().by_evaluator(evaluator)
        return editions.select_related(*subjects).prefetch_related(returns)

    def reports_of(self, evaluator):
        is_written = Exists(Edition.objects.unpublished().filter(report=OuterRef("pk")))
        reports = Report.objects.published().filter(current__bylines__evaluator=evaluator)
        return (
            reports.annotate(is_written_anew=is_written)
            .with_subjects()
            .select_related("lead")
            .order_by("-current__published_at", "-pk")
        )

    def may_correct(self, report, members):
        """Whether she may open a new edition of a report now: there is one at a time."""
        may = permissions.can_correct(self.request.user, report, assigned_to=members)
        return may and not report.is_written_anew

    def sent_by(self, evaluator):
        """Return what was sent of editions on which she stands, of reports whose newest one is others'."""
        receipts = Receipt.objects.left_to(evaluator).select_related("move", "edition__report__member")
        return receipts.defer("document").order_by("-pk")
