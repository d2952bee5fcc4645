"""Answers that save themselves while they are written."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse

from ... import saving
from ...saving import Outcome, token
from ...unlocking import locked_error
from .answers import AnswersView

REFUSED = "refused"  # beside the outcomes of saving: what cannot be stored as it is
_STATUSES = ((REFUSED, HTTPStatus.UNPROCESSABLE_ENTITY), (Outcome.CONFLICT.value, HTTPStatus.CONFLICT))


class AutosaveView(AnswersView):
    """Save single answers.

    It answers:

    - `answers`: by anchor its `outcome` (saved, unchanged, conflict or refused); of what was taken the `token` to
      send as opened next time, of a refusal the `message`;
    - `saved`: when the report was saved last (ISO 8601), or null. A page tells the time of the browser's zone.

    The status is 200, 409 where an answer is in conflict, 422 where one is refused; the others are saved all the
    same.
    """

    @transaction.atomic
    def answer_about(self, number):
        return super().answer_about(number)

    def editions(self):
        """Lock the edition with the first look at it: there is none without saving."""
        return saving.for_change(super().editions())

    def answer(self, edition, form):
        try:
            save = saving.save_read(edition, form.values, opened=form.opened, by=self.request.user, sent=form.sent)
        except ValidationError:
            return self.refuse_closed()
        answers = {prompt.anchor: _told(prompt, form, save) for prompt in form.prompts}
        return JsonResponse({"answers": answers, "saved": save.edition.saved_at}, status=_status_of(answers))


def _told(prompt, form, save):
    if errors := form.errors.get(prompt.anchor):
        return {"outcome": REFUSED, "message": " ".join(errors)}
    outcome = save.outcomes[prompt.column]
    if outcome is Outcome.LOCKED:
        return {"outcome": REFUSED, "message": locked_error().messages[0]}
    told = {"outcome": outcome.value}
    if outcome is not Outcome.CONFLICT:
        told["token"] = token(form.values[prompt.column])
    return told


def _status_of(answers):
    outcomes = {answer["outcome"] for answer in answers.values()}
    return next((status for outcome, status in _STATUSES if outcome in outcomes), HTTPStatus.OK)
