"""Where reviewers remark on answers, say something back, resolve remarks and rule on justifications."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import remarks
from ...coherence import Flags
from ...forms.remarks import RemarkForm, ReplyForm, RulingForm, remarked
from ...models import Remark
from ...reading import Reading
from ..refusals import error_codes
from ..words import KeepsWords
from .decider import hindrance_of
from .page import render_review
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report


class RemarkingView(KeepsWords, ForReviewers, View):
    """One thing that a reviewer says beside an answer. Whatever cannot be said now is shown again, in its box.

    After it she is back at the answer.
    """

    def get(self, request, number, **more):
        """Lead back to the report: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review", number)

    def post(self, request, number, **more):
        """Say it, or say in words why it was not said."""
        report = get_report(number)
        edition = report.unpublished or report.current
        edition.report = report
        self.reading = Reading(edition)
        form = self.form_for(edition, **more)
        if form is not None and not form.is_valid():
            return self.refuse(form, status=UNPROCESSABLE)
        try:
            self.say(edition, form)
        except PermissionDenied:
            return self.refuse(form, status=FORBIDDEN, problem=hindrance_of(request.user, edition))
        except ValidationError as error:
            status = CONFLICT if error_codes(error) & {"status", "moved"} else UNPROCESSABLE
            return self.refuse(form, status=status, problem=error.messages[0])
        return redirect(reverse("evaluations:review", args=[number]) + f"#{self.anchor}")

    def refuse(self, form, *, status, problem=""):
        """Show the report with the form as it was sent."""
        problems = [{"message": problem}] if problem else []
        report = get_report(self.kwargs["number"])
        return render_review(
            self.request, report, status=status, said=form, problems=problems, is_refused=True, refused_form=form
        )

    def anchor_of(self, key):
        """Return where an answer stands on the page; of the whole, where its remarks do."""
        prompts = {answer.key: answer.prompt for answer in self.reading.answers}
        return prompts[key].anchor if key in prompts else "remarks"


class RemarkView(RemarkingView):
    """Remark on one answer of a submitted report, or on the whole.

    POST takes `key` (of the answer, blank for the whole), `text` and, for an answer in words, `suggestion`.
    """

    text_fields = text_fields_of(RemarkForm)

    def form_for(self, edition):
        try:
            answer = remarked(self.reading, self.request.POST.get("key", ""))
        except KeyError:
            raise Http404 from None
        return RemarkForm(self.request.POST, answer=answer)

    def say(self, edition, form):
        said = form.cleaned_data
        remarks.open_remark(edition, said["key"], said["text"], suggestion=said["suggestion"], by=self.request.user)
        self.anchor = self.anchor_of(said["key"])
        messages.success(self.request, _("Your remark is kept. Its evaluators read it once you return the report."))


class OnRemarkView(RemarkingView):
    """Reply to a remark, or resolve it: POST takes `then`, which is "resolve" or "reply", and `text` for a reply."""

    text_fields = text_fields_of(ReplyForm)

    def form_for(self, edition, pk):
        self.remark = get_object_or_404(Remark, pk=pk, edition=edition)
        self.anchor = self.anchor_of(self.remark.answer_key)
        if self.request.POST.get("then") == "resolve":
            return None
        return ReplyForm(self.request.POST, remark=self.remark)

    def say(self, edition, form):
        if form is None:
            remarks.resolve(self.remark, by=self.request.user)
        else:
            remarks.reply(self.remark, form.cleaned_data["text"], by=self.request.user)


class RulingView(RemarkingView):
    """Say whether the sentence that justifies a flag holds.

    POST takes `flag` (its name), `mark` (of what was found), `opened` (the token of the sentence that was read),
    `accepts` ("yes" or "no") and, for a no, `reason`.
    """

    text_fields = text_fields_of(RulingForm)

    def form_for(self, edition):
        flags = {flag.name: flag for flag in Flags(self.reading).raised}
        self.flag = flags.get(self.request.POST.get("flag"))
        if self.flag is None or self.flag.mark != self.request.POST.get("mark"):
            raise Http404
        self.anchor = self.flag.prompt.anchor
        return None if self.request.POST.get("accepts") == "yes" else RulingForm(self.request.POST, flag=self.flag)

    def say(self, edition, form):
        reason = form.cleaned_data["reason"] if form else ""
        opened = self.request.POST.get("opened", "")
        remarks.rule(edition, self.flag, opened=opened, accepts=form is None, reason=reason, by=self.request.user)
