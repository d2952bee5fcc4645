"""Where reviewers say whether they have a tie, and exempt each other from a rule on who decides."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import reviewing
from ...forms.review import DeclareForm, ExemptForm
from ..refusals import error_codes
from ..words import KeepsWords
from .decider import Decider, hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report


class WhoDecidesView(KeepsWords, ForReviewers, View):
    """Something that is said of who decides about a report. What cannot be said now is shown again, in its form."""

    form_name = ""
    anchor = ""  # where she lands afterwards

    def get(self, request, number):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number):
        """Say it, or say in words why it was not said."""
        report = get_report(number)
        edition = report.unpublished or report.current
        edition.report = report
        form = self.form_for(edition)
        if not form.is_valid():
            return self.refuse(form, status=UNPROCESSABLE)
        try:
            self.say(edition, form)
        except PermissionDenied:
            return self.refuse(form, status=FORBIDDEN, problem=hindrance_of(request.user, edition))
        except ValidationError as error:
            status = CONFLICT if error_codes(error) & {"status", "rule", "seen"} else UNPROCESSABLE
            return self.refuse(form, status=status, problem=error.messages[0])
        return redirect(reverse("evaluations:review", args=[number]) + self.anchor)

    def refuse(self, form, *, status, problem=""):
        """Show the report with the form as it was sent."""
        context = {
            self.form_name: form,
            "problems": [{"message": problem}] if problem else [],
            "is_refused": True,
            "refused_form": form,
        }
        return render_review(self.request, get_report(self.kwargs["number"]), status=status, **context)


class DeclareView(WhoDecidesView):
    """Say of a report under review whether she has a tie.

    POST takes `has_tie` ("yes" or "no"); for a yes `ties` (codes of Tie) and `words`; and `organisation`.
    """

    text_fields = text_fields_of(DeclareForm)
    form_name = "declare_form"
    anchor = "#ties"

    def form_for(self, edition):
        return DeclareForm(self.request.POST)

    def say(self, edition, form):
        said = {name: form.cleaned_data[name] for name in ("ties", "words", "organisation")}
        reviewing.declare(edition, **said, by=self.request.user)
        messages.success(self.request, _("Your declaration is kept."))


class ExemptView(WhoDecidesView):
    """Exempt a reviewer from a rule on who decides.

    POST takes `reason` and `who`: key of an account, rule and mark of what stands against her, with colons between.
    """

    text_fields = text_fields_of(ExemptForm)
    form_name = "exempt_form"

    def form_for(self, edition):
        return ExemptForm(self.request.POST, choices=Decider(self.request.user, edition).exemptible)

    def say(self, edition, form):
        key, rule, seen = form.chosen
        reviewer = get_object_or_404(get_user_model(), pk=key)
        reviewing.exempt(edition, reviewer, rule, reason=form.cleaned_data["reason"], by=self.request.user, seen=seen)
        messages.success(self.request, _("The exemption is given. The public will read your reason."))
