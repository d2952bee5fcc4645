"""Actions of a list that ask for words first, and then do the same to each row that lets it be done."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse

from ..forms.words import ReasonForm


class DecidesWithWords:
    """Asks for the words on a page between the list and the deed; they are kept in each row's history."""

    words_form = ReasonForm
    words_template = None

    def decide(self, request, queryset, *, action, needs_reason):
        """Ask for the words; once they are there, decide about each row and say how many were."""
        sent = "reason" in request.POST
        form = self.words_form(request.POST if sent else None, needed=needs_reason)
        if not (sent and form.is_valid()):
            return self.ask_for_words(request, queryset, form, action=action)
        reason, decided = form.cleaned_data["reason"], 0
        for row in queryset:
            try:
                self.decide_one(row, action=action, by=request.user, reason=reason)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.ERROR)
            else:
                self.log_change(request, row, f"{action}: {reason}")
                decided += 1
        self.message_user(request, self.told(decided), messages.SUCCESS if decided else messages.WARNING)
        return None

    def decide_one(self, row, *, action, by, reason):
        """Do what the action says; raise ValidationError where this row does not let it be done."""
        raise NotImplementedError

    def told(self, decided):
        """Tell about how many rows was decided."""
        raise NotImplementedError

    def ask_for_words(self, request, queryset, form, *, action):
        """Show what is about to be decided, with a box for the words."""
        context = {
            **self.admin_site.each_context(request),
            "title": self.get_actions(request)[action][2],
            "opts": self.opts,
            "rows": queryset,
            "form": form,
            "action": action,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        request.current_app = self.admin_site.name
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return TemplateResponse(request, self.words_template, context, status=status)
