"""Redaction: what must not stay public is destroyed in every published edition, and a new edition tells of it.

For what a court forbids, or what endangers a person; a mistake is corrected instead, and the earlier edition stays.
"""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import drafts, notifications, permissions, record, trail, workflow
from .acts import ActKind
from .choices import EvidenceKind
from .losses import ANSWER, OVERVIEW, is_one_person, is_told, losses, what_it_holds
from .models import (
    Byline,
    Consultation,
    Disposition,
    Edition,
    Evidence,
    Exemption,
    Move,
    Reaction,
    Receipt,
    Redaction,
    RemovedByline,
    Report,
    ResponsePart,
    Seal,
    Signature,
)
from .saving import storable
from .unused_files import remove_if_unused

_NO_CONTACT = {"name": "", "role": "", "organisation": "", "contact": None}
_NOT_THE_SAME = {
    False: _("the edition that is being written says something else at %(path)s. See to it yourself."),
    True: _("an edition that was discarded says something else at %(path)s, and keeps it for those who wrote it."),
}
_GIVEN_WITH = {"/edition/change_reason", "/edition/unsigned_reason"}  # each also in a move, or in a Redaction


@transaction.atomic
def redact(report, paths, *, reason, by, number=None):
    """Destroy values in every published edition, publish one that tells of it and why, and return that Edition.

    With the values go their salts; the hashes stay, so that the record is verified as before. Receipts lose the same,
    and so does an edition that is being written, where it says the same; files that nothing else holds are removed from
    the disk. Nobody can undo it. Raises PermissionDenied unless `by` runs the site, ValidationError where a path names
    nothing that can be taken out (code "path"), there is no reason (code "reason"), or the record would not be verified
    any more without the value (code "record"); then nothing has changed.
    """
    if not permissions.can_redact(by):
        raise PermissionDenied
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why, in words that the public will read."), code="reason")
    report = Report.objects.with_subjects().select_for_update(of=("self",)).get(pk=report.pk)
    going, wrong_before = losses(report, paths, number=number), _wrong(report)
    if not going:
        raise ValidationError(_("There is nothing left to be removed."), code="path")
    told = {(loss.edition.number, loss.path): loss.leaf for loss in going if loss.is_told}
    leaves = list(told.values())  # of two editions of a response, say, one
    redaction = Redaction.objects.create(report=report, leaves=leaves, reason=reason, by=by)
    files = _files_of(going)
    _take_out(report, going, by=by)
    edition = drafts.redacted(Report.objects.get(pk=report.pk), change_reason=reason, redactions=leaves)
    report.editions.unpublished().exclude(pk=edition.pk).update(predecessor=edition)
    workflow.perform(workflow.PUBLISH_REDACTION, edition, by=None)
    trail.record(ActKind.REDACT, edition, by=by, row=redaction.pk)
    if any(isinstance(loss.row, ResponsePart) for loss in going):
        notifications.tell_respondents_of_redaction(redaction)
    _refuse_what_breaks(_wrong(report) - wrong_before)
    for sha256 in files:
        transaction.on_commit(partial(remove_if_unused, sha256))
    return edition


def not_reached(report, going):
    """Yield, in words, where a redaction leaves what it takes out elsewhere: an administrator sees to it herself."""
    files = Evidence.objects.filter(stored_file__sha256__in=_files_of(going)).exclude(edition__report=report)
    for number in files.order_by("edition__report").values_list("edition__report", flat=True).distinct():
        yield _("report %(number)d holds the same file, and keeps it.") % {"number": number}
    if report.commitment and any(_says(report.commitment, loss) for loss in going):
        yield _("the commitment says it too, on its own page and to the next edition. Change it in the admin.")
    for edition in report.editions.unsealed():
        goes_everywhere = [loss for loss in going if ANSWER.fullmatch(loss.path) or OVERVIEW.fullmatch(loss.path)]
        answers = {(loss.path, column) for loss in goes_everywhere for column in loss.columns}
        goes = [(loss.path, getattr(loss.row, column)) for loss in going for column in loss.columns]
        for path, column in sorted(answers):
            said = getattr(edition, column)
            if said and (path, said) not in goes:
                yield _NOT_THE_SAME[edition.is_discarded] % {"path": path}
    yield from _drafts_that_stay(report, going)
    yield from _windows_that_stay(report, going)
    yield from _said_besides(report, going)


