"""Which browser a request comes from, as far as a guest confirmed an email in it."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

_COOKIE, _SALT = "browser", "evaluations.browser"
_KEPT = timedelta(days=365)
_PATH = "/reports/"  # all that is done about comments lies there


def browser_of(request):
    """Return the UUID of the browser in which a guest confirmed an email, or None."""
    told = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_KEPT)
    return UUID(told) if told else None


def remember_browser(response, browser):
    """Let this browser be known by this UUID: to forms of comments alone, and to no script."""
    response.set_signed_cookie(
        _COOKIE,
        browser.hex,
        salt=_SALT,
        max_age=_KEPT,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_browser(response):
    """Let this browser be known no longer."""
    response.delete_cookie(_COOKIE, path=_PATH, samesite="Lax")
    return response
