"""Evidence: what is added to an answer of an open edition, taken off again, or said to be missing."""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import signing, trail
from .acts import ActKind
from .choices import EvidenceKind
from .models import Evidence, StoredFile
from .saving import locked, stamp
from .unlocking import keep_open, refuse_where_locked

MOST_PIECES = 30  # under one answer: more than any reader looks through


@dataclass(frozen=True, kw_only=True)
class Source:
    """What an evaluator cites: a link, the words of a source, or both, and where in it they stand."""

    url: str = ""
    name: str = ""  # its title
    quotation: str = ""
    locator: str = ""  # a page, a section, a minute
    language: str = ""

    @property
    def kind(self):
        return EvidenceKind.QUOTATION if self.quotation else EvidenceKind.LINK


@transaction.atomic
def attach(edition, prompt, upload, *, content_type, by):
    """Keep an uploaded file as the last evidence for a prompt, and return its row.

    The same file under the same name is attached once, however often it is sent. What was said about there being no
    evidence is taken back by it. Raises what `saving.save` raises, and ValidationError where no more fits (code
    "full") or the question is not open for changes (code "locked").
    """
    stored = locked(edition, by=by)
    file = StoredFile.objects.store(upload)
    attached = Evidence.objects.filter(edition=stored, answer_key=prompt.key)
    if same := attached.filter(stored_file=file, name=upload.name).first():
        return same
    files = Evidence.objects.filter(edition=stored, kind=EvidenceKind.FILE)
    _refuse_more(files.filter(answer_key=prompt.key), prompt.maximum_files, _FILES_HERE)
    _refuse_more(files, settings.EVIDENCE_MAXIMUM_FILES, _FILES_OF_THE_REPORT)
    return _add(
        stored,
        prompt,
        by=by,
        kind=EvidenceKind.FILE,
        name=upload.name,
        stored_file=file,
        content_type=content_type,
    )


@transaction.atomic
def cite(edition, prompt, source, *, by):
    """Add a Source as the last evidence for a prompt, and return its row; the same twice is added once.

    Raises what `attach` raises.
    """
    stored = locked(edition, by=by)
    if same := Evidence.objects.filter(edition=stored, answer_key=prompt.key, **asdict(source)).first():
        return same
    return _add(stored, prompt, by=by, kind=source.kind, **asdict(source))


@transaction.atomic
def say_none(edition, prompt, reason, *, by):
    """Say that there is no evidence for a prompt, and why, in the place of what was said of it before; return the row.

    Raises what `saving.save` raises, and ValidationError where there is some (code "some").
    """
    stored = locked(edition, by=by)
    pieces = Evidence.objects.filter(edition=stored, answer_key=prompt.key)
    if pieces.exclude(kind=EvidenceKind.NONE).exists():
        raise ValidationError(_("There is evidence here. Remove it first, to say that there is none."), code="some")
    if same := pieces.filter(reason=reason).first():
        return same
    return _add(stored, prompt, by=by, kind=EvidenceKind.NONE, reason=reason)


@transaction.atomic
def detach(edition, pk, *, by):
    """Remove one piece of evidence and return it, or None where it is gone already.

    Raises what `saving.save` raises, and ValidationError where the question is not open for changes (code "locked").
    """
    stored = locked(edition, by=by)
    piece = stored.evidence_set.filter(pk=pk).first()
    if piece is not None:
        refuse_where_locked(stored, piece.answer_key)
        _note(ActKind.REMOVE_EVIDENCE, stored, piece, by=by)
        piece.delete()
        _order_as_signed(stored, piece.answer_key)
        stamp(stored, by=by, columns=keep_open(stored, [piece.answer_key]))
    return piece


def _add(edition, prompt, *, by, **columns):
    refuse_where_locked(edition, prompt.key)
    pieces = Evidence.objects.filter(edition=edition, answer_key=prompt.key)
    pieces.filter(kind=EvidenceKind.NONE).delete()
    _refuse_more(pieces, MOST_PIECES, _PIECES)
    stamp(edition, by=by, columns=keep_open(edition, [prompt.key]))
    last = pieces.aggregate(last=Max("position"))["last"] or 0
    piece = Evidence.objects.create(edition=edition, answer_key=prompt.key, position=last + 1, added_by=by, **columns)
    _order_as_signed(edition, prompt.key)
    _note(ActKind.SAY_NO_EVIDENCE if piece.is_none else ActKind.ADD_EVIDENCE, edition, piece, by=by)
    return piece


def _order_as_signed(edition, key):
    """Put the evidence under a key into the order in which it was signed, once it is those pieces again, and no other.

    What was taken off and is put back would stand last, and the signature, which holds the order, would stay off.
    """
    signed = [marks.get(key, []) for marks in edition.signatures.order_by("-pk").values_list("evidence", flat=True)]
    pieces = list(Evidence.objects.filter(edition=edition, answer_key=key).select_related("stored_file"))
    now = signing.marks(pieces)
    order = next((marks for marks in signed if sorted(marks) == sorted(now)), now)
    if order == now:
        return
    mark_of, last = dict(zip(pieces, now, strict=True)), pieces[-1].position
    pieces.sort(key=lambda piece: order.index(mark_of[piece]))
    # No place may be taken twice at any moment: so first behind the last one, and then from the beginning.
    for first in (last + 1, 1):
        for position, piece in enumerate(pieces, start=first):
            piece.position = position
        Evidence.objects.bulk_update(pieces, ["position"])


def _note(kind, edition, piece, *, by):
    """Keep in the audit trail what was done with a piece, not what it was: that may be taken off to be forgotten."""
    trail.record(kind, edition, by=by, row=piece.pk, answer_key=piece.answer_key)


_FILES_HERE = ngettext_lazy(
    "There is %(count)d file already, which is as many as fit. Remove it to add another.",
    "There are %(count)d files already, which is as many as fit. Remove one to add another.",
    "count",
)
_FILES_OF_THE_REPORT = ngettext_lazy(
    "The report has %(count)d file already, which is as many as it may have. Remove it to add another.",
    "The report has %(count)d files already, which is as many as it may have. Remove one to add another.",
    "count",
)
_PIECES = ngettext_lazy(
    "There is %(count)d piece of evidence already, which is as many as fit. Remove it to add another.",
    "There are %(count)d pieces of evidence already, which is as many as fit. Remove one to add another.",
    "count",
)


def _refuse_more(rows, most, message):
    if most is not None and rows.count() >= most:
        raise ValidationError(message % {"count": most}, code="full")
