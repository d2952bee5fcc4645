"""One section of a report, as a form."""

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

from ... import evidence, saving, signing
from ...forms.answers import NO_ANSWER_YET
from ...forms.section import SectionForm
from ...models import Edition
from ...questionnaire import QUESTIONNAIRES
from ...questionnaire.schema import PromptKind
from ...reading import Reading
from ..refusals import error_codes
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import evidence_url, section_url
from .uploading import counted, status_of, tell_of_file, tell_of_statement, wait_in

EVIDENCE = "evidence:"  # the button that saves and leads to the evidence of the question that it names


class SectionView(KeepsWords, ForAuthors, View):
    """Show a section to be filled in, and save whatever is in it.

    One form holds answers, files and buttons, so that whichever button is pressed, no word is lost.
    """

    text_fields = frozenset(
        prompt.anchor
        for questionnaire in QUESTIONNAIRES.values()
        for prompt in questionnaire.prompts
        if prompt.kind in (PromptKind.TEXT, PromptKind.FOOTNOTES)
    )
    choices = {
        prompt.anchor: {"": NO_ANSWER_YET} | {option.code: option.label for option in prompt.options}
        for questionnaire in QUESTIONNAIRES.values()
        for prompt in questionnaire.prompts
        if prompt.kind is PromptKind.CODE
    }
    retry_after = 0  # seconds, where too many files were sent
    landing = ""  # the anchor of what was removed

    @cached_property
    def section(self):
        try:
            return self.edition.form.section(self.kwargs["slug"])
        except KeyError:
            raise Http404 from None

    @property
    def place(self):
        return self.section.slug

    def is_allowed(self):
        return self.section and super().is_allowed()

    def get(self, request, number, slug):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_form(SectionForm(self.section, self.reading, remarks=self.remarks))

    def post(self, request, number, slug):
        files, refused = counted(request.FILES, by=request.user)
        form = SectionForm(self.section, self.reading, self.posted(), files, remarks=self.remarks)
        form.is_valid()
        for name in refused.keys() & form.fields.keys():
            self.retry_after = wait_in(refused[name])
            form.add_error(name, refused[name])
        try:
            save = saving.save(self.edition, form.values, opened=form.opened, by=request.user, sent=form.sent)
            self.attach_and_detach(form)
        except ValidationError as error:
            if "status" not in error_codes(error):
                raise
            return self.show("closed.html", status=CONFLICT, section=self.section, typed=form.typed)
        if form.errors or save.conflicts or form.left_out(save):
            return self.show_again(form, save)
        return redirect(self.next_url())

    def posted(self):
        """Return what was posted, but for an answer of which she takes the stored version: it is left alone."""
        data = self.request.POST.copy()
        data.pop(data.get("take"), None)
        return data

    def attach_and_detach(self, form):
        """Keep the chosen files, however the texts fared, and remove the one whose button was pressed."""
        for prompt, upload in form.uploads:
            try:
                evidence.attach(self.edition, prompt, upload, content_type=upload.content_type, by=self.request.user)
            except ValidationError as error:
                if "status" in error_codes(error):
                    raise
                form.add_error(prompt.anchor, error)
            else:
                messages.success(self.request, tell_of_file(upload))
                if before := self.reading.files_of(prompt).statement:
                    messages.info(self.request, tell_of_statement(before))
        self.detach(form)

    def detach(self, form):
        """Remove the piece whose button was pressed."""
        removed = key_in(self.request.POST.get("remove", ""))
        try:
            piece = evidence.detach(self.edition, removed, by=self.request.user) if removed else None
        except ValidationError as error:
            if "status" in error_codes(error):
                raise
            form.add_error(None, error)
            return
        if piece:
            messages.success(self.request, _("“%(name)s” was removed.") % {"name": piece})
            self.landing = self.edition.form.taking_files(piece.answer_key).anchor

    def show_again(self, form, save):
        """Show the form with what could not be saved, and what is stored by now."""
        self.edition = Edition.objects.select_related("saved_by").get(pk=self.edition.pk)
        self.edition.report = self.report
        self.reading = Reading(self.edition)
        again = form.after(save, self.reading)
        response = self.show_form(again, status=_status_of(form), gone=form.left_out(save, again))
        if self.retry_after:
            response.headers["Retry-After"] = self.retry_after
        return response

    def show_form(self, form, *, status=HTTPStatus.OK, gone=()):
        return self.show(
            "section.html",
            status=status,
            section=self.section,
            form=form,
            gone=gone,
            steps=self.reading.form.sections,
            back_url=self.return_url(),
            signatures=signing.given(self.edition, reading=self.reading),
            last_report=self.last_report(),
        )

    def next_url(self):
        """Return where the pressed button leads: to stay with the files, back, to the list or to the next section."""
        posted, stay = self.request.POST, section_url(self.reading, self.section)
        if posted.get("then") == "stay":
            return self.request.get_full_path()
        if "take" in posted:
            return f"{self.request.get_full_path()}#{posted['take']}"
        if "upload" in posted or "remove" in posted:
            query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
            return f"{stay}{query}#{posted.get('upload', self.landing)}"
        if posted.get("then", "").startswith(EVIDENCE):
            return self.evidence_url(posted["then"].removeprefix(EVIDENCE))
        if posted.get("then") == "flags":
            return reverse("evaluations:flags", args=[self.report.number])
        if posted.get("then") == "list":
            return reverse("evaluations:task-list", args=[self.report.number])
        return self.return_url() or self._url_after()

    def evidence_url(self, key):
        """Return where evidence is added to a question of this section, and where she came from."""
        question = next((one for one in self.section.questions if one.evidence and one.key == key), None)
        if question is None:
            return self.request.get_full_path()
        return evidence_url(self.reading, question, come_from=self.come_from())

    def come_from(self):
        """Return "check" or "flags", whichever page she came from to change an answer, or ""."""
        if self.request.GET.get("change") not in self.edition.form.by_key:
            return ""
        return "flags" if self.request.GET.get("from") == "flags" else "check"

    def return_url(self):
        """Return the place from which she came to change an answer, on the page of checking or of flags, or ""."""
        page = self.come_from()
        if not page:
            return ""
        answer = f"#{self.edition.form.prompt(self.request.GET['change']).anchor}" if page == "check" else ""
        return reverse(f"evaluations:{page}", args=[self.report.number]) + answer

    def _url_after(self):
        sections = self.reading.form.sections
        following = sections[sections.index(self.section) + 1 :]
        if following:
            return section_url(self.reading, following[0])
        return reverse("evaluations:check", args=[self.report.number])


def _status_of(form):
    """Return the status of a save that did not take everything: another version is the last thing that it says."""
    return status_of(form) or (UNPROCESSABLE if form.errors else CONFLICT)
