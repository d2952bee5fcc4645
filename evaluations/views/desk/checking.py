"""The whole report before it is submitted, and the submitting."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.generic import View

from ... import workflow
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import obstacles


class CheckView(ForAuthors, View):
    """The report as the public will read it, with the way to change each answer."""

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_check()

    def show_check(self, *, refused=False, status=HTTPStatus.OK):
        problems = obstacles(self.reading)
        return self.show(
            "check.html",
            status=status,
            problems=problems,
            refused=refused,
            wanted=0 if refused else len(problems),
        )


class SubmitView(CheckView):
    """Submit the report. Submitting it twice does it once: the second time is told what became of it (409)."""

    def get(self, request, number):
        return redirect("evaluations:check", number)

    def post(self, request, number):
        try:
            workflow.perform(workflow.SUBMIT, self.edition, by=request.user)
        except ValidationError as error:
            return self.refuse({one.code for one in error.error_list})
        return redirect("evaluations:task-list", number)

    def refuse(self, codes):
        if "missing" in codes:
            return self.show_check(refused=True, status=UNPROCESSABLE)
        return self.show("state.html", status=CONFLICT)
