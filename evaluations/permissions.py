"""Who may: one predicate for each thing that somebody does. When it may be done stands in workflow.py.

Every predicate takes the user first (an `AnonymousUser` included) and returns a bool.
"""

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q

from .choices import ChangeClass, ReportKind, ReviewRule, Standing
from .conflicts import standing_conflicts
from .models import Assignment, Byline, Comment, Evaluator, Invitation, Report

EVALUATORS, REVIEWERS, MODERATORS = "evaluators", "reviewers", "moderators"


def _in_group(user, name):
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "group_names"):
        # Whoever is signed in was read with them; asked several times on one page.
        user.group_names = list(user.groups.values_list("name", flat=True))
    return name in user.group_names


def is_reviewer(user):
    """Staff who check reports and publish them."""
    return user.is_active and (user.is_superuser or _in_group(user, REVIEWERS))


def is_moderator(user):
    """Staff who decide about comments."""
    return user.is_active and (user.is_superuser or _in_group(user, MODERATORS))


def moderators():
    """Return the accounts of the moderators who can be written to."""
    found = get_user_model().objects.filter(groups__name=MODERATORS, is_active=True)
    return found.exclude(email="").order_by("pk")


def is_evaluator(user):
    """People who may be assigned to members, and file reports for those."""
    return _in_group(user, EVALUATORS)


def evaluator_of(user):
    """Return the evaluator whose account this is, or None."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Evaluator.objects.filter(user=user).first()


def is_assigned(user, member):
    """Whether she may file reports on this member's commitments."""
    return (
        user.is_authenticated
        and user.is_active
        and Assignment.objects.filter(evaluator__user=user, member=member).exists()
    )


def is_evaluator_on(user, edition):
    """Whether she stands in the edition's bylines."""
    return user.is_authenticated and edition.bylines.filter(evaluator__user=user).exists()


def has_evaluated(user, report):
    """Whether she stands, or ever stood, in the bylines of the report, taken off or not."""
    return user.is_authenticated and evaluated_by(user).filter(pk=report.pk).exists()


def evaluated_by(user):
    """Return the keys of the reports in whose bylines she stands, or ever stood, taken off or not."""
    is_hers = Q(editions__bylines__evaluator__user=user) | Q(editions__removed_bylines__evaluator__user=user)
    return Report.objects.filter(is_hers).values("pk")


def can_see_edition(user, edition):
    """A published edition is for everybody; any other for its evaluators and for reviewers."""
    return edition.is_published or is_reviewer(user) or is_evaluator_on(user, edition)


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
    return _leads(user, edition)


def _leads(user, edition):
    lead = leads_of([edition]).get(edition.pk)
    return is_reviewer(user) if lead is None else lead.user_id == user.pk


def can_discard(user, edition):
    """Whoever leads a new edition discards it before it is submitted, and so does a reviewer."""
    return is_reviewer(user) or _leads(user, edition)


def can_ask_to_unlock(user, edition):
    """Who leads a report asks to have more of it opened; of a Results Report, whoever writes it."""
    if edition.report.kind == ReportKind.RESULTS:
        return is_author_of(user, edition)
    return can_name_evaluators(user, edition)


def has_submitted(user, edition):
    """Whether it was she who submitted the edition, the last time that it was."""
    last = edition.submission
    return last is not None and last.by_id is not None and last.by_id == user.pk


def is_outside(user, edition):
    """Whether she is a reviewer who neither wrote the report nor submitted it: from this nobody is exempt."""
    return is_reviewer(user) and not has_evaluated(user, edition.report) and not has_submitted(user, edition)


def can_review(user, edition):
    """Reviewers check what was submitted, except where they wrote it, or have a tie from which they are not exempt."""
    return is_outside(user, edition) and not standing_conflicts(user, edition) - {ReviewRule.SAME_PERSON}


def can_publish(user, edition):
    """Who may review an edition publishes it, except where she approved it herself."""
    return is_outside(user, edition) and not standing_conflicts(user, edition)


def reviewed(edition):
    """Return the edition as it was reviewed: of one that tells of a redaction, which nobody reviews, what it copies."""
    while edition.change_class == ChangeClass.REDACTION:
        edition = edition.predecessor
    return edition


def can_withdraw(user, report):
    """Who may review what is published of a report withdraws it, and lets it stand again."""
    return report.current_id is not None and can_review(user, reviewed(report.current))


def can_ask_to_respond(user, report):
    """Who may review what is published of a report chooses who responds to it for the government."""
    return can_withdraw(user, report)


def can_declare(user, edition):
    """A reviewer says whether she has a tie while it matters: from the first submission to the publication."""
    return edition.is_under_review and is_outside(user, edition)


def can_exempt(user, edition, reviewer):
    """Who may review an edition exempts another reviewer; an administrator, who may be alone, also herself."""
    if not edition.is_with_reviewers or not is_outside(reviewer, edition):
        return False
    return (user.is_superuser and user.is_active) or (user.pk != reviewer.pk and can_review(user, edition))


