"""When: the one table of moves. Nothing else assigns a status."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import coherence, conflicts, guards, notifications, permissions, receipts, record, trail, unlocking
from .acts import ActKind
from .choices import InvitationOutcome, MoveName, Status, UnlockOutcome
from .comments import close_by_rule
from .following import hold_followers_back
from .guards import Attempt
from .models import Byline, Edition, Move, Report
from .overview import overview_of
from .reading import as_called_now
from .slugs import free_slug_of
from .succession import changed_answers


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move that may be made with an edition: from where, to where, by whom, and what it does."""

    name: MoveName
    sources: frozenset[Status]
    target: Status
    allowed: Callable  # (user, edition) -> bool
    is_by_command: bool = False  # whether a command may make it, with nobody as user
    needs_reason: bool = False
    guards: tuple[Callable, ...] = ()  # (edition, attempt); raise ValidationError where the edition is not fit
    effect: Callable = lambda edition, attempt: None  # prepares the edition, before the status is saved
    record: Callable = lambda edition, move: None  # keeps what is to be kept of the move
    announce: Callable = lambda edition, move: None  # tells people, once it is committed


def _freeze(edition, attempt):
    """Copy into the edition what until now stood elsewhere: the Overview, the evaluators' names, who has signed."""
    for name, value in overview_of(edition).items():
        setattr(edition, name, value)
    coherence.freeze(edition, attempt.flags, by=attempt.by)
    signatures = attempt.signatures
    # Also of who signed this text and has lost her account or assignment since.
    signed = dict(edition.signatures.filter(digest=signatures.digest).values_list("evaluator", "at"))
    bylines = [as_called_now(byline) for byline in edition.bylines.select_related("evaluator")]
    missing = {signer.byline.pk for signer in signatures.missing}
    for byline in bylines:
        byline.signed_at, byline.lacks_signature = signed.get(byline.evaluator_id), byline.pk in missing
    Byline.objects.bulk_update(bylines, ["name", "organisation", "signed_at", "lacks_signature"])
    edition.unsigned_reason = attempt.reason if missing else ""
    _lock(edition)
    edition.submitted_at = timezone.now()


def _lock(edition):
    edition.unlocked = None
    edition.unlock_requests.waiting().update(outcome=UnlockOutcome.OVER)


def _unlock(edition, attempt):
    edition.unlocked = unlocking.to_unlock(attempt.reading, attempt.flags)


def _tell_of_submission(edition, move):
    notifications.tell_reviewers(edition, move)
    notifications.send_receipts(edition, move)


def _follow_publication(edition, move):
    notifications.tell_evaluators_of_publication(edition, move)
    notifications.tell_consulted_of_publication(edition)
    close_by_rule(edition.report)


def _tell_of_discarding(edition, move):
    notifications.tell_evaluators_of_discarding(edition, move)
    notifications.tell_consulted_of_discarding(edition)


def _explain(edition, attempt):
    """Keep the reason of a new edition for the public, where the first of its reviewers gives one."""
    if edition.predecessor_id:
        edition.change_reason = edition.change_reason or attempt.reason


def _end_invitations(edition, attempt):
    waiting = edition.report.invitations.filter(outcome="")
    for pk in waiting.values_list("pk", flat=True):
        trail.record(ActKind.REVOKE_INVITATION, edition, by=None, row=pk)
    waiting.update(outcome=InvitationOutcome.REVOKED, ended_at=timezone.now())


def _close(edition, attempt):
    """End what waits for an edition that nobody writes any more."""
    _end_invitations(edition, attempt)
    _lock(edition)


def _number(edition, attempt):
    _end_invitations(edition, attempt)
    edition.number = _next_number(edition.report)
    _explain(edition, attempt)
    # What a command publishes was decided by whoever scheduled it.
    publisher = edition.scheduling.by if edition.is_scheduled and attempt.by is None else attempt.by
    edition.exempted = conflicts.exempted(edition, publisher=publisher)
    edition.published_at = timezone.now()


