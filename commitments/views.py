"""What the public reads of members, their action plans and the commitments in them."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from .filters import ActionPlanFilterSet, CommitmentFilterSet, MemberFilterSet
from .lists import FilteredListView
from .models import ActionPlan, Commitment, Member
from .timeline import timeline

COMMITMENTS_OF_A_MEMBER = 50  # shown on its page; the list has the others


class MemberListView(FilteredListView):
    """Every member, with how much it promised."""

    queryset = Member.objects.with_counts()
    filterset_class = MemberFilterSet
    nothing_recorded = _("No members are recorded yet.")
    nothing_found = _("No member matches these filters.")


class MemberView(DetailView):
    """A member: its plans on a time line, its commitments, whom to ask."""

    queryset = Member.objects.prefetch_related(
        "contacts",
        Prefetch("action_plans", ActionPlan.objects.with_counts().oldest_first()),
    )

    def get_context_data(self, **kwargs):
        """Add the newest commitments and the time line."""
        commitments = self.object.commitments.select_related("action_plan").newest_first()
        shown = list(commitments[: COMMITMENTS_OF_A_MEMBER + 1])
        return super().get_context_data(
            commitments=shown[:COMMITMENTS_OF_A_MEMBER],
            more_commitments=len(shown) > COMMITMENTS_OF_A_MEMBER,
            timeline=timeline(self.object.action_plans.all()),
            undated=[plan for plan in self.object.action_plans.all() if not plan.start_year],
            **kwargs,
        )


class ActionPlanListView(FilteredListView):
    """Every action plan."""

    queryset = ActionPlan.objects.select_related("member").with_counts()
    filterset_class = ActionPlanFilterSet
    nothing_recorded = _("No action plans are recorded yet.")
    nothing_found = _("No action plan matches these filters.")


class ActionPlanView(DetailView):
    """An action plan and the commitments in it."""

    queryset = ActionPlan.objects.select_related("member").prefetch_related(
        Prefetch("commitments", Commitment.objects.order_by("title", "pk"))
    )
    context_object_name = "plan"


class CommitmentListView(FilteredListView):
    """Every commitment."""

    queryset = Commitment.objects.select_related("member", "action_plan")
    filterset_class = CommitmentFilterSet
    nothing_recorded = _("No commitments are recorded yet.")
    nothing_found = _("No commitment matches these filters.")


class CommitmentView(DetailView):
    """One commitment, all of it. OGP's id in its place, in any capitals, leads here."""

    queryset = Commitment.objects.select_related("member", "action_plan").prefetch_related("milestones", "policy_areas")

    def get(self, request, *args, **kwargs):
        """Show the commitment of a slug, or lead on from its OGP id."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            meant = Commitment.objects.filter(ogp_id=kwargs["slug"]).first()
            if meant is None:
                raise
            return HttpResponsePermanentRedirect(meant.get_absolute_url())
