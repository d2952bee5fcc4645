"""What a visitor reads when a form comes back without a valid token: nothing she typed is lost."""

from http import HTTPStatus

from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER
from django.shortcuts import render

from commitments.typed import given_back

FOREIGN = tuple(
    reason.split("%s", maxsplit=1)[0] for reason in (REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER)
)


def csrf_failure(request, reason=""):
    """Refuse the form (403) and offer what was typed once more, with a new token, to the same path.

    Passwords and codes are not offered, nor files, which a page cannot give back; and nothing is where the
    form came from another site, for then it is not the visitor's own text.
    """
    context = {"typed": []} if is_foreign(request, reason) else given_back(request)
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def is_foreign(request, reason):
    """Say whether the form was sent from a page of another site."""
    sent_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return reason.startswith(FOREIGN) or sent_from != "same-origin"