def _number_redaction(edition, attempt):
    """Number it, and nothing else: whoever is invited to an edition that is being written stays invited."""
    edition.number, edition.published_at = _next_number(edition.report), timezone.now()


def _next_number(report):
    newest = report.editions.published().order_by("-number").first()
    return newest.number + 1 if newest else 1


# Asked twice: a remark may be made, and a row mended by hand, after the approval.
FIT_FOR_THE_PUBLIC = (
    guards.report_stands,
    guards.nothing_is_missing,
    guards.is_the_signed_text,
    guards.no_remark_is_open,
    guards.no_reason_is_refused,
    guards.contacts_were_heard,
    guards.says_why,
    guards.translates_into_another_language,
)


def _nobody(user, edition):
    return False


SUBMIT = Step(
    name=MoveName.SUBMIT,
    sources=frozenset({Status.DRAFT, Status.RETURNED}),
    target=Status.SUBMITTED,
    allowed=permissions.can_submit,
    guards=(
        guards.translates_into_another_language,
        guards.nothing_is_missing,
        guards.is_what_was_shown,
        guards.says_something_new,
        guards.everybody_has_signed,
        guards.no_flag_is_open,
    ),
    effect=_freeze,
    record=receipts.issue,
    announce=_tell_of_submission,
)
# It stays as it is, for those who wrote it: what they typed is lost to nobody, and is in nobody's way.
DISCARD = Step(
    name=MoveName.DISCARD,
    sources=frozenset({Status.DRAFT, Status.RETURNED}),
    target=Status.DISCARDED,
    allowed=permissions.can_discard,
    needs_reason=True,
    guards=(guards.follows_a_published_one, guards.reactions_were_dealt_with),
    effect=_close,
    announce=_tell_of_discarding,
)
RETURN = Step(
    name=MoveName.RETURN,
    sources=frozenset({Status.SUBMITTED, Status.APPROVED, Status.SCHEDULED}),
    target=Status.RETURNED,
    allowed=permissions.can_review,
    needs_reason=True,
    guards=(guards.has_declared, guards.nobody_reads_it),
    effect=_unlock,
    announce=notifications.tell_evaluators_of_return,
)
APPROVE = Step(
    name=MoveName.APPROVE,
    sources=frozenset({Status.SUBMITTED}),
    target=Status.APPROVED,
    allowed=permissions.can_review,
    guards=(guards.has_declared, *FIT_FOR_THE_PUBLIC),
    effect=_explain,
    announce=notifications.tell_reviewers_of_approval,
)
PUBLISH = Step(
    name=MoveName.PUBLISH,
    sources=frozenset({Status.APPROVED, Status.SCHEDULED}),
    target=Status.PUBLISHED,
    allowed=permissions.can_publish,
    guards=(guards.has_declared, guards.approval_holds, *FIT_FOR_THE_PUBLIC),
    effect=_number,
    announce=_follow_publication,
)
SCHEDULE = Step(
    name=MoveName.SCHEDULE,
    sources=frozenset({Status.APPROVED}),
    target=Status.SCHEDULED,
    allowed=permissions.can_publish,
    guards=(guards.has_declared, guards.time_is_to_come, guards.approval_holds, *FIT_FOR_THE_PUBLIC),
    effect=_explain,
    announce=notifications.tell_evaluators_of_schedule,
)
UNSCHEDULE = Step(
    name=MoveName.UNSCHEDULE,
    sources=frozenset({Status.SCHEDULED}),
    target=Status.APPROVED,
    allowed=permissions.can_review,
    is_by_command=True,
    needs_reason=True,
    guards=(guards.has_declared,),
    announce=notifications.tell_of_unscheduling,
)
PUBLISH_SCHEDULED = Step(
    name=MoveName.PUBLISH_SCHEDULED,
    sources=frozenset({Status.SCHEDULED}),
    target=Status.PUBLISHED,
    allowed=_nobody,
    is_by_command=True,
    guards=(guards.time_has_come, guards.schedule_holds, guards.approval_holds, *FIT_FOR_THE_PUBLIC),
    effect=_number,
    announce=_follow_publication,
)
PUBLISH_IMPORT = Step(
    name=MoveName.PUBLISH_IMPORT,
    sources=frozenset({Status.DRAFT}),
    target=Status.PUBLISHED,
    allowed=_nobody,
    is_by_command=True,
    effect=_number,
)
# It holds less than what was published already, and asks nobody: a court does not wait for two reviewers.
PUBLISH_REDACTION = Step(
    name=MoveName.PUBLISH_REDACTION,
    sources=frozenset({Status.DRAFT}),
    target=Status.PUBLISHED,
    allowed=_nobody,
    is_by_command=True,
    guards=(guards.tells_of_a_redaction,),
    effect=_number_redaction,
    announce=notifications.tell_evaluators_of_redaction,
)
_STEPS = (
    SUBMIT,
    DISCARD,
    RETURN,
    APPROVE,
    SCHEDULE,
    UNSCHEDULE,
    PUBLISH,
    PUBLISH_SCHEDULED,
    PUBLISH_IMPORT,
    PUBLISH_REDACTION,
)
MOVES = {step.name: step for step in _STEPS}


