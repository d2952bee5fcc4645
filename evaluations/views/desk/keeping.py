"""Words beside the answers that a browser kept, and whether the site has them by now."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse

from ... import permissions
from ...forms.evidence import EvidenceForm
from ...forms.flags import SentenceField
from ...forms.remarks import ReplyForm
from ...models import Evidence, Justification, RemarkReply
from .scripted import ScriptedView

# By what is kept: where it is stored, how a row of that leads to its report, and the fields as they are typed.
_STORED = {
    "justification": (Justification, "edition__report", {"text": SentenceField(required=False)}),
    "reply": (RemarkReply, "remark__edition__report", ReplyForm.base_fields),
    "evidence": (Evidence, "edition__report", EvidenceForm.base_fields),
}


class KeptWordsView(ScriptedView):
    """Say whether words that a browser kept are stored with the report, in one row as they stand. Nothing is changed.

    POST takes `kept` (any name, under which is answered), `kind` ("justification", "reply" or "evidence") and the
    words, under the names that their boxes have in the form; of a justification, `text`. It answers `answers`: by that
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
