"""The period in which the public is asked to comment on a published report."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.clocks import end_of, today_at

from .. import permissions, trail
from ..acts import ActKind
from ..models import Report


@transaction.atomic
def open_period(report, *, by):
    """Open a published report for public comment, from now for COMMENT_PERIOD_DAYS days; return it as it is stored.

    It ends at the end of a day where its member is. Once it is over the report takes no comments, until it is opened
    again. Two weeks are OGP's own practice for reports "for public comment". Raises PermissionDenied where `by` may
    not, ValidationError (code "status") where the report is withdrawn, or open already.
    """
    stored = Report.objects.select_related("current", "member").select_for_update(of=("self",)).get(pk=report.pk)
    if not permissions.can_open_for_comment(by, stored):
        raise PermissionDenied
    if stored.is_withdrawn:
        raise ValidationError(_("The report is withdrawn. Let it stand again first, and say why."), code="status")
    if stored.is_open_for_public_comment:
        raise ValidationError(_("The report is open for public comment already."), code="status")
    stored.comments_opened_at, stored.comments_opened_by = timezone.now(), by
    stored.comments_close_at = end_of(
        today_at(stored.member) + timedelta(days=settings.COMMENT_PERIOD_DAYS), stored.member
    )
    stored.save(update_fields=["comments_opened_at", "comments_opened_by", "comments_close_at"])
    trail.record(ActKind.OPEN_COMMENTS, stored.current, by=by)
    return stored