def _drafts_that_stay(report, going):
    """Yield where the government's draft says something else than what goes of its response."""
    said = [loss.row for loss in going if isinstance(loss.row, ResponsePart)]
    drafted = ResponsePart.objects.filter(response__in=report.responses.drafts()).exclude(text="")
    for part in drafted.filter(answer_key__in={one.answer_key for one in said}).order_by("answer_key"):
        if part.text not in {one.text for one in said if one.answer_key == part.answer_key}:
            facts = {"path": f"/official_response/{_place_of(part)}"}
            yield _("the draft of a response says something else at %(path)s. See to it with its writer.") % facts


def _place_of(part):
    return f"answers/{part.answer_key}" if part.answer_key else "whole"


def _windows_to_be_sealed(report):
    return Consultation.objects.windows().filter(edition__in=report.editions.unpublished())


def _windows_that_stay(report, going):
    """Yield that an edition which is not public yet keeps a reason that goes: it is taken out once it is."""
    reasons = {loss.begins for loss in going if "ended_reason" in loss.columns}
    if _windows_to_be_sealed(report).filter(ended_reason__in=reasons).exists():
        yield _("a window of the edition that is not public yet ended for the same reason. Redact it once it is.")


def _said_besides(report, going):
    """Yield where free words stand besides the answers that are not going: an administrator reads them."""
    named = {(loss.edition.number, loss.path) for loss in going}
    for number, path in _places_besides(report):
        if (number, path) not in named:
            facts = {"path": path, "edition": number}
            yield _("%(path)s, in edition %(edition)d, stays. Read it, and name it if it says the same.") % facts


def _places_besides(report):
    """Yield edition and place of each reason that is no part of the answers, and of what the government says."""
    for edition in report.editions.published().order_by("number").prefetch_related("consultations"):
        for place, one in enumerate(edition.exempted):
            if one:
                yield edition.number, f"/edition/exemptions/{place}"
        consultations = list(edition.consultations.all())
        if consultations and consultations[-1].skipped_reason:
            yield edition.number, "/consultation/skipped_reason"
        for place, one in enumerate(one for one in consultations if not one.is_skipped):
            if one.ended_reason:
                yield edition.number, f"/consultation/windows/{place}"
    parts = ResponsePart.objects.filter(response__in=report.responses.published()).exclude(text="")
    for part in parts.select_related("response__edition").order_by("response__number", "answer_key"):
        yield part.response.edition.number, f"/official_response/{_place_of(part)}"
    for place, change in enumerate(report.standing_changes.order_by("pk")):
        if change.reason:
            yield report.current.number, f"/standing_changes/{place}"


def _says(commitment, loss):
    match = OVERVIEW.fullmatch(loss.path)
    return bool(match) and getattr(commitment, match[1]) == loss.begins


def _files_of(going):
    rows = (loss.row for loss in going if isinstance(loss.row, Evidence))
    return sorted({row.stored_file.sha256 for row in rows if row.stored_file_id})


def _take_out(report, going, *, by):
    for loss in going:
        if isinstance(loss.row, Byline):
            _keep_who_wrote(loss.row, by=by)
        type(loss.row).objects.filter(pk=loss.row.pk).update(**loss.columns)
        if loss.exemption is not None:
            _take_out_exemption(report, loss)
        if isinstance(loss.row, Reaction):
            _take_out_who_spoke(loss.row)
        _take_out_of_receipts(report, loss)
        _take_out_of_what_is_written(report, loss, by=by)
        if loss.path in _GIVEN_WITH:
            _take_out_where_it_was_given(report, loss.begins)
        salts = Seal.objects.select_for_update().get(edition=loss.edition)
        salts.salts.pop(loss.path, None)
        salts.save(update_fields=["salts"])


def _keep_who_wrote(byline, *, by):
    """Keep, for staff alone, that she wrote the report: her name goes, and she decides about it as little as before."""
    if byline.evaluator_id:
        RemovedByline.objects.create(edition_id=byline.edition_id, evaluator_id=byline.evaluator_id, by=by)


def _take_out_who_spoke(reaction):
    """Take out what became of it, and her name, unless it stands with another reaction of hers."""
    Disposition.objects.filter(reaction=reaction).delete()
    if not reaction.consulted.reactions.exclude(text="").exists():
        type(reaction.consulted).objects.filter(pk=reaction.consulted_id).update(**_NO_CONTACT)


def _take_out_exemption(report, loss):
    """Take an exemption out of what is told of an edition, in its place, and its reason wherever it was given."""
    exempted = Edition.objects.values_list("exempted", flat=True).get(pk=loss.edition.pk)
    exempted[loss.exemption] = None
    Edition.objects.filter(pk=loss.edition.pk).update(exempted=exempted)
    Exemption.objects.filter(edition__report=report, reason=loss.begins).update(reason="")


