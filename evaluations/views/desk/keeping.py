"""Words beside the answers that a browser kept, and whether the site has them by now."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import reverse

from commitments.keys import key_in

from ... import permissions
from ...choices import Status
from ...forms.desk import CorrectForm, SubmitForm
from ...forms.evidence import EvidenceForm
from ...forms.flags import SentenceField
from ...forms.remarks import ReplyForm
from ...forms.unlocking import UnlockRequestForm
from ...models import Edition, Evidence, Justification, RemarkReply, UnlockRequest
from ...saving import storable
from .obstacles import evidence_url
from .scripted import ScriptedView

_PAGES = ("flags", "remarks", "check", "unlock")


def _justification_of(editions, flag):
    """Return the last sentence about a flag, by its rule and answer: one before was about what stood there then."""
    rule, _blank, key = flag.partition(" ")
    about_flag = Justification.objects.filter(edition__in=editions, rule=key_in(rule), answer_key=key)
    return Justification.objects.filter(pk__in=about_flag.order_by("-at", "-pk").values("pk")[:1])


def _replies_to(editions, remark):
    return RemarkReply.objects.filter(remark__edition__in=editions, remark=key_in(remark))


def _evidence_of(editions, key):
    return Evidence.objects.filter(edition__in=editions, answer_key=key)


def _submitted(editions, _about):
    """Return the edition once it is submitted: what an open one holds was said of an earlier submission."""
    return editions.exclude(status__in=[Status.DRAFT, Status.RETURNED])


def _requests_after(editions, last):
    return UnlockRequest.objects.filter(edition__in=editions, pk__gt=key_in(last) or 0)


def _successors(editions, _about):
    return Edition.objects.filter(predecessor__in=editions).exclude(status=Status.DISCARDED)


# By what is kept: the rows at its place, and the fields as they are typed.
_STORED = {
    "justification": (_justification_of, {"text": SentenceField(required=False)}),
    "reply": (_replies_to, ReplyForm.base_fields),
    "evidence": (_evidence_of, EvidenceForm.base_fields),
    "unsigned": (_submitted, {"unsigned_reason": SubmitForm.base_fields["reason"]}),
    "unlocking": (_requests_after, {"reason": UnlockRequestForm.base_fields["reason"]}),
    "correction": (_successors, {"change_reason": CorrectForm.base_fields["reason"]}),
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
        *([f"{page['unlock']}#unlocking"] if reading.edition.unlocked is not None else []),
    ]


def place_to_open_anew(report):
    """Return where the reason for a new edition is written, as the scripts name it."""
    return f"{reverse('evaluations:correct', args=[report.pk])}#new-edition"


class KeptWordsView(ScriptedView):
    """Say whether words that a browser kept are stored at their place, in one row as they stand. Nothing is changed.

    POST takes `kept` (any name, under which is answered), the key of the `edition` that was written, `kind`, what they
    are `about`, and the words, under the names that their boxes have in the form. By `kind`:

    - "justification", about rule and key of the answer: `text`;
    - "reply", about the key of the remark: `text`;
    - "evidence", about the key of the answer that holds it: the names of its form;
    - "unsigned", why a signature is missing: `unsigned_reason`;
    - "unlocking", why more is to be opened, about the key of the request before, or nothing: `reason`;
    - "correction", why there is to be an edition after this one: `change_reason`.

    It answers `answers`: by that name, whether they are stored (`same`). Also of a report that is closed by now: what
    was sent in time is no loss.
    """

    def may_ask(self, edition):
        """Let ask also whoever opens a new edition, and need not be the one who writes it."""
        user, is_opening = self.request.user, self.request.POST.get("kind") == "correction"
        return super().may_ask(edition) or (is_opening and permissions.can_correct(user, edition.report))

    def respond(self, edition):
        if not self.may_ask(edition):
            raise PermissionDenied
        return self.tell()

    def refuse_closed(self):
        return self.tell()

    def tell(self):
        return told(self.request.POST, self.is_stored())

    def is_stored(self):
        posted = self.request.POST
        if posted.get("kind") not in _STORED:
            return False
        rows, fields = _STORED[posted["kind"]]
        edition = Edition.objects.filter(pk=key_in(posted.get("edition", "")), report=self.kwargs["number"])
        return is_among(rows(edition, storable(posted.get("about", ""))), posted, fields)


def is_among(rows, posted, fields):
    """Whether one of the rows holds all the words that were posted under the names of the fields."""
    try:
        typed = {name: storable(field.clean(posted[name])) for name, field in fields.items() if posted.get(name)}
    except ValidationError:
        return False
    return bool(typed) and rows.filter(**typed).exists()


def told(posted, is_stored):
    """Return what the script is answered."""
    return JsonResponse({"answers": {posted.get("kept", ""): {"same": is_stored}}})
