"""Who starts, writes, submits and corrects a report, and who sees an edition before it is published."""

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q

from ..choices import ReportKind, Standing
from ..models import Assignment, Byline, Invitation
from .roles import REVIEWERS, is_assigned, is_evaluator_on, is_reviewer


def can_see_edition(user, edition):
    """A published edition is for everybody; any other for its evaluators and for reviewers."""
    return edition.is_published or is_reviewer(user) or is_evaluator_on(user, edition)


def can_see_evidence(user, evidence):
    """A file is seen by whoever may see the edition that it stands in."""
    return can_see_edition(user, evidence.edition)


def can_start(user, *, kind, member):
    """Evaluators start reports on commitments of their members, reviewers those on action plans."""
    if kind == ReportKind.RESULTS:
        return is_reviewer(user)
    return is_assigned(user, member)


def can_edit(user, edition):
    """An open edition is changed by whoever writes it."""
    return edition.is_open and is_author_of(user, edition)


def is_author_of(user, edition):
    """Whether it is she who writes the edition: who lost her assignment to the member, reads but writes no more.

    Reviewers write Results Reports, and whatever has nobody in its bylines who may write it: what was imported from
    evaluators who have no account here, and what its evaluators left behind with their accounts or assignments.
    """
    if edition.report.kind == ReportKind.RESULTS:
        return is_reviewer(user)
    writers = set(_writers().filter(edition=edition).order_by().values_list("evaluator__user", flat=True))
    return user.pk in writers if writers else is_reviewer(user)


def _writers():
    """Return the bylines whose evaluators may write: they have an account, and are assigned to the member.

    A guest, who accepted an invitation without being assigned, writes beside them: this one report, and not alone, for
    an assignment is staff's to give and to take.
    """
    named = Byline.objects.filter(evaluator__user__is_active=True)
    member = "edition__report__member"
    hosts = named.filter(edition=OuterRef("edition"), evaluator__assignments__member=OuterRef(member))
    guests = Invitation.objects.of_guests().filter(evaluator=OuterRef("evaluator"), report=OuterRef("edition__report"))
    assigned = Assignment.objects.filter(evaluator=OuterRef("evaluator"), member=OuterRef(member))
    return named.annotate(is_assigned=Exists(assigned)).filter(Q(is_assigned=True) | Q(Exists(guests), Exists(hosts)))


def writers_and_reviewers(edition):
    """Return the accounts of everybody who may write an edition, and of the reviewers, who see every one."""
    is_writer = Exists(_writers().filter(edition=edition, evaluator__user=OuterRef("pk")))
    is_reviewer = Q(is_superuser=True) | Q(groups__name=REVIEWERS)
    return get_user_model().objects.filter(is_writer | is_reviewer, is_active=True)


def left_to_reviewers(editions):
    """Keep those of the editions that reviewers write."""
    has_writer = Exists(_writers().filter(edition=OuterRef("pk")))
    return editions.filter(Q(report__kind=ReportKind.RESULTS) | ~has_writer)


def leads_of(editions):
    """Return who leads each edition now, by its key: its lead, or else the first in its bylines who is assigned.

    An edition without a key there is led by reviewers.
    """
    writers = (
        _writers()
        .filter(edition__in=editions, is_assigned=True)
        .annotate(leads=Q(evaluator=F("edition__report__lead")))
    )
    leads = {}
    for byline in writers.select_related("evaluator").order_by("-leads", "position"):
        leads.setdefault(byline.edition_id, byline.evaluator)
    return leads


def signers(edition):
    """Return the bylines of those who are to sign an edition, in their order: whoever may write it.

    Who was imported, or has lost account or assignment, cannot sign; reviewers, who write what is left to them, do not.
    """
    return list(_writers().filter(edition=edition).select_related("evaluator").order_by("position"))


def can_submit_unsigned(user, edition):
    """Whoever leads a report may submit it without the signature of another evaluator."""
    return can_name_evaluators(user, edition)


def can_submit(user, edition):
    """Whoever writes an edition may submit it."""
    return is_author_of(user, edition)


def can_name_evaluators(user, edition):
    """Whoever leads a report on a commitment says who stands on it, while it is open."""
    if not edition.is_open or edition.report.kind == ReportKind.RESULTS:
        return False
    return leads(user, edition)


def leads(user, edition):
    """Whether she leads those who write an edition; of what is left to reviewers each of them does."""
    lead = leads_of([edition]).get(edition.pk)
    return is_reviewer(user) if lead is None else lead.user_id == user.pk


def can_ask_to_unlock(user, edition):
    """Who leads a report asks to have more of it opened; of a Results Report, whoever writes it."""
    if edition.report.kind == ReportKind.RESULTS:
        return is_author_of(user, edition)
    return can_name_evaluators(user, edition)


def has_submitted(user, edition):
    """Whether it was she who submitted the edition, the last time that it was."""
    last = edition.submission
    return last is not None and last.by_id is not None and last.by_id == user.pk


def can_correct(user, report, *, assigned_to=None):
    """While it stands, a published report may be opened anew by a reviewer, or by its lead while she is assigned.

    `assigned_to` holds the keys of her members where a list of reports has read them already.
    """
    if report.current_id is None or report.standing == Standing.WITHDRAWN:
        return False
    if is_reviewer(user):
        return True
    if not user.is_authenticated or report.lead_id is None or report.lead.user_id != user.pk:
        return False
    return is_assigned(user, report.member) if assigned_to is None else report.member_id in assigned_to


def with_writers(editions):
    """Return the editions, each with `writers`: the accounts of those in its bylines who may write, by their keys."""
    writers = _writers().filter(edition=OuterRef("pk")).order_by()
    return editions.annotate(writers=ArraySubquery(writers.values("evaluator__user")))


def is_author_as_read(user, edition):
    """Whether she `is_author_of` an edition that was read `with_writers`, without asking for them once more."""
    if edition.report.kind == ReportKind.RESULTS or not edition.writers:
        return is_reviewer(user)
    return user.pk in edition.writers
