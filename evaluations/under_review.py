"""An edition that is with its reviewers, held as it is until a transaction ends."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Edition, Report


def locked(edition):
    """Return the edition as it is stored. Its report is locked, as by every move: nobody decides meanwhile."""
    Report.objects.select_for_update(of=("self",)).get(pk=edition.report_id)
    return Edition.objects.select_related("report__member").get(pk=edition.pk)


def refuse_unless_with_reviewers(edition):
    """Raise ValidationError (code "status") where the edition does not wait for a reviewer."""
    if not edition.is_with_reviewers:
        raise _not_now(edition)


def refuse_unless_under_review(edition):
    """Raise ValidationError (code "status") where the review has not begun, or has ended."""
    if not edition.is_under_review:
        raise _not_now(edition)


def _not_now(edition):
    return ValidationError(
        _("This cannot be done now: the report is “%(status)s”."),
        code="status",
        params={"status": edition.get_status_display()},
    )
