"""The people on a report, and how one of them is published."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import UpdateView, View

from commitments.keys import key_in
from commitments.typed import text_fields_of

from ... import bylines, permissions
from ...choices import ReportKind
from ...forms.desk import AddEvaluatorForm, EvaluatorForm
from .access import CONFLICT, UNPROCESSABLE, ForAuthors

STEPS = {"up": -1, "down": 1}


class EvaluatorsView(ForAuthors, View):
    """Who stands on the report, in which order. Whoever leads it says; the others read it here."""

    def is_allowed(self):
        if self.report.kind == ReportKind.RESULTS:
            raise Http404
        return super().is_allowed()

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_people(AddEvaluatorForm(self.edition))

    def post(self, request, number):
        if not self.edition.is_open:
            return self.show("state.html", status=CONFLICT)
        if not permissions.can_name_evaluators(request.user, self.edition):
            raise PermissionDenied
        form = AddEvaluatorForm(self.edition, request.POST if "add" in request.POST else None)
        if form.is_bound and not form.is_valid():
            return self.show_people(form, status=UNPROCESSABLE)
        try:
            self.change(form)
        except ValidationError as error:
            if not form.is_bound:
                return self.show_people(form, status=UNPROCESSABLE, problems=[{"message": error.messages[0]}])
            form.add_error("evaluator", error)
            return self.show_people(form, status=CONFLICT)
        return self.redirect_after_change()

    def change(self, form):
        """Do what the pressed button says."""
        if form.is_bound:
            person = form.cleaned_data["evaluator"]
            bylines.add(self.edition, person, by=self.request.user)
            messages.success(self.request, _("%(name)s was added.") % {"name": person.name})
            return
        for button, value in self.request.POST.items():
            key = key_in(value)
            if key and button in STEPS:
                bylines.shift(self.edition, key, steps=STEPS[button], by=self.request.user)
            elif key and button == "remove":
                bylines.remove(self.edition, key, by=self.request.user)

    def redirect_after_change(self):
        """Lead back to the list; who gave the report away, or took herself off it, to where she works."""
        if permissions.is_author_of(self.request.user, self.edition):
            return redirect("evaluations:evaluators", self.report.number)
        if permissions.is_reviewer(self.request.user):
            return redirect("evaluations:review", self.report.number)
        return redirect("evaluations:desk")

    def show_people(self, form, *, status=HTTPStatus.OK, problems=()):
        return self.show(
            "evaluators.html",
            status=status,
            form=form,
            problems=problems,
            may_name=permissions.can_name_evaluators(self.request.user, self.edition),
            lead=permissions.leads_of([self.edition]).get(self.edition.pk),
        )


class MeView(LoginRequiredMixin, UpdateView):
    """How she is published: name, organisation, and whether her e-mail is shown."""

    form_class = EvaluatorForm
    text_fields = text_fields_of(EvaluatorForm)
    template_name = "evaluations/desk/me.html"
    success_url = reverse_lazy("evaluations:me")

    def get_object(self, queryset=None):
        evaluator = permissions.evaluator_of(self.request.user)
        if evaluator is None:
            raise Http404
        return evaluator

    def get_initial(self):
        return {} if self.object.email else {"email": self.request.user.email}

    def form_valid(self, form):
        messages.success(self.request, _("Your details were saved."))
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
