"""Where reviewers start a report of their own."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.generic import View

from commitments.models import ActionPlan

from ... import drafts
from ...choices import ReportKind
from ...forms.review import PlanSearchForm, StartResultsForm
from .staff import CONFLICT, UNPROCESSABLE, ForReviewers

PLANS_SHOWN = 25


class StartResultsView(ForReviewers, View):
    """Start the Results Report on an action plan that has none."""

    def get(self, request):
        """Offer the plans that bear the words looked for."""
        return self.page(request)

    def post(self, request):
        """Start the report and lead to its task list."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=UNPROCESSABLE)
        plan, language = form.cleaned_data["plan"], form.cleaned_data["language"]
        try:
            edition = drafts.start(kind=ReportKind.RESULTS, subject=plan, by=request.user, language=language)
        except ValidationError as error:
            form.add_error("plan", error.messages)
            return self.page(request, form, status=CONFLICT)
        return redirect("evaluations:task-list", edition.report_id)

    def form(self, data=None):
        """Return the form with the plans found; it accepts any plan that has no Results Report."""
        plans = ActionPlan.objects.filter(reports__isnull=True).select_related("member")
        return StartResultsForm(data, plans=plans, shown=self.found(plans)[:PLANS_SHOWN])

    def found(self, plans):
        """Return the plans that bear every word looked for in title, place or country."""
        search = self.search()
        for word in search.cleaned_data["words"].split() if search.is_valid() else ():
            of_member = Q(member__name__icontains=word) | Q(member__country__icontains=word)
            plans = plans.filter(of_member | Q(title__icontains=word))
        return plans

    def search(self):
        return PlanSearchForm(self.request.GET)

    def page(self, request, form=None, *, status=HTTPStatus.OK):
        """Render the search and, below it, the choice."""
        form = form or self.form()
        found = self.found(form.fields["plan"].queryset).count()
        context = {"form": form, "search": self.search(), "found": found, "shown": min(found, PLANS_SHOWN)}
        return render(request, "evaluations/review/start_results.html", context, status=status)
