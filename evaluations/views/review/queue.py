"""What waits for reviewers, and what they write themselves."""

from django.views.generic import ListView

from ... import permissions
from ...choices import Status
from ...models import WITH_REVIEWERS, Edition
from .staff import ForReviewers


class QueueView(ForReviewers, ListView):
    """What waits for review, oldest first; what reviewers write themselves; and how much is with its evaluators."""

    template_name = "evaluations/review/queue.html"
    paginate_by = 50

    def get_queryset(self):
        """Return the editions that wait, with all that a row tells."""
        subjects = ("report__member", "report__lead", "report__commitment", "report__action_plan")
        return Edition.objects.waiting_for_review().select_related(*subjects)

    def get_context_data(self, **kwargs):
        """Add what is not in the queue: the numbers of drafts and returned reports, and those that reviewers write."""
        unpublished = Edition.objects.unpublished()
        own = permissions.left_to_reviewers(unpublished.exclude(status__in=WITH_REVIEWERS))
        return super().get_context_data(
            returned_count=unpublished.filter(status=Status.RETURNED).count(),
            draft_count=unpublished.filter(status=Status.DRAFT).count(),
            own_editions=own.select_related("report__action_plan", "report__commitment").order_by("-pk"),
            **kwargs,
        )
