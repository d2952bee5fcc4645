"""What was typed is given back where it cannot be taken: she was signed out, or the report is no longer hers."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

MARK = "csrfmiddlewaretoken"
LONGEST_MARK = 40  # characters; what is longer, or has lines, is somebody's words


class KeepsWords:
    """Show a person her own words again instead of leading her away from them, with the status of the refusal."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            if not self.has_words():
                raise
            is_hidden = isinstance(refusal, Http404)
            return self.give_back(HTTPStatus.NOT_FOUND if is_hidden else HTTPStatus.FORBIDDEN)

    def handle_no_permission(self):
        if self.request.user.is_authenticated or not self.has_words():
            return super().handle_no_permission()
        return self.give_back(HTTPStatus.FORBIDDEN)

    def posted(self):
        return [(name, value) for name, values in self.request.POST.lists() if name != MARK for value in values]

    def has_words(self):
        return any(_is_words(value) for _name, value in self.posted())

    def give_back(self, status):
        context = {
            "typed": [(name, value, _is_words(value)) for name, value in self.posted()],
            "lost_files": sorted(file.name for file in self.request.FILES.values()),
            "is_signed_out": not self.request.user.is_authenticated,
        }
        return render(self.request, "evaluations/desk/words.html", context, status=status)


def _is_words(value):
    return len(value) > LONGEST_MARK or "\n" in value or " " in value.strip()
