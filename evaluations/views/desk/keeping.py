"""Words beside the answers that a browser kept, and whether the site has them by now."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse

from ... import permissions
from ...forms.desk import SubmitForm
from ...forms.evidence import EvidenceForm
from ...forms.flags import SentenceField
from ...forms.remarks import ReplyForm
from ...models import Edition, Evidence, Justification, RemarkReply
from .obstacles import evidence_url
from .scripted import ScriptedView

_PAGES = ("flags", "remarks", "check")
# By what is kept: where it is stored, how a row of that leads to its report, and the fields as they are typed.
_STORED = {
    "justification": (Justification, "edition__report", {"text": SentenceField(required=False)}),
    "reply": (RemarkReply, "remark__edition__report", ReplyForm.base_fields),
    "evidence": (Evidence, "edition__report", EvidenceForm.base_fields),
    "unsigned": (Edition, "report", {"unsigned_reason": SubmitForm.base_fields["reason"]}),
}


def open_places(reading, locks, flags, remarks):
    """Return where words can be saved by now, as the scripts name it: an answer's anchor, else page and anchor."""
    questions = [question for question in reading.form.questions if not locks.is_locked(question.key)]
    page = {name: reverse(f"evaluations:{name}", args=[reading.edition.report_id]) for name in _PAGES}
    return [
        *(prompt.anchor for question in questions for prompt in question.prompts if prompt.column),
        *(f"{evidence_url(reading, question)}#evidence" for question in questions if question.evidence),
        *(f"{page['flags']}#{flag.name}-words" for flag in flags.raised),
        *(f"{page['remarks']}#reply-{remark.pk}" for remark in remarks.open),
        f"{page['check']}#unsigned-reason",
    ]


class KeptWordsView(ScriptedView):
    """Say whether words that a browser kept are stored with the report, in one row as they stand. Nothing is changed.

    POST takes `kept` (any name, under which is answered), `kind` ("justification", "reply", "evidence" or
    "unsigned", why a signature is missing) and the words, under the names that their boxes have in the form; of a
    justification `text`, of a missing signature `unsigned_reason`. It answers `answers`: by that
    name, whether they are stored (`same`). Also of a report that is closed by now: what was sent in time is no loss.
    """

    def respond(self, edition):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        return self.tell()

    def refuse_closed(self):
        return self.tell()

    def tell(self):
        return JsonResponse({"answers": {self.request.POST.get("kept", ""): {"same": self.is_stored()}}})

    def is_stored(self):
        posted = self.request.POST
        try:
            model, report, fields = _STORED[posted.get("kind")]
            typed = {name: field.clean(posted[name]) for name, field in fields.items() if posted.get(name)}
        except (KeyError, ValidationError):
            return False
        return bool(typed) and model.objects.filter(**{report: self.kwargs["number"]}, **typed).exists()
