"""Who stands on a report, and in which order: for whoever leads it to say, while it is open."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import notifications, permissions, trail
from .acts import ActKind
from .models import Assignment, Byline, Edition, RemovedByline, Report


@transaction.atomic
def add(edition, evaluator, *, by):
    """Put an evaluator last on the edition, tell her, and return her byline.

    Raises PermissionDenied where `by` does not lead an open report, ValidationError where the evaluator may not file
    for the member (code "unassigned") or stands there already (code "named").
    """
    bylines = _locked(edition, by=by)
    if not Assignment.objects.filter(evaluator=evaluator, member=edition.report.member).exists():
        message = _("%(name)s is not assigned to %(member)s, and so cannot be named on this report.")
        params = {"name": evaluator.name, "member": edition.report.member.title}
        raise ValidationError(message, code="unassigned", params=params)
    _refuse_named(evaluator, bylines)
    byline = edition.add_byline(evaluator)
    _note(ActKind.NAME_EVALUATOR, byline, by=by)
    notifications.tell_evaluator_of_naming(byline, by=by)
    return byline


@transaction.atomic
def admit(edition, evaluator):
    """Put an evaluator last on an open edition who was invited to it, and return her byline.

    Raises ValidationError where she stands there already (code "named") or it is no longer open (code "status").
    """
    stored = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if not stored.is_open:
        raise ValidationError(_("The report is no longer open for changes."), code="status")
    _refuse_named(evaluator, stored.bylines.all())
    return stored.add_byline(evaluator)


@transaction.atomic
def remove(edition, pk, *, by):
    """Take a byline off the edition and keep a trace of it; one that is gone already stays gone.

    Raises PermissionDenied as `add` does, ValidationError where it is the lead's own (code "lead").
    """
    byline = next((byline for byline in _locked(edition, by=by) if byline.pk == pk), None)
    if byline is None:
        return
    if byline.evaluator_id and byline.evaluator_id == edition.report.lead_id:
        raise ValidationError(_("The lead of a report stays on it."), code="lead")
    if byline.evaluator_id:
        RemovedByline.objects.create(edition=edition, evaluator_id=byline.evaluator_id, by=by)
    _note(ActKind.REMOVE_EVALUATOR, byline, by=by)
    byline.delete()


@transaction.atomic
def shift(edition, pk, *, steps, by):
    """Move a byline down by some steps, or up by negative ones, and number all anew. Raises what `add` raises first."""
    bylines = _locked(edition, by=by)
    places = [place for place, byline in enumerate(bylines) if byline.pk == pk]
    if not places:
        return
    byline, before = bylines[places[0]], list(bylines)
    bylines.remove(byline)
    bylines.insert(max(places[0] + steps, 0), byline)
    if bylines == before:
        return
    _note(ActKind.SHIFT_EVALUATOR, byline, by=by)
    for position, byline in enumerate(bylines, start=1):
        byline.position = position
    Byline.objects.bulk_update(bylines, ["position"])


def _note(kind, byline, *, by):
    """Keep in the audit trail what was done with a byline, and whose it is."""
    trail.record(kind, byline.edition, by=by, row=byline.evaluator_id)


def _refuse_named(evaluator, bylines):
    if any(byline.evaluator_id == evaluator.pk for byline in bylines):
        raise ValidationError(
            _("%(name)s is named on this report already."), code="named", params={"name": evaluator.name}
        )


def _locked(edition, *, by):
    """Return the bylines in their order; nobody else changes them until the transaction ends.

    The report first, as every move locks it: the mail that tells of a byline holds it, too.
    """
    Report.objects.select_for_update(of=("self",)).get(pk=edition.report_id)
    stored = Edition.objects.select_for_update(of=("self",)).select_related("report__lead").get(pk=edition.pk)
    if not permissions.can_name_evaluators(by, stored):
        raise PermissionDenied
    return list(stored.bylines.order_by("position"))
