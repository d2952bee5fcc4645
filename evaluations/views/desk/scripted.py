"""What a script on a page of the desk asks, above all about the edition that is being written."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.generic import View

from ... import permissions, signing
from ...models import Edition, Report
from ..words import is_sent_by_another

SIGNED = "evaluations/desk/partials/signed.html"


class ForScripts(View):
    """Answer a script in JSON.

    POST takes `account`, the mark of the account that opened the page. Where nothing is even looked at, it answers
    `reason` and `message`: 401 signed-out, 403 account (somebody else is signed in by now), 404 unknown.
    """

    http_method_names = ["post"]

    def post(self, request, number=None, **more):
        if not request.user.is_authenticated:
            return _refuse(HTTPStatus.UNAUTHORIZED, "signed-out", _("You are signed out."))
        if is_sent_by_another(request):
            return _refuse(HTTPStatus.FORBIDDEN, "account", _("Somebody else is signed in here by now."))
        try:
            return self.answer_about(number)
        except Http404:
            message = _("Nothing here is yours to write; you may have been taken off the report.")
            return _refuse(HTTPStatus.NOT_FOUND, "unknown", message)

    def answer_about(self, number):
        """Return the response about a report, or where there is none (None) about what is only hers."""
        raise NotImplementedError


class ScriptedView(ForScripts):
    """Answer a script about a report; beside the refusals above also 403 permission and 409 closed."""

    def answer_about(self, number):
        """Return the response, also where nothing of this report is being written, or not by her."""
        edition = self.editions().filter(report=number).first()
        try:
            return self.respond(edition) if edition else self.refuse_published(number)
        except PermissionDenied:
            if edition and self.is_hidden(edition):
                raise Http404 from None
            return _refuse(HTTPStatus.FORBIDDEN, "permission", _("You may not change this report."))

    def editions(self):
        """Return the editions among which the one that is being written is looked for."""
        return Edition.objects.unpublished()

    def may_ask(self, edition):
        """Whether she may ask about this edition of a report that nobody is writing."""
        return permissions.is_author_of(self.request.user, edition)

    def respond(self, edition):
        """Return the response; raise PermissionDenied where she does not write this edition."""
        raise NotImplementedError

    def is_hidden(self, edition):
        """Whether she may not even learn that somebody writes a report: nothing of it was published yet."""
        return edition.report.current_id is None and not permissions.can_see_edition(self.request.user, edition)

    def refuse_published(self, number):
        report = get_object_or_404(Report.objects.select_related("current", "member"), pk=number, current__isnull=False)
        report.current.report = report
        if not self.may_ask(report.current):
            raise PermissionDenied
        return self.respond_published(report.current)

    def respond_published(self, edition):
        """Return the response where nothing of the report is being written; its author asks."""
        return self.refuse_closed()

    def refuse_closed(self):
        return _refuse(HTTPStatus.CONFLICT, "closed", _("The report is no longer open for changes."))


def told_of_signatures(reading):
    """Return as HTML whose signatures hold, and whose a change has taken off; "" where nobody has signed."""
    return render_to_string(SIGNED, {"signatures": signing.given(reading.edition, reading=reading)}).strip()


def _refuse(status, reason, message):
    return JsonResponse({"reason": reason, "message": message}, status=status)