@transaction.atomic
def perform(step, edition, *, by, reason="", shown=None, at=None):
    """Make the move and return its row. The edition passed in is brought up to date.

    `shown` is the digest of the text that `by` was shown, where a person acts on what she reads; `at` the time for
    which she schedules it. Raises PermissionDenied where `by` may not (`None`: a command), ValidationError where the
    edition's status does not allow it (code "status"), a reason is wanted (code "reason"), answers or signatures are
    missing (codes "missing" and "unsigned"), a flag or a remark is open (codes "flags" and "remarks"), a reviewer did
    not accept why an answer stands (code "refused"), contacts of the member are reading it or were not heard (code
    "consultation"), a reviewer has not said whether she has a tie (code "undeclared"), who approved it has one by now
    (code "tied"), a correction or an update changes nothing (code "unchanged"), the report is withdrawn (code
    "withdrawn"), a translation is in the language of what it translates (code "language"), the text is no longer the
    one that was shown (code "moved"), or a time is none to come or has not come (codes "time" and "early").
    """
    report = Report.objects.with_subjects().select_for_update(of=("self",)).get(pk=edition.report_id)
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update(of=("self",)))
    edition.report = report
    attempt = Attempt(edition=edition, by=by, reason=reason.strip(), shown=shown, at=at)
    _refuse_unless_fit(step, edition, attempt)
    move = _make(step, edition, attempt)
    step.record(edition, move)
    step.announce(edition, move)
    return move


def _refuse_unless_fit(step, edition, attempt):
    by = attempt.by
    if not (step.is_by_command if by is None else step.allowed(by, edition)):
        raise PermissionDenied
    if edition.status not in step.sources:
        raise ValidationError(
            _("This cannot be done now: the report is “%(status)s”."),
            code="status",
            params={"status": edition.get_status_display()},
        )
    if step.needs_reason and not attempt.reason:
        raise ValidationError(_("Say why, in words that the evaluators will read."), code="reason")
    for guard in step.guards:
        guard(edition, attempt)


def _make(step, edition, attempt):
    source = edition.status
    step.effect(edition, attempt)
    edition.status, edition.scheduled_for = step.target, attempt.at  # no move but scheduling brings a time
    if step.target == Status.PUBLISHED:
        edition.changed = changed_answers(edition)
    edition.save()
    if step.target == Status.PUBLISHED:
        _make_current(edition)
        record.seal(edition)
    move = Move.objects.create(
        edition=edition,
        name=step.name,
        from_status=source,
        to_status=step.target,
        by=attempt.by,
        reason=attempt.reason,
    )
    trail.record(step.name, edition, by=attempt.by, row=move.pk)
    return move


def _make_current(edition):
    report = edition.report
    if edition.number == 1:
        hold_followers_back(report)
    report.current = edition
    report.slug = report.slug or free_slug_of(edition)
    report.save(update_fields=["current", "slug"])
