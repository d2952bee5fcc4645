"""Who reviews: what a reviewer declares of her ties, and who is exempt from a rule on who decides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import conflicts, permissions, trail
from .acts import ActKind
from .conflicts import declaration_of
from .models import Declaration, Exemption
from .saving import storable
from .under_review import locked, refuse_unless_under_review, refuse_unless_with_reviewers


@transaction.atomic
def declare(edition, *, ties=(), words="", organisation="", by):
    """Say of an edition under review to whom `by` has a tie (codes of Tie), or that she has none; the last word counts.

    `organisation` is the one for which she works, if any. Returns the Declaration, the last one where nothing in it
    differs. Raises PermissionDenied where she is no reviewer of it, ValidationError where it is not under review (code
    "status") or a tie is not told in words (code "words").
    """
    stored = locked(edition)
    if not permissions.is_outside(by, stored):
        raise PermissionDenied
    refuse_unless_under_review(stored)
    words = storable(words) if ties else ""
    if ties and not words:
        raise ValidationError(_("Say which tie it is."), code="words")
    said = {"ties": list(ties), "words": words, "organisation": " ".join(organisation.split())}
    last = declaration_of(by, stored)
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last  # a second press of the button voids nothing
    declaration = Declaration.objects.create(edition=stored, by=by, **said)
    trail.record(ActKind.DECLARE, stored, by=by, row=declaration.pk)
    return declaration


@transaction.atomic
def exempt(edition, reviewer, rule, *, reason, by, seen=None):
    """Let a reviewer decide about an edition in spite of a ReviewRule that stands against her; return the Exemption.

    It is for what stands against her now, and for nothing that comes later. `seen` is the mark of what `by` has read,
    where she reads a page (`conflicts.mark_of`). The public reads the reason. Raises PermissionDenied where `by` may
    not, ValidationError where the edition is not with its reviewers (code "status"), the rule does not stand against
    her, or no longer (code "rule"), something else stands by it than was seen (code "seen"), or no reason is given
    (code "reason").
    """
    stored = locked(edition)
    refuse_unless_with_reviewers(stored)
    if not permissions.can_exempt(by, stored, reviewer):
        raise PermissionDenied
    if not by.is_superuser:
        conflicts.refuse_undeclared(by, stored)
    standing = conflicts.standing_grounds(reviewer, stored)
    if rule not in standing:
        raise ValidationError(_("Nothing stands against her any more that an exemption would lift."), code="rule")
    if seen is not None and seen != conflicts.mark_of(standing[rule]):
        raise ValidationError(_("What stands against her is another by now. Read it, and choose anew."), code="seen")
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why, in words that the public will read."), code="reason")
    column, value = standing[rule]
    known = {"reviewer": reviewer, "rule": rule, column: value}
    exemption = Exemption.objects.create(edition=stored, **known, reason=reason, by=by)
    trail.record(ActKind.EXEMPT, stored, by=by, row=exemption.pk)
    return exemption
