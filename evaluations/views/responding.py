"""Where the link leads by which a contact of the government responds to a report. She needs no account."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from commitments.typed import given_back, text_fields_of

from .. import responding
from ..forms.responding import PartForm, PublishResponseForm
from ..reading import Reading
from ..saving import token as mark_of

UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@method_decorator(never_cache, name="dispatch")
class ByResponseLink(View):
    """A page for one respondent: 404 for a link that names nobody, 410 where it opens the response no more.

    No search engine keeps it.
    """

    def dispatch(self, request, token, **kwargs):
        self.respondent = responding.found(token)
        if self.respondent is None:
            raise Http404
        is_open = responding.may_write(self.respondent)
        response = super().dispatch(request, **kwargs) if is_open else self.gone()
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @cached_property
    def report(self):
        return self.respondent.report

    @cached_property
    def edition(self):
        edition = self.report.current
        edition.report = self.report
        return edition

    def gone(self):
        """Say that the link is closed, and give back what was sent too late."""
        context = self.context(**given_back(self.request))
        return render(self.request, "evaluations/responding/over.html", context, status=HTTPStatus.GONE)

    def context(self, **more):
        known = {"respondent": self.respondent, "token": self.respondent.token}
        return {"report": self.report, "edition": self.edition, **known, **more}


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
            writing=OnPage(self.respondent, parts),
            newest=newest,
            is_new=bool(parts) and parts != responding.parts_of(newest),
            said=[answer for answer in reading.answers if answer.key in parts],
            publish_form=shown,
            problems=problems,
        )
        return render(self.request, "evaluations/responding/response.html", context, status=status)


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


class WritePartView(ByResponseLink):
    """Write about one answer, or about the whole without `key`: POST takes `text` and `opened`."""

    text_fields = text_fields_of(PartForm)

    def dispatch(self, request, token, key=""):
        return super().dispatch(request, token, key=key)

    def get(self, request, key):
        return self.show(key, PartForm.on(responding.draft_of(self.report).get(key, "")))

    def post(self, request, key):
        form = PartForm(request.POST)
        if not form.is_valid():
            return self.show(key, form, status=UNPROCESSABLE)
        said = form.cleaned_data
        try:
            responding.write(self.respondent, key, said["text"], opened=said["opened"])
        except ValidationError as error:
            return self.refuse(error, key, said["text"])
        messages.success(request, _("The draft is saved. Nobody reads it before you publish it."))
        return redirect(reverse("evaluations:response", args=[self.respondent.token]) + self.anchor_of(key))

    def anchor_of(self, key):
        return f"#{self.edition.form.anchor_of(key)}" if key else "#whole"

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

    def show(self, key, form, *, status=HTTPStatus.OK, **more):
        answers = {answer.key: answer for answer in Reading(self.edition).answers}
        if key and key not in answers:
            raise Http404
        context = self.context(form=form, answer=answers.get(key), **more)
        return render(self.request, "evaluations/responding/write.html", context, status=status)


class PublishResponseView(ResponseView):
    """Publish the draft: POST takes `shown`, the digest of what she was shown."""

    def get(self, request):
        return redirect("evaluations:response", self.respondent.token)

    def post(self, request):
        try:
            responding.publish(self.respondent, shown=request.POST.get("shown", ""))
        except ValidationError as error:
            if error.code == "closed":
                return self.gone()
            return self.show(status=CONFLICT, problems=[{"message": error.messages[0]}])
        messages.success(request, _("Your government’s response is public. The evaluators are told."))
        return redirect("evaluations:response", self.respondent.token)
