"""What was typed is given back where it cannot be taken: the report is no longer hers, or she is another by now."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from commitments.typed import given_back, has_words


class KeepsWords:
    """Show a person her own words again instead of leading her away from them, with the status of the refusal."""

    text_fields = frozenset()  # the names of the fields in which she writes

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            if not has_words(self.request):
                raise
            is_hidden = isinstance(refusal, Http404)
            return self.give_back(HTTPStatus.NOT_FOUND if is_hidden else HTTPStatus.FORBIDDEN)

    def give_back(self, status, *, is_of_another=False):
        """Show what was typed. `is_of_another`: by the account that was signed in before this one."""
        context = given_back(self.request) | {"is_of_another": is_of_another, "may_send": is_of_another}
        return render(self.request, "403_words.html", context, status=status)