def reviewers_besides(edition, people):
    """Return the reviewers who may still decide about an edition when these people have done their part."""
    free = reviewers_who_did_not_write(edition).exclude(pk__in=people)
    # Of nobody else is anything known that could stand against her.
    known = free.filter(Q(pk__in=edition.declarations.values("by")) | Q(evaluator__isnull=False))
    hindered = [one.pk for one in known if standing_conflicts(one, edition) - {ReviewRule.SAME_PERSON}]
    return free.exclude(pk__in=hindered)


def reviewers_who_did_not_write(edition):
    """Return the reviewers of an edition, with those against whom a rule stands that an exemption would lift."""
    wrote = Q(evaluator__bylines__edition__report=edition.report_id)
    wrote |= Q(evaluator__removed_bylines__edition__report=edition.report_id)
    reviewers = get_user_model().objects.filter(groups__name=REVIEWERS, is_active=True)
    return reviewers.exclude(wrote).distinct()


def can_reply_to_remarks(user, edition):
    """Whoever writes an edition, or may review it, says something back to what was remarked on it."""
    return is_author_of(user, edition) or can_review(user, edition)


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


def can_comment(user, report, *, written_at=None):
    """Anybody, under a published report that stands, unless its period of public comment is over.

    What a guest has to confirm first is judged by when it was written.
    """
    if report.current_id is None or report.standing != Standing.STANDING:
        return False
    closes_at = report.comments_close_at
    return not report.is_closed_for_comment or (written_at is not None and written_at < closes_at)


def can_edit_comment(commenter, comment):
    """Who wrote it, while the report takes comments, unless a moderator turned it down or she withdrew it.

    What is new may still be mended when the period of public comment has just ended.
    """
    written_at = comment.posted_at if comment.is_new else None
    return can_withdraw_comment(commenter, comment) and can_comment(
        commenter.account, comment.report, written_at=written_at
    )


def can_withdraw_comment(commenter, comment):
    """Who wrote it, at any time, unless a moderator turned it down: of that its notice tells."""
    return commenter.wrote(comment) and comment.withdrawn_at is None and not comment.is_turned_down


def can_open_for_comment(user, report):
    """Who may review what is published of a report opens it for public comment."""
    return report.current_id is not None and can_review(user, reviewed(report.current))


def can_moderate(user, report=None):
    """Moderators decide about comments, except under a report that they evaluated."""
    return is_moderator(user) and (report is None or not has_evaluated(user, report))


def can_decide_about(user, comment):
    """Who may moderate under its report decides about a comment; of her own nobody does, but who manages the site."""
    return can_moderate(user, comment.report) and (user.is_superuser or comment.author_id != user.pk)


def comments_to_decide(user):
    """Return the comments about which a moderator may decide; about the others another one does.

    Those are the ones under reports that she evaluated, her own, and those whose authors appeal against a decision of
    hers.
    """
    found = Comment.objects.exclude(report__in=evaluated_by(user)).exclude(appealed_at__isnull=False, decided_by=user)
    return found if user.is_superuser else found.exclude(author=user)


def can_set_comments(user, report):
    """Who may moderate under a published report says which comments wait there, and until when it takes any."""
    return report.current_id is not None and can_moderate(user, report)


def can_set_holding_rules(user):
    """Moderators say which comments wait on the whole site."""
    return is_moderator(user)


def can_give_badge(user, account):
    """Moderators say for whom an account speaks; of herself nobody does, but who manages the site."""
    return is_moderator(user) and (user.is_superuser or user.pk != account.pk)


def can_see_evidence(user, evidence):
    """A file is seen by whoever may see the edition that it stands in."""
    return can_see_edition(user, evidence.edition)


def can_look_into_records(user):
    """Reviewers see, in the admin, everything that was filed and what happened to it."""
    return is_reviewer(user)


def can_redact(user):
    """Who answers for the site destroys what was published, on its command line; nobody else, and on no page."""
    return user is not None and user.is_active and user.is_superuser


def can_send_again(user):
    """Reviewers, who see in the outbox what did not reach anybody, have it sent again."""
    return is_reviewer(user)


def can_assign(user):
    """Reviewers say who may file for which member, and decide about requests for it."""
    return is_reviewer(user)


def can_take_back_invitations(user):
    """Reviewers end what lets somebody join a report or write it as a guest, as they take assignments back."""
    return is_reviewer(user)


def can_keep_evaluators(user):
    """Who evaluates, and under which private e-mail, is for the people who manage the site."""
    return user.is_active and user.is_superuser


def with_writers(editions):
    """Return the editions, each with `writers`: the accounts of those in its bylines who may write, by their keys."""
    writers = _writers().filter(edition=OuterRef("pk")).order_by()
    return editions.annotate(writers=ArraySubquery(writers.values("evaluator__user")))


def is_author_as_read(user, edition):
    """Whether she `is_author_of` an edition that was read `with_writers`, without asking for them once more."""
    if edition.report.kind == ReportKind.RESULTS or not edition.writers:
        return is_reviewer(user)
    return user.pk in edition.writers
