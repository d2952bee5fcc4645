"""Whose comments a request asks about."""

import time

from allauth.account.models import EmailAddress

from ..comments import Commenter
from .browsers import browser_of

_SHOWN = "comments-of"  # in the session: an email whose owner a guest has shown herself to be, and until when
_KEPT = 60 * 60  # seconds


def commenter_of(request):
    """Return as a Commenter whoever asks: by her account, by an email that was confirmed, by her browser."""
    shown = email_shown(request)
    if not request.user.is_authenticated:
        return Commenter(emails=frozenset({shown} - {""}), browser=browser_of(request))
    confirmed = EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    return Commenter(request.user, emails=frozenset({*confirmed, shown} - {""}), browser=browser_of(request))


def email_shown(request):
    """Return the email that a mailed link has shown to be hers within the hour, or ""."""
    email, until, account = request.session.get(_SHOWN, ("", 0, None))
    if email and (until <= time.time() or account != request.user.pk):
        forget_email(request)
        return ""
    return email


def remember_email(request, email):
    """Let her who has come by the link that was mailed to this email ask about its comments, for an hour.

    Whoever signs in or out meanwhile may be somebody else: to her nothing was shown. The session gets another key, as
    when somebody signs in: who had set the old one in her browser reads nothing by it.
    """
    request.session.cycle_key()
    request.session[_SHOWN] = (email, time.time() + _KEPT, request.user.pk)
    if not request.user.is_authenticated:
        request.session.set_expiry(_KEPT)  # the row goes with it


def forget_email(request):
    """Let this browser ask about them no longer."""
    request.session.pop(_SHOWN, None)
