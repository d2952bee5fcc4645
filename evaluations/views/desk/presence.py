"""Who else is at a report, and where, for as long as a page of it is open."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string

from ... import permissions, presence
from .scripted import ScriptedView

OTHERS_HERE = "evaluations/desk/partials/others_here.html"


class PresenceView(ScriptedView):
    """Note where she is, and say who else is here.

    POST takes, beside `account`, the `place`: the anchor of an answer (`q-1-2`), the slug of a section or the name of
    a page; of any other it is noted only that she is at the report. It answers `html`, the sentence about the others,
    or nothing but white space where nobody is.
    """

    def respond(self, edition):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        if not edition.is_open:
            return self.refuse_closed()
        presence.note(edition.report, self.request.user, self.request.POST.get("place", ""))
        others = presence.others(edition, self.request.user)
        return JsonResponse({"html": render_to_string(OTHERS_HERE, {"others": others})})
