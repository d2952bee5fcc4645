"""Where moderators say what holds for the comments under one report."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from ... import comments, permissions
from ...forms.moderating import CommentsOfReportForm
from ...models import HoldingRules, Report


@method_decorator(never_cache, name="dispatch")
class CommentsOfReportView(LoginRequiredMixin, View):
    """Which comments wait under a published report, and until when it takes any.

    422 for wrong input, 409 where somebody has changed it since she looked.
    For moderators (403 for all others, and where she evaluated it); 404 where nothing of it is published.
    """

    text_fields = frozenset()

    def get(self, request, number):
        report = self.found(number)
        return self.show(report, CommentsOfReportForm(report=report))

    def post(self, request, number):
        report = self.found(number)
        form = CommentsOfReportForm(request.POST, report=report)
        if not form.is_valid():
            return self.show(report, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            comments.set_rules(report, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            return self.refuse(error, form)
        messages.success(request, _("This holds from now on."))
        return redirect(request.path)

    def refuse(self, error, form):
        """Say why, beside what she has chosen; where somebody was quicker, she may press again."""
        report = self.found(form.report.pk)
        if error.code != "changed":
            form.add_error("last_day", error)
            return self.show(report, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        form = CommentsOfReportForm({**form.data.dict(), "seen": comments.rules_of(report)}, report=report)
        form.add_error(None, error)
        return self.show(report, form, status=HTTPStatus.CONFLICT)

    def found(self, number):
        """Return the report, for whoever moderates there."""
        if not permissions.can_moderate(self.request.user):
            raise PermissionDenied
        published = Report.objects.published().select_related("current", "member")
        report = get_object_or_404(published, pk=number)
        if not permissions.can_set_comments(self.request.user, report):
            raise PermissionDenied
        return report

    def show(self, report, form, *, status=HTTPStatus.OK):
        site = HoldingRules.of_the_site()
        context = {"report": report, "edition": report.current, "form": form, "site": site}
        return render(self.request, "evaluations/moderating/report.html", context, status=status)
