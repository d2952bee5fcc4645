"""What was typed is given back where it cannot be taken: the report is no longer hers, or she is another by now."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render

from commitments.typed import given_back, has_words

from ..account import is_mark_of


class OfAnotherAccount(PermissionDenied):
    """The account that sent a form is another than the one that opened it."""


def is_sent_by_another(request):
    """Whether somebody else is signed in by now than when the form was opened, as its field `account` tells."""
    return "account" in request.POST and not is_mark_of(request.user, request.POST["account"])


class ForItsOpener:
    """Do nothing for another account than the one that opened a form (403)."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and is_sent_by_another(request):
            raise OfAnotherAccount
        return super().dispatch(request, *args, **kwargs)


class KeepsWords:
    """Show a person her own words again instead of leading her away from them, with the status of the refusal."""

    text_fields = frozenset()  # the names of the fields in which she writes
    choices = {}  # by the names of the fields in which she chooses, the words of each code

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            is_of_another = isinstance(refusal, OfAnotherAccount)
            if not is_of_another and not has_words(self.request):
                raise
            status = HTTPStatus.NOT_FOUND if isinstance(refusal, Http404) else HTTPStatus.FORBIDDEN
            return self.give_back(status, is_of_another=is_of_another)

    def give_back(self, status, *, is_of_another=False):
        """Show what was typed. `is_of_another`: by the account that was signed in before this one."""
        context = given_back(self.request) | {"is_of_another": is_of_another, "may_send": is_of_another}
        # Said by the class of those pages (ForReviewers), which comes after this one.
        context["is_for_reviewers"] = getattr(self, "is_for_reviewers", False)
        return render(self.request, "403_words.html", context, status=status)
