"""Starting a report: on which commitment, in which language."""

from http import HTTPStatus

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.keys import key_in
from commitments.models import Commitment

from ... import drafts, permissions
from ...choices import Language, ReportKind
from ...due import begun_without, described, found_by, startable
from ...forms.desk import SearchForm, StartForm
from ...models import Edition
from ..words import ForItsOpener, KeepsWords
from .access import CONFLICT, UNPROCESSABLE

PER_PAGE = 20


class StartView(KeepsWords, ForItsOpener, LoginRequiredMixin, View):
    """Choose among the commitments of her members that have no report."""

    def dispatch(self, request, *args, **kwargs):
        self.evaluator = permissions.evaluator_of(request.user)
        if request.user.is_authenticated and not self.is_assigned():
            return redirect("evaluations:ask")
        return super().dispatch(request, *args, **kwargs)

    def is_assigned(self):
        return self.evaluator is not None and self.evaluator.assignments.exists()

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=UNPROCESSABLE)
        commitment, language = form.cleaned_data["commitment"], form.cleaned_data["language"]
        try:
            edition = drafts.start(
                kind=ReportKind.END_OF_COMMITMENT,
                subject=commitment,
                by=request.user,
                evaluator=self.evaluator,
                language=language,
            )
        except ValidationError:
            return self.refuse(form, commitment.reports.select_related("lead").get())
        return redirect("evaluations:task-list", edition.report_id)

    def refuse(self, form, report):
        """Say who was quicker; whoever pressed the button twice was so herself, and is led to her report."""
        if report.lead_id == self.evaluator.pk:
            return redirect("evaluations:task-list", report.number)
        message, edition = _("A report on this commitment was started already."), report.unpublished
        if report.current_id is None and edition:
            lead = permissions.leads_of([edition]).get(edition.pk)
            message = f"{message} {_who_can_add(edition, lead)}"
        form.add_error("commitment", message)
        return self.show(form, status=CONFLICT)

    def form(self, data=None):
        self.search = SearchForm(self.request.GET)
        self.search.is_valid()
        words = self.search.cleaned_data.get("words", "")
        chosen = key_in(self.request.GET.get("commitment", ""))
        commitments = found_by(startable(self.evaluator).newest_first(), words)
        if chosen and not words:
            commitments = commitments.filter(pk=chosen)
        self.page = Paginator(commitments, PER_PAGE).get_page(self.request.GET.get("page"))
        self.begun = self.begun_without_her(words, chosen)
        shown = list(self.page)
        return StartForm(
            data,
            allowed=Commitment.objects.filter(member__assignments__evaluator=self.evaluator),
            shown=shown,
            hints={str(commitment.pk): described(commitment) for commitment in shown},
            initial={"language": self.usual_language(), "commitment": shown[0].pk if len(shown) == 1 else None},
        )

    def begun_without_her(self, words, chosen):
        """Return commitment, edition and who can add her, of each report that she might look for in vain."""
        commitments = found_by(Commitment.objects.all(), words)
        if chosen and not words:
            commitments = commitments.filter(pk=chosen)
        editions = list(begun_without(self.evaluator).filter(report__commitment__in=commitments))
        leads = permissions.leads_of(editions)
        return [(one.report.commitment, one, _who_can_add(one, leads.get(one.pk))) for one in editions]

    def usual_language(self):
        latest = Edition.objects.by_evaluator(self.evaluator).order_by("-pk").values_list("language", flat=True)
        return latest.first() or Language.EN

    def show(self, form, *, status=HTTPStatus.OK):
        query = self.request.GET.copy()
        query.pop("page", None)
        context = {
            "form": form,
            "search": self.search,
            "page": self.page,
            "query": query.urlencode(),
            "is_narrowed": bool(query),
            "begun": self.begun,
            "offers_search": bool(query) or self.page.paginator.count + len(self.begun) > 1,
        }
        return render(self.request, "evaluations/desk/start.html", context, status=status)


def _who_can_add(edition, lead):
    """Say how an evaluator comes onto a report that is not public yet."""
    if not edition.is_open:
        return _("It was submitted, and nobody can be added to it now.")
    if lead:
        return _("It is led by %(name)s, who can add you.") % {"name": lead.name}
    return _("Nobody named on it can write it any more. A reviewer can add you.")
