"""Where a reviewer decides about a request to open more of a returned report."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import unlock_requests
from ...forms.unlocking import UnlockDecisionForm
from ...models import UnlockRequest
from ..refusals import error_codes
from ..words import KeepsWords
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report


class DecideUnlockingView(KeepsWords, ForReviewers, View):
    """Grant or decline a request: POST takes `then` ("grant" or "decline") and `answer`, which a refusal needs."""

    text_fields = text_fields_of(UnlockDecisionForm)

    def get(self, request, number, pk):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number, pk):
        """Decide, or say in words why nothing was decided."""
        requests = UnlockRequest.objects.select_related("edition__report")
        asked = get_object_or_404(requests, pk=pk, edition__report=number)
        form = UnlockDecisionForm(request.POST)
        if not form.is_valid():
            return self.refuse(form, status=UNPROCESSABLE)
        decide = unlock_requests.grant if request.POST.get("then") == "grant" else unlock_requests.decline
        try:
            decide(asked, by=request.user, answer=form.cleaned_data["answer"])
        except PermissionDenied:
            return self.refuse(form, status=FORBIDDEN, problem=hindrance_of(request.user, asked.edition))
        except ValidationError as error:
            if "answer" in error_codes(error):
                form.add_error("answer", error)
                return self.refuse(form, status=UNPROCESSABLE)
            status = CONFLICT if "status" in error_codes(error) else UNPROCESSABLE
            return self.refuse(form, status=status, problem=error.messages[0])
        messages.success(request, _("Whoever asked is told what you decided."))
        return redirect(reverse("evaluations:review", args=[number]))

    def refuse(self, form, *, status, problem=""):
        """Show the report with the form as it was sent."""
        problems = [{"message": problem}] if problem else []
        report = get_report(self.kwargs["number"])
        return render_review(self.request, report, status=status, unlock_form=form, problems=problems, is_refused=True)
