"""Which commitments still want a report from an evaluator, and by when."""

import calendar
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Count, DateField, Exists, F, Func, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import Cast, Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.lists import words_of
from commitments.models import Commitment, Level

from . import permissions
from .choices import Status
from .models import Assignment, Edition, Evaluator, Report

_OPEN = (Status.DRAFT, Status.RETURNED)  # an edition in any other state was filed, and is not with its evaluators


def _ended_of(prefix=""):
    """Return the day on which a commitment was over, as a query tells it: of what lies under a prefix."""
    return Coalesce(f"{prefix}completed_on", f"{prefix}ends_on", f"{prefix}action_plan__ends_on")


@dataclass(frozen=True)
class Due:
    """A commitment whose report falls due, and when.

    One that is filed is in review: with its reviewers, or back with its evaluators, which is between the two.
    """

    commitment: Commitment
    on: date
    is_overdue: bool
    is_filed: bool = False


@dataclass(frozen=True)
class Wanted:
    """A commitment whose report has not been filed, when it is due, and its draft, if one was begun."""

    commitment: Commitment
    on: date
    draft: Edition | None


def startable(evaluator):
    """Return the commitments that she may start a report on."""
    commitments = Commitment.objects.filter(member__assignments__evaluator=evaluator, reports__isnull=True)
    return commitments.select_related("member", "action_plan")


def begun_without(evaluator):
    """Return the editions of first reports that others write on commitments of her members, the newest first."""
    editions = Edition.objects.unpublished().filter(
        report__current=None, report__commitment__member__assignments__evaluator=evaluator
    )
    return editions.exclude(bylines__evaluator=evaluator).select_related("report__commitment").order_by("-pk")


def due(evaluator):
    """Return what falls due for her: what she may start a report on and is over, the oldest first."""
    return [_due(commitment) for commitment in _ended(startable(evaluator))]


def due_first(editions):
    """Return open editions as a list, each with its Due as `due`: what is due first before the rest, then the newest.

    None for what does not fall due: what corrects a published report, a Results Report, a national commitment, one of a
    member to which nobody is assigned any more.
    """
    is_wanted = Q(predecessor=None, report__commitment__member__level=Level.LOCAL)
    is_wanted &= Q(Exists(Assignment.objects.filter(member=OuterRef("report__commitment__member"))))
    ended = Case(When(is_wanted, then=_ended_of("report__commitment__")))
    found = list(editions.annotate(ended=ended).order_by(F("ended").asc(nulls_last=True), "-pk"))
    for edition in found:
        edition.due = _due_of(edition) if edition.ended else None
    return found


def _due_of(edition):
    on = due_after(edition.ended)
    return Due(edition.report.commitment, on, is_overdue=on < today_of(edition.report.member))


def due_in_public(commitments, *, at_most):
    """Return which of these commitments want a report, the longest overdue first, and how many more there are.

    As everybody is told: those that an evaluator may write about and that have no published report.
    """
    wanted = _ended(commitments).filter(
        Exists(Assignment.objects.filter(member=OuterRef("member"))),
        ~Exists(Report.objects.published().filter(commitment=OuterRef("pk"))),
    )
    written = Edition.objects.unpublished().filter(report__commitment=OuterRef("pk")).values("status")
    found = wanted.annotate(status=Subquery(written), together=Window(Count("*"))).select_related("member")[:at_most]
    more = max(0, found[0].together - at_most) if found else 0
    return [_due(commitment, status=commitment.status) for commitment in found], more


def wanted_report_on(commitment):
    """Return as Wanted the report that an evaluator could still file on a commitment, or None."""
    return next(iter(wanted_reports(Q(pk=commitment.pk))), None)


def evaluators_of(wanted):
    """Return who is to write a report: who stands on its draft and may, or else everybody who may start it."""
    if wanted.draft:
        return [byline.evaluator for byline in permissions.signers(wanted.draft)]
    return list(Evaluator.objects.assigned_to(wanted.commitment.member).filter(user__is_active=True))


def wanted_reports(among=None):
    """Return as Wanted every report that an evaluator could still file: none was submitted, nor published before.

    `among`, a Q, narrows the commitments.
    """
    filed = Edition.objects.exclude(status__in=_OPEN)
    commitments = (
        Commitment.objects.of_local_members()
        .annotate(ended=_ended_of())
        .filter(
            among or Q(),
            Exists(Assignment.objects.filter(member=OuterRef("member"))),
            ~Exists(filed.filter(report__commitment=OuterRef("pk"))),
            ended__isnull=False,
        )
    )
    found = list(commitments.select_related("member").order_by("ended", "pk"))
    drafts = Edition.objects.unpublished().filter(report__commitment__in=found).select_related("report__member")
    of = {draft.report.commitment_id: draft for draft in drafts}
    return [Wanted(commitment, due_after(commitment.ended), of.get(commitment.pk)) for commitment in found]


def _ended(commitments):
    """Return those of local members whose time is over where they are, with the day as `ended`, the oldest first.

    OGP asks for the report one month after a commitment is implemented; one whose time ran out is treated alike.
    """
    today = Cast(Func(F("member__time_zone"), Now(), function="timezone"), DateField())
    over = commitments.of_local_members().annotate(ended=_ended_of()).filter(ended__lte=today)
    return over.order_by("ended", "pk")


def _due(commitment, *, status=None):
    """Return the Due of a commitment; `status` is that of the edition that is being written, if one is."""
    on, is_filed = due_after(commitment.ended), status not in (None, Status.DRAFT)
    is_overdue = not is_filed and on < today_of(commitment.member)
    return Due(commitment, on, is_overdue, is_filed=is_filed)


def today_of(member):
    """Return the day that it is where a member is."""
    return timezone.localdate(timezone=ZoneInfo(member.time_zone))


def due_after(day):
    """Return when the report is due on a commitment that ended on this day: REPORT_DUE_MONTHS later.

    That is the same day of a later month, or that month's last: one month after 31 January is the end of February.
    """
    months = day.year * 12 + day.month - 1 + settings.REPORT_DUE_MONTHS
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def found_by(commitments, words):
    """Keep the commitments in which every word occurs: in a title, the plan's, the member's name or the OGP id."""
    places = ("title", "short_title", "ogp_id", "action_plan__title", "member__name", "member__country")
    for word in words_of(words):
        commitments = commitments.filter(Q(*((f"{place}__icontains", word) for place in places), _connector=Q.OR))
    return commitments


def described(commitment):
    """Return what tells a commitment from others of its name: its plan or member, and its OGP id."""
    plan = commitment.action_plan
    parts = [plan.title if plan else _("%(member)s, no action plan") % {"member": commitment.member.title}]
    return " · ".join([*parts, *([commitment.ogp_id] if commitment.ogp_id else [])])