def _take_out_where_it_was_given(report, reason):
    """Take a reason out of the moves by which somebody gave it, and of an earlier redaction."""
    Move.objects.filter(edition__report=report, reason=reason).update(reason="")
    report.redactions.filter(reason=reason).exclude(pk=report.redactions.latest("pk").pk).update(reason="")


def _take_out_of_receipts(report, loss):
    """Take the same out of what was sent, of whichever edition, and of what contacts read."""
    for receipt in Receipt.objects.filter(edition__report=report).select_for_update(of=("self",)):
        document = _without(receipt.document, loss)
        if document != receipt.document:
            Receipt.objects.filter(pk=receipt.pk).update(document=document)
        if isinstance(loss.row, Evidence) and loss.row.stored_file_id:
            receipt.files.remove(loss.row.stored_file_id)


def _without(document, loss):
    """Return what a receipt tells, less one value."""
    told = document | {"answers": dict(document["answers"]), "labels": dict(document["labels"])}
    if isinstance(loss.row, Evidence):
        told["answers"] = {key: _without_piece(value, loss.row) for key, value in told["answers"].items()}
    elif isinstance(loss.row, Byline):
        gone = {"name": "", "organisation": "", "signed_at": None}
        told["evaluators"] = [gone if _is_hers(one, loss.row) else one for one in document["evaluators"]]
    elif match := ANSWER.fullmatch(loss.path):
        for part, nothing in (("answers", None), ("labels", "")):
            told[part] |= {match[1]: nothing} if match[1] in told[part] else {}
    elif match := OVERVIEW.fullmatch(loss.path):
        told["overview"] = document["overview"] | {match[1]: None}
    elif loss.path == "/edition/unsigned_reason" and told["unsigned_reason"] == loss.begins:
        told["unsigned_reason"] = None
    return told


def _is_hers(told, byline):
    """Whether this is how a receipt tells an evaluator: by her name or, if she had another, by when she signed."""
    signed = Signature.objects.filter(evaluator=byline.evaluator_id, edition__report=byline.edition.report_id)
    moments = {at.isoformat() for at in signed.values_list("at", flat=True)}
    return told["name"] == byline.name or told["signed_at"] in moments


def _without_piece(value, row):
    if not isinstance(value, list):
        return value
    return [{"kind": EvidenceKind.REMOVED} if is_told(piece, row) else piece for piece in value]


def _take_out_of_what_is_written(report, loss, *, by):
    """Take the same out of what is being written, or was discarded; what it says otherwise is its writers' own."""
    written = report.editions.unsealed()
    if isinstance(loss.row, Evidence):
        held = what_it_holds(loss.row)
        same = [one.pk for one in Evidence.objects.filter(edition__in=written) if what_it_holds(one) == held]
        Evidence.objects.filter(pk__in=same).delete()
    elif isinstance(loss.row, Byline):
        for byline in Byline.objects.filter(edition__in=written):
            if is_one_person(byline, loss.row):
                _keep_who_wrote(byline, by=by)
                Byline.objects.filter(pk=byline.pk).update(**loss.columns)
    elif isinstance(loss.row, Consultation):
        # Also what was said before, and of an edition that is not public; but a window that is to be sealed keeps its
        # dates and numbers, which go with the reason.
        same = Consultation.objects.filter(edition__report=report).exclude(pk__in=_windows_to_be_sealed(report))
        for column in loss.columns:
            same.filter(**{column: loss.begins}).update(**loss.columns)
    elif isinstance(loss.row, ResponsePart):
        drafted = ResponsePart.objects.filter(response__in=report.responses.drafts(), text=loss.begins)
        drafted.filter(answer_key=loss.row.answer_key).delete()
    elif isinstance(loss.row, Edition):
        for column, blank in loss.columns.items():
            written.filter(**{column: getattr(loss.row, column)}).update(**{column: blank})


def _wrong(report):
    return {found for found in record.findings(record.told_of(report)) if found.is_wrong}


def _refuse_what_breaks(wrong):
    """Refuse what the record could not be verified after: the loss of a code, say, on which another answer hangs."""
    for found in sorted(wrong, key=lambda found: (found.edition, found.path)):
        raise ValidationError(
            _("Without it the record could not be verified (edition %(edition)s, %(path)s). Nothing was changed."),
            code="record",
            params={"edition": found.edition, "path": found.path},
        )
