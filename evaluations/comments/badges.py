"""Badges: who gets one, who wears which, and which comment is pinned for it."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..choices import BadgeKind
from ..models import Badge


def account_of(email):
    """Return the account that signs in with an email, and has shown that it is hers, or None."""
    address = EmailAddress.objects.filter(email__mailbox=email, verified=True, user__is_active=True)
    found = address.select_related("user").first()
    return found.user if found else None


def give_badge(account, kind, *, name, reason, by, member=None):
    """Give an account a badge and return it. The row is its own log.

    Raises PermissionDenied where `by` may not give it to this account, ValidationError where a government's has no
    member (code "member"), name or reason is blank (code "reason") or the account wears the same (code "worn").
    """
    if not permissions.can_give_badge(by, account):
        raise PermissionDenied
    if kind == BadgeKind.GOVERNMENT and member is None:
        raise ValidationError(_("Say of which member’s government."), code="member")
    if not (name.strip() and reason.strip()):
        raise ValidationError(_("Say under which name, and how you know that it is she."), code="reason")
    given = {"account": account, "kind": kind, "member": member}
    try:
        with transaction.atomic():
            return Badge.objects.create(name=" ".join(name.split()), reason=reason.strip(), given_by=by, **given)
    except IntegrityError as error:
        if "badge_is_worn_once" not in str(error):
            raise
        raise ValidationError(_("This account wears such a badge already."), code="worn") from error


def take_badge(badge, *, reason, by):
    """Take a badge back: what was written with it keeps it, and nothing new gets it.

    Raises PermissionDenied, ValidationError where it was taken meanwhile (code "taken") or no reason is given (code
    "reason").
    """
    if not permissions.can_give_badge(by, badge.account):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why."), code="reason")
    taken = {"taken_at": timezone.now(), "taken_by": by, "taken_because": reason.strip()}
    if not Badge.objects.worn().filter(pk=badge.pk).update(**taken):
        raise ValidationError(_("This badge was taken back already."), code="taken")


def badges_of(user, report):
    """Return the badges that somebody may write with under a report, in the order of their kinds."""
    if not user.is_authenticated:
        return Badge.objects.none()
    return Badge.objects.worn().under(report).filter(account=user).order_by("kind", "id")
