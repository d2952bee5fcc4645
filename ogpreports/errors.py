"""What a visitor reads who sent a form that nobody took: whatever the reason, nothing she typed is lost."""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER
from django.shortcuts import render

from commitments.typed import given_back, has_words

FOREIGN = tuple(
    reason.split("%s", maxsplit=1)[0] for reason in (REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER)
)


def csrf_failure(request, reason=""):
    """Show the typed text again in a form that can be sent (403).

    Passwords and codes are not offered, nor files, which a page cannot give back; and nothing is where the
    form came from another site, for then it is not the visitor's own text.
    """
    context = {"typed": []} if is_foreign(request, reason) else given_back(request)
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def permission_denied(request, exception):
    """Say that the page is for others (403), with what was sent to it."""
    return render(request, "403.html", _words_of(request), status=HTTPStatus.FORBIDDEN)


def not_found(request, exception):
    """Say that there is no such page (404), with what was sent to it."""
    return render(request, "404.html", _words_of(request), status=HTTPStatus.NOT_FOUND)


class WordsBeforeSigningInMiddleware:
    """Give back (403) what somebody sends who is signed out by now, instead of leading her away from it to sign in."""

    def __init__(self, get_response):
        """Remember what answers."""
        self.get_response = get_response

    def __call__(self, request):
        """Answer; in the place of the way to the sign-in page, give back words that were typed."""
        response = self.get_response(request)
        # Who she is is asked last: a page that never asks is the same for everybody.
        if not _leads_back(response, request) or request.user.is_authenticated or not has_words(request):
            return response
        context = given_back(request) | {"is_signed_out": True, "may_send": True}
        return render(request, "403_words.html", context, status=HTTPStatus.FORBIDDEN)


def is_foreign(request, reason=""):
    """Say whether the form was sent from a page of another site."""
    sent_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return reason.startswith(FOREIGN) or sent_from != "same-origin"


def _words_of(request):
    """Return what the partial with the words needs; nothing where no view was found, which would have asked a token."""
    asks_token = request.resolver_match and not getattr(request.resolver_match.func, "csrf_exempt", False)
    if request.method != "POST" or not asks_token or is_foreign(request) or not has_words(request):
        return {}
    return given_back(request)


def _leads_back(response, request):
    """Whether somebody is led to sign in, and from there back to where she sent her form."""
    if request.method != "POST" or response.status_code != HTTPStatus.FOUND:
        return False
    return request.get_full_path() in parse_qs(urlsplit(response.url).query).get("next", [])
