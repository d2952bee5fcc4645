"""Answers that save themselves while they are written."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import View

from ... import permissions, saving
from ...account import account_mark
from ...forms.section import AnswersForm
from ...models import Edition, Report
from ...saving import Outcome, token

REFUSED = "refused"  # beside the outcomes of saving: what cannot be stored as it is
_STATUSES = ((REFUSED, HTTPStatus.UNPROCESSABLE_ENTITY), (Outcome.CONFLICT.value, HTTPStatus.CONFLICT))


class AutosaveView(View):
    """Save single answers of the edition that is being written, and say in JSON what became of each.

    POST takes, for each answer, its words or code under its anchor (`q-1-2`) and the token of what was stored when
    it was opened (`opened-q-1-2`), and `account`, the mark of the account that opened the page. It answers:

    - `answers`: by anchor its `outcome` (saved, unchanged, conflict or refused); of what was taken the `token` to
      send as opened next time, of a refusal the `message`;
    - `saved`: the time of day of the last save, in the member's time zone.

    The status is 200, 409 where an answer is in conflict, 422 where one is refused; the others are saved all the
    same. Where nothing is even looked at, it answers `reason` and `message`: 401 signed-out, 403 account (somebody
    else is signed in by now) or permission, 404 unknown, 409 closed.
    """

    http_method_names = ["post"]

    def post(self, request, number):
        if not request.user.is_authenticated:
            return _refuse(HTTPStatus.UNAUTHORIZED, "signed-out", _("You are signed out."))
        mark = account_mark(request.user)
        if request.POST.get("account", mark) != mark:
            return _refuse(HTTPStatus.FORBIDDEN, "account", _("Somebody else is signed in here by now."))
        edition = Edition.objects.unpublished().filter(report=number).first()
        try:
            return self.save(edition) if edition else self.refuse_published(number)
        except PermissionDenied:
            if edition and self.is_hidden(edition):
                raise Http404 from None
            return _refuse(HTTPStatus.FORBIDDEN, "permission", _("You may not change this report."))

    def save(self, edition):
        posted = self.request.POST
        prompts = [prompt for prompt in edition.form.prompts if prompt.column and prompt.anchor in posted]
        form = AnswersForm(prompts, posted)
        form.is_valid()
        try:
            save = saving.save(edition, form.values, opened=form.opened, by=self.request.user)
        except ValidationError:
            return _closed()
        answers = {prompt.anchor: _told(prompt, form, save) for prompt in prompts}
        return JsonResponse({"answers": answers, "saved": _time_of_day(save.edition)}, status=_status_of(answers))

    def is_hidden(self, edition):
        """Whether she may not even learn that somebody writes a report: nothing of it was published yet."""
        return edition.report.current_id is None and not permissions.can_see_edition(self.request.user, edition)

    def refuse_published(self, number):
        report = get_object_or_404(Report.objects.select_related("current", "member"), pk=number, current__isnull=False)
        report.current.report = report
        if not permissions.is_author_of(self.request.user, report.current):
            raise PermissionDenied
        return _closed()


def _told(prompt, form, save):
    if errors := form.errors.get(prompt.anchor):
        return {"outcome": REFUSED, "message": " ".join(errors)}
    outcome = save.outcomes[prompt.column]
    told = {"outcome": outcome.value}
    if outcome is not Outcome.CONFLICT:
        told["token"] = token(form.values[prompt.column])
    return told


def _status_of(answers):
    outcomes = {answer["outcome"] for answer in answers.values()}
    return next((status for outcome, status in _STATUSES if outcome in outcomes), HTTPStatus.OK)


def _time_of_day(edition):
    if edition.saved_at is None:
        return ""
    return date_format(localtime(edition.saved_at, ZoneInfo(edition.report.member.time_zone)), "H:i")


def _closed():
    return _refuse(HTTPStatus.CONFLICT, "closed", _("The report is no longer open for changes."))


def _refuse(status, reason, message):
    return JsonResponse({"reason": reason, "message": message}, status=status)
