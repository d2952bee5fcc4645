"""What does not go together in a report, and why it stands all the same."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from ... import justifying, permissions
from ...account import account_mark
from ...coherence import Flags
from ...forms.flags import FlagsForm
from ...questionnaire import QUESTIONNAIRES
from ...reading import Reading
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import field_url
from .scripted import ScriptedView

BESIDE = "evaluations/desk/partials/flags_beside.html"


class FlagsView(KeepsWords, ForAuthors, View):
    """Show every flag of a report, with its answer; keep the sentences that justify them.

    POST takes a sentence for each flag (`flag-<rule>-<anchor>`) and the mark of what it was about (`mark-…`). Where the
    answer has moved since, nothing is kept for it, and the page is shown anew with the sentence in it (409).
    """

    place = "flags"

    text_fields = frozenset(
        f"flag-{rule.number}-{prompt.anchor}"
        for questionnaire in QUESTIONNAIRES.values()
        for rule in questionnaire.rules
        for prompt in questionnaire.prompts
    )

    @cached_property
    def flags(self):
        return Flags(self.reading)

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_form(FlagsForm(self.flags.raised))

    def post(self, request, number):
        mark = account_mark(request.user)
        if request.POST.get("account", mark) != mark:
            return self.give_back(HTTPStatus.FORBIDDEN, is_of_another=True)
        form = FlagsForm(self.flags.raised, request.POST)
        form.is_valid()
        posted = [name for name in request.POST if name in self.text_fields]
        gone = [name for name in posted if name not in form.fields and request.POST[name].strip()]
        try:
            moved = justifying.justify(self.edition, form.sentences, by=request.user)
        except ValidationError:
            return self.show("closed.html", status=CONFLICT, typed=self.typed(posted))
        if form.errors or moved or gone:
            return self.show_again(form, moved, gone)
        messages.success(request, _("Saved."))
        return redirect(
            reverse("evaluations:check" if request.POST.get("then") == "check" else "evaluations:flags", args=[number])
        )

    def show_again(self, form, moved, gone):
        """Show the flags as they are by now, with the sentences that were not kept."""
        for name in ("report", "edition", "reading", "flags"):
            self.__dict__.pop(name, None)
        raised = self.flags.raised
        data = self.request.POST.copy()
        for flag in raised:
            data[f"mark-{flag.name}"] = flag.mark
            data.setdefault(flag.name, flag.text)
        again = FlagsForm(raised, data)
        again.is_valid()
        for name in moved:
            if name in again.fields:
                again.add_error(name, _("The answer has changed since. Read it again, then save this once more."))
        lost = [name for name in (*moved, *gone) if name not in again.fields]
        status = UNPROCESSABLE if form.errors else CONFLICT
        return self.show_form(again, status=status, gone=self.typed(lost))

    def typed(self, names):
        """Return label and words of sentences that have no box any more."""
        texts = [(_("Why it stands as it is"), self.request.POST[name]) for name in names]
        return [(label, text) for label, text in texts if text.strip()]

    def show_form(self, form, *, status=HTTPStatus.OK, gone=()):
        rows = [
            {
                "flag": flag,
                "box": box,
                "mark": mark,
                "answer": self.reading.by_key[flag.key],
                "url": field_url(self.reading, flag.prompt, come_from="flags"),
            }
            for flag, box, mark in form.rows
        ]
        return self.show("flags.html", status=status, form=form, rows=rows, gone=gone)


class RaisedView(ScriptedView):
    """Say which flags are raised by now. Nothing is changed.

    POST takes `account`. It answers `flags`, by the anchors of all answers in words or codes the flags that stand
    beside each, as HTML, and `message`, how many are open, or "" where none is.
    """

    def respond(self, edition):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        if not edition.is_open:
            return self.refuse_closed()
        flags = Flags(Reading(edition))
        prompts = [prompt for prompt in edition.form.prompts if prompt.column]
        beside = {prompt.anchor: _beside(flags, prompt) for prompt in prompts}
        return JsonResponse({"flags": beside, "message": _how_many(len(flags.open))})


def _beside(flags, prompt):
    return render_to_string(BESIDE, {"flags": flags.beside(prompt.key)}).strip()


def _how_many(count):
    if not count:
        return ""
    message = ngettext(
        "%(count)d answer does not fit with another, or says too little. It is marked.",
        "%(count)d answers do not fit with others, or say too little. They are marked.",
        count,
    )
    return message % {"count": count}
