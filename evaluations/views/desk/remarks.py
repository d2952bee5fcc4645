"""What reviewers remarked on a returned report, and what is said back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.keys import key_in
from commitments.typed import text_fields_of

from ... import remarks, signing
from ...forms.remarks import ReplyForm
from ...models import Remark
from ...saving import token
from ...unlocking import Locks, question_of
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import field_url, section_url


class RemarksView(KeepsWords, ForAuthors, View):
    """Show every remark beside its answer; reply, accept a suggested wording, or decline it with a reason.

    POST takes `remark` (its key), `then` ("reply", "accept" or "decline"), `text` for the first and the last, and for
    "accept" `opened`, the token of the answer that was shown. What cannot be done now is said in words, with the text.
    """

    place = "remarks"
    text_fields = text_fields_of(ReplyForm)

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_remarks()

    def post(self, request, number):
        remark = get_object_or_404(Remark, pk=key_in(request.POST.get("remark", "")), edition=self.edition)
        form = ReplyForm(request.POST, remark=remark)
        if not self.edition.is_open:
            return self.show_closed()
        if request.POST.get("then") != "accept" and not form.is_valid():
            return self.show_remarks(form=form, status=UNPROCESSABLE)
        try:
            self.act(remark, form)
        except ValidationError as error:
            for name in ("report", "edition", "reading", "remarks"):
                self.__dict__.pop(name, None)
            if not self.edition.is_open:
                return self.show_closed()
            return self.show_remarks(form=form, refusal=error.messages[0], status=CONFLICT)
        return redirect(reverse("evaluations:remarks", args=[number]) + f"#remark-{remark.pk}")

    def show_closed(self):
        text = self.request.POST.get("text", "")
        return self.show("closed.html", status=CONFLICT, typed=[(_("Reply"), text)] if text.strip() else [])

    def act(self, remark, form):
        posted, by = self.request.POST, self.request.user
        if posted.get("then") == "accept":
            remarks.accept(remark, opened=posted.get("opened", ""), by=by)
            messages.success(self.request, _("The suggested wording is your answer now."))
        elif posted.get("then") == "decline":
            remarks.decline(remark, form.cleaned_data["text"], by=by)
        else:
            remarks.reply(remark, form.cleaned_data["text"], by=by)

    def show_remarks(self, *, form=None, refusal="", **more):
        self.remarks.bound = form
        locks = Locks(self.reading)
        rows = [self.row(remark, locks) for remark in self.remarks.remarks.all]
        more["signatures"] = signing.given(self.edition, reading=self.reading)
        return self.show("remarks.html", rows=rows, remarks=self.remarks, form=form, refusal=refusal, **more)

    def row(self, remark, locks):
        """Return what stands about one remark: its answer with the token of it, and where it is changed."""
        key = remark.answer_key
        answer = {answer.key: answer for answer in self.reading.answers}.get(key)
        may_change = answer is not None and not locks.is_locked(key)
        return {
            "remark": remark,
            "answer": answer,
            "is_gone": bool(key) and answer is None,
            "about": self.name_of(key),
            "url": self.url_of(answer) if may_change else "",
            "opened": token(answer.value) if remark.awaits_answer and may_change else "",
        }

    def name_of(self, key):
        """Return the words of the question; of another part of it, its number and the words of that part."""
        return self.reading.form.words_of(key) if key else _("The whole report")

    def url_of(self, answer):
        if answer.prompt.column:
            return field_url(self.reading, answer.prompt)
        question = question_of(self.reading.form, answer.key)
        return f"{section_url(self.reading, self.reading.form.section_of(question.key))}#{question.anchor}"
