"""How an edition begins: a report is started, or a published one opened anew, to be corrected."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import notifications, permissions, trail
from .choices import ChangeClass, EvidenceKind, Language, MoveName, ReportKind
from .models import Byline, Edition, Evidence, Justification, Move, Report
from .questionnaire import NEWEST
from .saving import storable

_NOT_COPIED = {
    "id",
    "number",
    "status",
    "source",
    "change_class",
    "change_reason",
    "redactions",
    "started_at",
    "saved_at",
    "saved_by",
    "submitted_at",
    "unsigned_reason",
    "published_at",
    "unlocked",
}

# The rows that are copied with an edition, and what a copy has of its own.
_ANEW = {
    Byline: {"signed_at": lambda: None, "lacks_signature": lambda: False},
    Evidence: {"uuid": uuid4},
    Justification: {"stands": lambda: False},
}


@transaction.atomic
def start(*, kind, subject, by, evaluator=None, language=Language.EN):
    """Start the report on a commitment or an action plan, and return its first edition, a draft.

    `by` may be None for a command. Raises PermissionDenied where `by` may not start it, ValidationError where there is
    already a report on the subject (code "exists").
    """
    if by is not None and not permissions.can_start(by, kind=kind, member=subject.member):
        raise PermissionDenied
    field = "action_plan" if kind == ReportKind.RESULTS else "commitment"
    # Two who start at once: the second waits here, and then finds the first one's report.
    type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if Report.objects.filter(**{field: subject}).exists():
        raise ValidationError(
            _("There is already a report on “%(subject)s”."), code="exists", params={"subject": subject}
        )
    report = Report.objects.create(kind=kind, member=subject.member, lead=evaluator, started_by=by, **{field: subject})
    edition = Edition.objects.create(report=report, questionnaire=NEWEST[kind].version, language=language)
    if evaluator:
        edition.add_byline(evaluator)
    _note(MoveName.START, edition, by=by)
    return edition


@transaction.atomic
def correct(report, *, by, reason="", change=ChangeClass.CORRECTION, language=""):
    """Copy the current edition into a new draft, its bylines and evidence with it, and return the draft.

    The published page stays as it is until the draft is published. What kind of change it is, and the reason, the
    public reads from then on. `language` is that of a translation, "" where it stays. `by` may be None for a command.
    Raises PermissionDenied where `by` may not, ValidationError where a draft exists (code "exists") or there is no
    reason (code "reason").
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if by is not None and not permissions.can_correct(by, report):
        raise PermissionDenied
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why the report is to be changed."), code="reason")
    if report.unpublished:
        raise ValidationError(_("A new edition of this report is already being written."), code="exists")
    own = {"language": language} if language else {}
    # Who reviews it is not told yet, and the exemptions of the edition before are not of this one.
    draft = _copy(report.current, change_class=change, change_reason=reason, exempted=[], **own)
    move = _note(MoveName.CORRECT, draft, by=by, reason=reason)
    if by is not None:  # a command goes on with it by itself
        notifications.tell_evaluators_of_new_edition(draft, move)
    return draft


def _note(name, draft, *, by, reason=""):
    """Keep how a draft began, and return the move."""
    move = Move.objects.create(edition=draft, name=name, to_status=draft.status, by=by, reason=reason)
    trail.record(name, draft, by=by, row=move.pk)
    return move


def redacted(report, **own):
    """Copy the current edition, whoever writes another meanwhile, and return the copy, to be published at once.

    That of an imported one stays imported: what its page had lost reads as before.
    """
    return _copy(report.current, change_class=ChangeClass.REDACTION, source=report.current.source, **own)


def _standing(model):
    """Return the rows that are copied: of evidence that a redaction took out, nothing is left to be copied."""
    return model.objects.exclude(kind=EvidenceKind.REMOVED) if model is Evidence else model.objects


def _copy(edition, **own):
    columns = [f for f in Edition._meta.concrete_fields if f.name not in _NOT_COPIED and not f.generated]
    values = {column.attname: getattr(edition, column.attname) for column in columns}
    draft = Edition.objects.create(**values | {"predecessor_id": edition.pk} | own)
    for model, anew in _ANEW.items():
        copies = list(_standing(model).filter(edition=edition))
        for row in copies:
            row.pk, row.edition = None, draft
            for name, value in anew.items():
                setattr(row, name, value())
        model.objects.bulk_create(copies)
    return draft
