"""What does not go together in a report, and why it stands all the same."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.generic import View

from ... import justifying, permissions, signing
from ...coherence import Flags
from ...forms.flags import FlagsForm, mark_name, opened_name
from ...questionnaire import QUESTIONNAIRES
from ...reading import Reading
from ...saving import NOTHING, token
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import evidence_url, field_url
from .scripted import ScriptedView, told_of_signatures

BESIDE = "evaluations/desk/partials/flags_beside.html"


class FlagsView(KeepsWords, ForAuthors, View):
    """Show every flag of a report, with its answer; keep the sentences that justify them.

    POST takes a sentence for each flag (`flag-<rule>-<anchor>`), the mark of what it was about (`mark-…`) and the token
    of what was said of it before (`opened-…`). A new sentence is not kept where the answer has moved since, or somebody
    else has justified it: the page is shown anew with the sentence in it (409).
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
        form = FlagsForm(self.flags.raised, request.POST)
        form.is_valid()
        written = [name for name in request.POST if name in self.text_fields and self.is_written(name)]
        gone = [name for name in written if name not in form.fields]
        try:
            refused = justifying.justify(self.edition, form.sentences, by=request.user)
        except ValidationError:
            return self.show("closed.html", status=CONFLICT, typed=self.typed(written))
        if form.errors or refused or gone:
            return self.show_again(form, refused, gone)
        messages.success(request, _("Saved."))
        return redirect(
            reverse("evaluations:check" if request.POST.get("then") == "check" else "evaluations:flags", args=[number])
        )

    def is_written(self, name):
        """Whether she wrote in this box: what she found there stands elsewhere."""
        posted = self.request.POST
        return token(posted[name]) not in {NOTHING, posted.get(opened_name(name))}

    def show_again(self, form, refused, gone):
        """Show the flags as they are by now, with the sentences that were not kept."""
        for name in ("report", "edition", "reading", "flags"):
            self.__dict__.pop(name, None)
        data = self.request.POST.copy()
        hers = {*form.errors, *(name for name, sentence in form.sentences.items() if sentence.is_new)}
        for flag in self.flags.raised:
            data[mark_name(flag.name)], data[opened_name(flag.name)] = flag.mark, token(flag.text)
            if flag.name not in hers:
                data[flag.name] = flag.text
        again = FlagsForm(self.flags.raised, data)
        again.is_valid()
        lost = [name for name in (*refused, *gone) if name not in again.fields]
        for name in refused.keys() - lost:
            again.add_error(name, refused[name])
        status = UNPROCESSABLE if form.errors else CONFLICT
        return self.show_form(again, status=status, gone=self.typed(lost))

    def typed(self, names):
        """Return label and words of sentences that have no box any more."""
        return [(_("Why it stands as it is"), self.request.POST[name]) for name in names if self.is_written(name)]

    def show_form(self, form, *, status=HTTPStatus.OK, gone=()):
        rows = [
            {
                "flag": flag,
                "box": box,
                "hidden": hidden,
                "answer": self.reading.by_key[flag.key],
                "url": field_url(self.reading, flag.prompt, come_from="flags"),
                "evidence_url": flag.wants_evidence and evidence_url(self.reading, flag.question, come_from="flags"),
            }
            for flag, box, hidden in form.rows
        ]
        signatures = signing.given(self.edition, reading=self.reading)
        return self.show("flags.html", status=status, form=form, rows=rows, gone=gone, signatures=signatures)


class RaisedView(ScriptedView):
    """Say which flags are raised by now. Nothing is changed.

    POST takes `account` and `writing`, the anchor of the text that is just being written, beside which nothing is said
    that can wait until it is done. It answers `flags`, by the anchors of all answers in words or codes the flags that
    stand beside each, as HTML, and `message`, under which questions one is open, or ""; and `signatures`, as HTML,
    whose hold, and whose a change has taken off: what saves itself asks for none of it.
    """

    def respond(self, edition):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        if not edition.is_open:
            return self.refuse_closed()
        reading = Reading(edition)
        flags, writing = Flags(reading), self.request.POST.get("writing")
        raised = [flag for flag in flags.raised if not (flag.waits and flag.prompt.anchor == writing)]
        prompts = [prompt for prompt in edition.form.prompts if prompt.column]
        beside = {prompt.anchor: _beside(raised, prompt) for prompt in prompts}
        message = _where(flags, [flag for flag in raised if flag.is_open])
        return JsonResponse({"flags": beside, "message": message, "signatures": told_of_signatures(reading)})


def _beside(raised, prompt):
    return render_to_string(BESIDE, {"flags": [flag for flag in raised if flag.key == prompt.key]}).strip()


def _where(flags, still_open):
    names = list(dict.fromkeys(flags.name_of(flag.key) for flag in still_open))
    if not names:
        return ""
    message = _("Look again under %(names)s: something does not fit with another answer, or says too little.")
    return message % {"names": get_text_list(names, _("and"))}
