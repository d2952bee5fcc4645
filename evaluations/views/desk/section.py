"""One section of a report, as a form."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from commitments.keys import key_in

from ... import saving, signing
from ...account import account_mark
from ...forms.section import SectionForm
from ...models import Edition
from ...questionnaire import QUESTIONNAIRES
from ...questionnaire.schema import PromptKind
from ...reading import Reading
from ..rates import seconds_to_wait_for
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import section_url

FILES_FROM_ONE_ACCOUNT = "30/h,60/d"

# The more telling a refusal's status is, the earlier it stands.
_STATUSES = (
    ("rate", HTTPStatus.TOO_MANY_REQUESTS),
    ("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ("type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    ("content", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
)


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
    retry_after = 0  # seconds, where too many files were sent

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
        return self.show_form(SectionForm(self.section, self.reading))

    def post(self, request, number, slug):
        mark = account_mark(request.user)
        if request.POST.get("account", mark) != mark:
            return self.give_back(HTTPStatus.FORBIDDEN, is_of_another=True)
        form = SectionForm(self.section, self.reading, self.posted(), request.FILES)
        form.is_valid()
        try:
            save = saving.save(self.edition, form.values, opened=form.opened, by=request.user)
            self.attach_and_detach(form)
        except ValidationError:
            return self.show("closed.html", status=CONFLICT, section=self.section, typed=form.typed)
        if form.errors or save.conflicts:
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
            if wait := seconds_to_wait_for(self.request.user, action="upload", rates=FILES_FROM_ONE_ACCOUNT):
                self.retry_after = max(wait, self.retry_after)
                form.add_error(prompt.anchor, _too_many_files(upload, wait))
                continue
            try:
                saving.attach(self.edition, prompt, upload, content_type=upload.content_type, by=self.request.user)
            except ValidationError as error:
                if error.code != "full":
                    raise
                form.add_error(prompt.anchor, error)
            else:
                messages.success(self.request, _("“%(name)s” was added.") % {"name": upload.name})
        removed = key_in(self.request.POST.get("remove", ""))
        if removed and (name := saving.detach(self.edition, removed, by=self.request.user)):
            messages.success(self.request, _("“%(name)s” was removed.") % {"name": name})

    def show_again(self, form, save):
        """Show the form with what could not be saved, and what is stored by now."""
        self.edition = Edition.objects.select_related("saved_by").get(pk=self.edition.pk)
        self.edition.report = self.report
        self.reading = Reading(self.edition)
        response = self.show_form(form.after(save, self.reading), status=_status_of(form, save))
        if self.retry_after:
            response.headers["Retry-After"] = self.retry_after
        return response

    def show_form(self, form, *, status=HTTPStatus.OK):
        return self.show(
            "section.html",
            status=status,
            section=self.section,
            form=form,
            steps=self.reading.form.sections,
            back_url=self.return_url(),
            signed_by=self.signed_by(),
        )

    def signed_by(self):
        """Return the names of those whose signatures a change would take off."""
        if not self.edition.signatures.exists():
            return []
        return [signer.byline.name for signer in signing.Signatures(self.edition).signers if signer.holds]

    def next_url(self):
        """Return where the pressed button leads: to stay with the files, back, to the list or to the next section."""
        posted, stay = self.request.POST, section_url(self.reading, self.section)
        if posted.get("then") == "stay":
            return self.request.get_full_path()
        if "take" in posted:
            return f"{self.request.get_full_path()}#{posted['take']}"
        if "upload" in posted or "remove" in posted:
            files = next((prompt.anchor for prompt in self.section.prompts if not prompt.column), "")
            query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
            return f"{stay}{query}#{files}"
        if posted.get("then") == "list":
            return reverse("evaluations:task-list", args=[self.report.number])
        return self.return_url() or self._url_after()

    def return_url(self):
        """Return the place on the page of checking from which she came to change an answer, or ""."""
        prompt = self.edition.form.by_key.get(self.request.GET.get("change"))
        if prompt is None:
            return ""
        return reverse("evaluations:check", args=[self.report.number]) + f"#{prompt.anchor}"

    def _url_after(self):
        sections = self.reading.form.sections
        following = sections[sections.index(self.section) + 1 :]
        if following:
            return section_url(self.reading, following[0])
        return reverse("evaluations:check", args=[self.report.number])


def _too_many_files(upload, wait):
    minutes = -(-wait // 60)
    message = ngettext(
        "You have sent many files in a short time, so “%(name)s” was not kept. Send it again in %(count)d minute.",
        "You have sent many files in a short time, so “%(name)s” was not kept. Send it again in %(count)d minutes.",
        minutes,
    )
    return ValidationError(message % {"name": upload.name, "count": minutes}, code="rate")


def _status_of(form, save):
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    for code, status in _STATUSES:
        if code in codes:
            return status
    return UNPROCESSABLE if codes else CONFLICT
