"""What a visitor reads when a form comes back without a valid token: nothing she typed is lost."""

import re
from http import HTTPStatus
from typing import NamedTuple

from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER
from django.shortcuts import render
from django.utils.http import escape_leading_slashes

FOREIGN = tuple(
    reason.split("%s", maxsplit=1)[0] for reason in (REASON_BAD_ORIGIN, REASON_BAD_REFERER, REASON_INSECURE_REFERER)
)
LONGEST_MARK = 40  # characters
SECRET = re.compile(r"csrfmiddlewaretoken|passw|code|secret|credential|token", re.IGNORECASE)


class Typed(NamedTuple):
    """One value of a form that came back."""

    name: str
    value: str

    @property
    def is_prose(self):
        """Say whether a person would miss it: the rest is marks and numbers that travel along unseen."""
        return len(self.value) > LONGEST_MARK or "\n" in self.value


def csrf_failure(request, reason=""):
    """Refuse the form (403) and offer what was typed once more, with a new token, to the same path.

    Passwords and codes are not offered, nor files, which a page cannot give back; and nothing is where the
    form came from another site, for then it is not the visitor's own text.
    """
    typed = [] if is_foreign(request, reason) else typed_text(request.POST)
    context = {"typed": typed, "lost_files": sorted(request.FILES), "action": same_site_path(request)}
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def same_site_path(request):
    """Return where the form was sent to; a path that starts with two slashes would name another host."""
    return escape_leading_slashes(request.get_full_path())


def is_foreign(request, reason):
    """Say whether the form was sent from a page of another site."""
    sent_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    return reason.startswith(FOREIGN) or sent_from != "same-origin"


def typed_text(posted):
    """Return every posted value that may be shown again, in the order it came."""
    return [Typed(name, value) for name in posted if not SECRET.search(name) for value in posted.getlist(name)]
