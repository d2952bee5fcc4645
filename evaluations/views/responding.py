"""Where the link leads by which a contact of the government responds to a report."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from commitments.typed import text_fields_of

from .. import responding
from ..forms.responding import PartForm, PublishResponseForm
from ..reading import Reading
from ..saving import token as mark_of
from .by_link import ByLink, OneAnswerByLink

UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


class ByResponseLink(ByLink):
    """A page for a contact who may respond for her government."""

    over_template = "evaluations/responding/over.html"

    def find(self, token):
        """Return whom a link names, or None."""
        return responding.found(token)

    def is_open(self):
        """Whether she may write."""
        return responding.may_write(self.link)

    @cached_property
    def report(self):
        """Return the report that she responds to."""
        return self.link.report

    @cached_property
    def edition(self):
        """Return what the public reads of it."""
        edition = self.report.current
        edition.report = self.report
        return edition

    def context(self, **more):
        """Return who she is."""
        return super().context(respondent=self.link, **more)


class ResponseView(ByResponseLink):
    """The report, with what the draft says beside each answer, and where it is published."""

    def get(self, request):
        return self.show()

    def show(self, *, status=HTTPStatus.OK, problems=()):
        parts, reading = responding.draft_of(self.report), Reading(self.edition)
        newest = responding.newest(self.report)
        shown = PublishResponseForm(initial={"shown": responding.digest(parts, self.edition)}, auto_id=False)
        context = self.context(
            reading=reading,
            writing=OnPage(self.link, parts),
            newest=newest,
            spoken_of=self.overtaken(),
            redactions=self.redactions(reading),
            is_new=bool(parts) and parts != responding.parts_of(newest),
            said=[answer for answer in reading.answers if answer.key in parts],
            beside_nothing=self.beside_nothing(parts, reading),
            publish_form=shown,
            problems=problems,
        )
        return render(self.request, "evaluations/responding/response.html", context, status=status)

    def overtaken(self):
        """Return the number of the edition that she spoke of, where another one is public by now; else None."""
        number = responding.spoken_of(self.report)
        return number if number not in (None, self.edition.number) else None

    def redactions(self, reading):
        """Return what redactions took out of the response: when, why, and of which answers, the newest first."""
        return [
            {
                "at": redaction.at,
                "reason": redaction.reason,
                "about": [reading.form.words_of(key) if key else "" for key in redaction.removed],
            }
            for redaction in responding.removed_from(self.report)
        ]

    def beside_nothing(self, parts, reading):
        """Return what the draft says of answers that the report has no more, each with the form that takes it out."""
        answered = {"", *(answer.key for answer in reading.answers)}
        return [
            {
                "key": key,
                "about": reading.form.words_of(key),
                "text": text,
                "form": PartForm(initial={"text": "", "opened": mark_of(text)}, auto_id=False),
            }
            for key, text in sorted(parts.items())
            if key not in answered
        ]


class OnPage:
    """What the draft says beside the answers of the report that it is about."""

    def __init__(self, respondent, parts):
        self.token, self.parts = respondent.token, parts

    def beside(self, key):
        """Return what it says of one answer, or ""."""
        return self.parts.get(key, "")

    @property
    def on_the_whole(self):
        return self.beside("")


class WritePartView(OneAnswerByLink, ByResponseLink):
    """Write about one answer, or about the whole without `key`: POST takes `text` and `opened`."""

    text_fields = text_fields_of(PartForm)
    template = "evaluations/responding/write.html"
    anchor_of_the_whole = "whole"

    def get(self, request, key):
        return self.show(key, PartForm.on(responding.draft_of(self.report).get(key, "")))

    def post(self, request, key):
        form = PartForm(request.POST)
        if not form.is_valid():
            return self.show(key, form, status=UNPROCESSABLE)
        said = form.cleaned_data
        try:
            responding.write(self.link, key, said["text"], opened=said["opened"])
        except ValidationError as error:
            return self.refuse(error, key, said["text"])
        messages.success(request, _("The draft is saved. Nobody reads it before you publish it."))
        return redirect(reverse("evaluations:response", args=[self.link.token]) + self.anchor_of(key))

    def refuse(self, error, key, text):
        """Say why, with both texts where somebody else was quicker: hers takes its place by her next press."""
        if error.code == "key":
            raise Http404 from error
        if error.code == "closed":
            return self.gone()
        stored = error.params["stored"]
        form = PartForm(initial={"text": text, "opened": mark_of(stored)})
        problems = [{"message": error.messages[0]}]
        return self.show(key, form, status=CONFLICT, problems=problems, stored=stored, is_conflict=True)


class PublishResponseView(ResponseView):
    """Publish the draft: POST takes `shown`, the digest of what she was shown."""

    def get(self, request):
        return redirect("evaluations:response", self.link.token)

    def post(self, request):
        try:
            responding.publish(self.link, shown=request.POST.get("shown", ""))
        except ValidationError as error:
            if error.code == "closed":
                return self.gone()
            return self.show(status=CONFLICT, problems=[{"message": error.messages[0]}])
        messages.success(request, _("Your government’s response is public. The evaluators are told."))
        return redirect("evaluations:response", self.link.token)
