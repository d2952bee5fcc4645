"""What a browser kept beside what the site has."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string

from ... import permissions
from ...saving import token
from .answers import AnswersView


class CompareView(AnswersView):
    """Compare single answers with what is stored. Nothing is changed.

    It answers `answers`: by anchor whether it is stored already (`same`), and what it would change, as `html`. Of a
    report that is closed by now it tells the former alone: what was sent in time is no loss.
    """

    def respond_published(self, edition):
        return self.respond(edition)

    def answer(self, edition, form):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        return JsonResponse({"answers": {prompt.anchor: _told(prompt, form, edition) for prompt in form.prompts}})


def _told(prompt, form, edition):
    stored = getattr(edition, prompt.column)
    same = prompt.column in form.values and token(form.values[prompt.column]) == token(stored)
    if not edition.is_open:
        return {"same": same}
    context = {"comparison": form.compared(prompt, stored), "language": edition.language}
    return {"same": same, "html": render_to_string("evaluations/partials/difference.html", context)}
