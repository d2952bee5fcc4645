"""What backs one answer: added, one piece after the other, apart from the writing."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.keys import key_in
from commitments.typed import text_fields_of

from ... import evidence, signing
from ...forms.evidence import SOURCE, EvidenceForm
from ...unlocking import Locks, locked_error
from ..refusals import error_codes
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import section_url
from .uploading import counted, status_of, tell_of_file, tell_of_statement, wait_in


class EvidenceView(KeepsWords, ForAuthors, View):
    """Show what backs an answer, add to it and take off it.

    GET takes `from=check` or `from=flags` where she came from there. POST takes any of a file, a source and a reason
    why there is no evidence: each that is fit is kept, however the others fare, and the others come back as typed.
    """

    text_fields = text_fields_of(EvidenceForm)
    retry_after = 0  # seconds, where too many files were sent

    @cached_property
    def question(self):
        try:
            question = self.edition.form.question(self.kwargs["key"])
        except KeyError:
            raise Http404 from None
        if question.evidence is None:
            raise Http404
        return question

    @property
    def place(self):
        return self.question.anchor

    @property
    def answer(self):
        return self.reading.evidence_of(self.question)

    def is_allowed(self):
        return self.question and super().is_allowed()

    def get(self, request, number, key):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        if self.is_locked:
            return redirect(self.url_of_question())
        return self.show_form(self.form())

    def post(self, request, number, key):
        files, refused = counted(request.FILES, by=request.user)
        form = self.form(request.POST, files)
        form.is_valid()
        if "file" in refused:
            self.retry_after = wait_in(refused["file"])
            form.add_error("file", refused["file"])
        if not self.edition.is_open:
            return self.show_closed(form)
        if self.is_locked:
            form.add_error(None, locked_error())
            return self.show_again(form, [])
        try:
            added = self.change(form)
        except ValidationError as error:
            if "status" in error_codes(error):
                return self.show_closed(form)
            form.add_error(None, error)  # closed by what somebody else has just written
            return self.show_again(form, [])
        if form.errors:
            return self.show_again(form, added)
        return redirect(self.next_url())

    def url_of_question(self):
        section = self.edition.form.section_of(self.question.key)
        return f"{section_url(self.reading, section)}#{self.question.anchor}"

    @property
    def is_locked(self):
        """Whether the question is not open for changes, in a report that was returned for others."""
        return Locks(self.reading).is_locked(self.question.key)

    def form(self, *args):
        upload_url = reverse("evaluations:upload", args=[self.report.number, self.question.evidence.key])
        return EvidenceForm(self.answer, *args, upload_url=upload_url)

    def change(self, form):
        """Take off and add what was asked for; return the names of the fields whose content is kept by now."""
        removed = key_in(self.request.POST.get("remove", ""))
        if removed and (piece := evidence.detach(self.edition, removed, by=self.request.user)):
            messages.success(self.request, _("“%(name)s” was removed.") % {"name": piece})
        before = self.answer.statement
        added = [*self.add_file(form), *self.add_source(form), *self.add_reason(form)]
        if before and added and "reason" not in added:
            messages.info(self.request, tell_of_statement(before))
        if not (added or removed or form.errors) and self.request.POST.get("then") != "back":
            form.add_error("file", _("Choose a file, name a source, or say why there is no evidence."))
        return added

    def add_file(self, form):
        upload = form.cleaned_data.get("file")
        if not upload:
            return []
        prompt = self.question.evidence
        try:
            evidence.attach(self.edition, prompt, upload, content_type=upload.content_type, by=self.request.user)
        except ValidationError as error:
            self._refuse(form, "file", error)
            return []
        messages.success(self.request, tell_of_file(upload))
        return ["file"]

    def add_source(self, form):
        source = form.source
        if source is None:
            return []
        try:
            piece = evidence.cite(self.edition, self.question.evidence, source, by=self.request.user)
        except ValidationError as error:
            self._refuse(form, "quotation" if source.quotation else "url", error)
            return []
        messages.success(self.request, _("“%(name)s” was added.") % {"name": piece})
        return SOURCE

    def add_reason(self, form):
        reason, before = form.cleaned_data.get("reason", ""), self.answer.statement
        if not reason or (before and before.reason == reason):
            return []
        try:
            evidence.say_none(self.edition, self.question.evidence, reason, by=self.request.user)
        except ValidationError as error:
            self._refuse(form, "reason", error)
            return []
        messages.success(self.request, _("The answer now says that there is no evidence, and why."))
        return ["reason"]

    def _refuse(self, form, name, error):
        """Show beside its field what does not fit; a report that is closed by now is another page."""
        if "status" in error_codes(error):
            raise error
        form.add_error(name, error)

    def show_again(self, form, added):
        """Show what could not be kept, as it was typed, and what is kept by now."""
        for name in ("report", "edition", "reading"):
            self.__dict__.pop(name, None)
        data = self.request.POST.copy()
        for name in added:
            data.pop(name, None)
        again = self.form(data)
        again.is_valid()
        again.errors.clear()
        for name, errors in form.errors.as_data().items():
            again.add_error(name if name in again.fields else None, errors)
        response = self.show_form(again, status=status_of(form) or UNPROCESSABLE)
        if self.retry_after:
            response.headers["Retry-After"] = self.retry_after
        return response

    def show_closed(self, form):
        return self.show("closed.html", status=CONFLICT, section=None, typed=form.typed)

    def show_form(self, form, *, status=HTTPStatus.OK):
        context = {"form": form, "question": self.question, "answer": self.answer, "back_url": self.back_url()}
        signatures = signing.given(self.edition, reading=self.reading)
        return self.show("evidence.html", status=status, signatures=signatures, **context)

    def next_url(self):
        """Return where the pressed button leads: back to the answer, or here once more."""
        if self.request.POST.get("then") == "back":
            return self.back_url()
        return self.request.get_full_path()

    def back_url(self):
        """Return the place from which she came: the answer where it is written or checked, or the flags."""
        if self.request.GET.get("from") == "flags":
            return reverse("evaluations:flags", args=[self.report.number])
        if self.request.GET.get("from") == "check":
            return reverse("evaluations:check", args=[self.report.number]) + f"#{self.question.anchor}"
        section = self.edition.form.section_of(self.question.key)
        return f"{section_url(self.reading, section)}#{self.question.evidence.anchor}"
