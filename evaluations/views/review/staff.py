"""Who may come in where reports are reviewed, and what every page there reads."""

from django.contrib.auth.mixins import UserPassesTestMixin
from django.shortcuts import get_object_or_404

from ... import permissions
from ...models import Move, Report

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403


class ForReviewers(UserPassesTestMixin):
    """Lead anonymous visitors to sign in, and refuse everybody who is no reviewer (403)."""

    is_for_reviewers = True  # what is told of words that cannot be kept (KeepsWords)

    def test_func(self):
        """Whether this person may come in."""
        return permissions.is_reviewer(self.request.user)


def get_report(number):
    """Return a report with all that its page names; Http404 where there is none."""
    subjects = ("member", "lead", "commitment__action_plan__member", "action_plan__member", "current")
    return get_object_or_404(Report.objects.select_related(*subjects), pk=number)


def newest_move(report):
    """Return the last move of a report's editions: it changes whenever a status does."""
    return Move.objects.filter(edition__report=report).latest("pk")
