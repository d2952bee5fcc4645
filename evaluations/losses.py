"""What a redaction takes with it: where values of published editions are stored, by where their data tell them."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import EvidenceKind
from .models import Edition, Evidence, ResponsePart
from .questionnaire.schema import PromptKind
from .reactions import before, open_reactions

ANSWER = re.compile(r"/answers/([^/]+)")
OVERVIEW = re.compile(r"/overview/(action|problem)")
_PIECE = re.compile(r"/answers/([^/]+)/(\d+)")
_EVALUATOR = re.compile(r"/evaluators/(\d+)")
_REASON = re.compile(r"/edition/(change_reason|unsigned_reason)")
_REACTION = re.compile(r"/consultation/reactions/(\d+)")
_EXEMPTION = re.compile(r"/edition/exemptions/(\d+)")
_SKIPPED = re.compile(r"/consultation/(skipped_reason)")
_WINDOW = re.compile(r"/consultation/windows/(\d+)")
# What the public reads beside an edition, and no seal is of.
RESPONSE = re.compile(r"/official_response/(?:(whole)|answers/([^/]+))")
_STANDING = re.compile(r"/standing_changes/(\d+)")
_NO_PIECE = {"kind": EvidenceKind.REMOVED, "stored_file": None} | dict.fromkeys(
    ("name", "content_type", "url", "quotation", "reason", "locator", "language"), ""
)
_NO_BYLINE = {"name": "", "organisation": "", "evaluator": None, "signed_at": None, "lacks_signature": False}


@dataclass(frozen=True)
class Loss:
    """One value that goes: the row that holds it, what its columns become, and where an edition's data tell it."""

    edition: Edition
    path: str
    row: models.Model
    columns: dict = field(compare=False)
    begins: str = ""  # how the value begins, for whoever decides about it

    @property
    def is_told(self):
        """Whether an edition tells that it went: it was sealed, or the public read it beside what is sealed."""
        return self.path in self.edition.seal.leaves or any(one.fullmatch(self.path) for one in (RESPONSE, _STANDING))

    @property
    def exemption(self):
        """Return the place of the exemption in its edition whose reason it is, or None."""
        match = _EXEMPTION.fullmatch(self.path)
        return int(match[1]) if match else None

    @property
    def leaf(self):
        """Name it as the record does."""
        return {"edition": self.edition.number, "leaf": self.path}


def losses(report, paths, *, number=None):
    """Return a Loss for each published value that goes with these paths, in the order of the editions.

    A path is where a value stands in the data of the edition `number` (the current one unless it is given), as
    verify_record and the JSON name it: an answer, what is told of the commitment, a piece of evidence, an evaluator, a
    reason, an exemption, why nobody was asked to read it, a window of its consultation, a reaction; or beside it, a
    part of the official response, a change of standing (by its place in their order). What an answer says, what is told
    of the commitment and what the government says of an answer go from every edition, whatever they said there; of the
    others, what says the same goes with them, and so does a reaction with which the public reads it as what an answer
    said before. Raises ValidationError (code "path") where there is no such value, or none that can be taken out.
    """
    editions = list(report.editions.published().select_related("report", "seal").order_by("number"))
    number = report.current.number if number is None else number
    named = next((one for one in editions if one.number == number), None)
    if named is None:
        raise ValidationError(_("There is no such edition."), code="path")
    found = [loss for path in dict.fromkeys(paths) for loss in _found(path, named, editions)]
    found += _told_before(found, editions)
    return sorted(dict.fromkeys(found), key=lambda loss: loss.edition.number)


def _found(path, named, editions):
    """Return a Loss for each value that goes with one path."""
    for pattern, finder in _FINDERS:
        if (match := pattern.fullmatch(path)) and (found := finder(match, named, editions)):
            return found
    raise ValidationError(
        _("“%(path)s” names nothing in edition %(edition)s that can be removed."),
        code="path",
        params={"path": path, "edition": named.number},
    )


def _answers(match, named, editions):
    """Whatever a question of this key was answered, in each edition."""
    prompts = [(edition, edition.form.by_key.get(match[1])) for edition in editions]
    asked = [(edition, prompt) for edition, prompt in prompts if prompt and prompt.kind is not PromptKind.FILES]
    return [
        Loss(edition, match[0], edition, {prompt.column: _blank(edition, prompt.column)}, begins=str(value))
        for edition, prompt in asked
        if (value := getattr(edition, prompt.column))
    ]


def _overviews(match, named, editions):
    """Whatever each edition tells here of the commitment."""
    column = match[1]
    return [
        Loss(edition, match[0], edition, {column: ""}, begins=value)
        for edition in editions
        if (value := getattr(edition, column))
    ]


def _blank(edition, column):
    return {} if isinstance(getattr(edition, column), dict) else ""


def _pieces(match, named, editions):
    """The same file, link, quotation or statement, under whichever answer it stands."""
    rows = [(edition, list(edition.evidence_set.select_related("stored_file"))) for edition in editions]
    here = [piece for edition, pieces in rows if edition == named for piece in pieces if piece.answer_key == match[1]]
    wanted = what_it_holds(here[int(match[2])]) if int(match[2]) < len(here) else None
    found = []
    for edition, pieces in rows:
        places = {}
        for piece in pieces:
            place = places[piece.answer_key] = places.get(piece.answer_key, -1) + 1
            if not piece.is_removed and what_it_holds(piece) == wanted:
                path = f"/answers/{piece.answer_key}/{place}"
                found.append(Loss(edition, path, piece, _NO_PIECE, begins=str(piece)))
    return found


