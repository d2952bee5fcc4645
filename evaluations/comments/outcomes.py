"""What a comment led to: a later edition of the report, recorded by a moderator and read by everybody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .. import trail
from ..acts import ActKind
from ..models import Outcome
from .deciding import state_of
from .locking import locked_for_moderator


def may_have_led_to(comment):
    """Return the published editions to which a comment may have led: those after the one it was written about."""
    return comment.report.editions.published().filter(number__gt=comment.edition.number).order_by("number")


@transaction.atomic
def record_outcome(comment, edition, *, by, seen=None):
    """Record that a comment led to an edition, and return the Outcome; the same again is one.

    `seen` is the `state_of` the comment when she read it. Raises PermissionDenied where `by` may not moderate it,
    ValidationError (code "outcome") where it was changed since, the public does not see it, or the edition is none that
    came after it.
    """
    stored = locked_for_moderator(comment, by)
    if seen and state_of(stored) != seen:
        raise ValidationError(_("It was changed since you read it. Read it again."), code="outcome")
    if not stored.is_approved or not may_have_led_to(stored).filter(pk=edition.pk).exists():
        raise ValidationError(
            _("Choose an edition that was published after the one that the comment was written about."), code="outcome"
        )
    outcome, is_new = Outcome.objects.get_or_create(comment=stored, edition=edition, defaults={"by": by})
    if is_new:
        trail.record(ActKind.RECORD_OUTCOME, edition, by=by, row=stored.pk, answer_key=stored.answer_key)
    return outcome


@transaction.atomic
def take_back_outcome(comment, edition, *, by, seen=None):
    """Take back what was recorded by mistake, whatever was `seen`; nothing where it is not recorded.

    Raises PermissionDenied.
    """
    stored = locked_for_moderator(comment, by)
    deleted, _rows = Outcome.objects.filter(comment=stored, edition=edition).delete()
    if deleted:
        trail.record(ActKind.TAKE_BACK_OUTCOME, edition, by=by, row=stored.pk, answer_key=stored.answer_key)
