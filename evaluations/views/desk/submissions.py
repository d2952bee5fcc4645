"""What its writers changed from one submission to another."""

from django.views.generic import View

from ... import permissions
from ..submissions import compared_submissions
from .access import ForAuthors


class SubmissionsView(ForAuthors, View):
    """Compare two submissions of a report, chosen by their numbers in `from` and `to`."""

    def is_allowed(self):
        """Let in whoever writes the edition, and who stands on it but may write no more: they have what was sent."""
        user = self.request.user
        return super().is_allowed() or permissions.is_evaluator_on(user, self.edition)

    def get(self, request, number):
        return self.show("submissions.html", **compared_submissions(self.report, request.GET))