def what_it_holds(piece):
    """Return by what a piece of evidence is known again: of a file, its bytes, whatever it was called."""
    return (piece.stored_file_id,) if piece.stored_file_id else (piece.url, piece.quotation, piece.reason)


def is_told(piece, row):
    """Whether this is how a receipt tells a piece of evidence."""
    if row.stored_file_id:
        return piece.get("sha256") == row.stored_file.sha256
    told = tuple(piece.get(name) or "" for name in ("url", "quotation", "reason"))
    return not piece.get("sha256") and told == what_it_holds(row)


def _bylines(match, named, editions):
    """The same evaluator, in each edition."""
    rows = [(edition, list(edition.bylines.all())) for edition in editions]
    here = next(bylines for edition, bylines in rows if edition == named)
    wanted = here[int(match[1])] if int(match[1]) < len(here) else None
    return [
        Loss(edition, f"/evaluators/{place}", byline, _NO_BYLINE, begins=str(byline))
        for edition, bylines in rows
        for place, byline in enumerate(bylines)
        if wanted and wanted.name and byline.name and is_one_person(byline, wanted)
    ]


def is_one_person(byline, other):
    """Whether two bylines are of the same evaluator."""
    if byline.evaluator_id and other.evaluator_id:
        return byline.evaluator_id == other.evaluator_id
    return (byline.name, byline.organisation) == (other.name, other.organisation)


def _reasons(match, named, editions):
    """A reason, and each that says the same."""
    column, wanted = match[1], getattr(named, match[1])
    return [
        Loss(edition, match[0], edition, {column: ""}, begins=wanted)
        for edition in editions
        if wanted and getattr(edition, column) == wanted
    ]


def _said(match, named, editions):
    """What a contact said openly of one edition."""
    said, place = open_reactions(named), int(match[1])
    return [_reaction(named, place, said[place])] if place < len(said) and said[place].text else []


def _exemptions(match, named, editions):
    """An exemption with its reason, and each that has the same: of what is left nobody could tell that it was so."""
    place, wanted = int(match[1]), None
    if place < len(named.exempted) and named.exempted[place]:
        wanted = named.exempted[place]["reason"]
    return [
        Loss(edition, f"/edition/exemptions/{number}", edition, {}, begins=one["reason"])
        for edition in editions
        for number, one in enumerate(edition.exempted)
        if wanted and one and one["reason"] == wanted
    ]


def _skipped(match, named, editions):
    """Why nobody was asked to read an edition, and what says the same of others."""
    told = [(edition, edition.consultations.last()) for edition in editions]
    wanted = next((one.skipped_reason for edition, one in told if edition == named and one), "")
    return [
        Loss(edition, match[0], one, {"skipped_reason": ""}, begins=wanted)
        for edition, one in told
        if wanted and one and one.skipped_reason == wanted
    ]


def _windows(match, named, editions):
    """A window that ended early, with why, and each that ended for the same reason."""
    told = [(edition, place, one) for edition in editions for place, one in enumerate(edition.consultations.windows())]
    here = (one.ended_reason for edition, place, one in told if (edition, place) == (named, int(match[1])))
    wanted = next(here, "")
    return [
        Loss(edition, f"/consultation/windows/{place}", one, {"ended_reason": ""}, begins=wanted)
        for edition, place, one in told
        if wanted and one.ended_reason == wanted
    ]


def _responses(match, named, editions):
    """Whatever the government said of an answer, or of the whole, in each edition of its response."""
    parts = ResponsePart.objects.filter(response__in=named.report.responses.published(), answer_key=match[2] or "")
    by_number = {edition.pk: edition for edition in editions}
    return [
        Loss(by_number[part.response.edition_id], match[0], part, {"text": ""}, begins=part.text)
        for part in parts.exclude(text="").select_related("response").order_by("response__number")
    ]


def _standing_changes(match, named, editions):
    """Why the report was withdrawn, or stands again, and what says the same of another time."""
    changes = list(named.report.standing_changes.order_by("pk"))
    wanted = changes[int(match[1])].reason if int(match[1]) < len(changes) else ""
    return [
        Loss(editions[-1], f"/standing_changes/{place}", change, {"reason": ""}, begins=wanted)
        for place, change in enumerate(changes)
        if wanted and change.reason == wanted
    ]


_FINDERS = (
    (ANSWER, _answers),
    (OVERVIEW, _overviews),
    (_PIECE, _pieces),
    (_EVALUATOR, _bylines),
    (_REASON, _reasons),
    (_REACTION, _said),
    (_EXEMPTION, _exemptions),
    (_SKIPPED, _skipped),
    (_WINDOW, _windows),
    (RESPONSE, _responses),
    (_STANDING, _standing_changes),
)


def _reaction(edition, place, reaction):
    return Loss(edition, f"/consultation/reactions/{place}", reaction, {"text": ""}, begins=reaction.text)


def _told_before(found, editions):
    """Each reaction with which the public reads, as what an answer said before, a value that goes: it is one value."""
    return [
        _reaction(edition, place, reaction)
        for edition in editions
        for place, reaction in enumerate(open_reactions(edition))
        if any(_is_told_before(loss, reaction) for loss in found)
    ]


def _is_told_before(loss, reaction):
    told = before(reaction)
    if isinstance(loss.row, Evidence):
        return isinstance(told, list) and any(is_told(piece, loss.row) for piece in told)
    return told is not None and loss.path == f"/answers/{reaction.answer_key}"
