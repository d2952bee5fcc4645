"""Signing: each evaluator declares, of the very text, that it is hers. What is signed is the digest of the answers."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import permissions, trail
from .acts import ActKind
from .models import Byline, Edition, Report, Signature
from .reading import Reading, as_called_now

LENGTH_SHOWN = 12  # characters of a digest by which people compare two texts
LENGTH_OF_MARK = 16  # characters


def digest(edition, *, reading=None):
    """Return the SHA-256, in hexadecimal, of what an edition answers: the form, the language and what was asked.

    Of a file its bytes count and its name, and not where or when it was stored. Who signs, and the Overview, which the
    plan tells, are no part of it. `reading` is the Reading that is shown, where one is: what is signed is what is read.
    """
    told = {
        "questionnaire": edition.questionnaire,
        "language": edition.language,
        "answers": {
            answer.key: _plain(answer) for answer in (reading or Reading(edition)).answers if answer.is_recorded
        },
    }
    return _sha256(told)


def marks(pieces):
    """Return a short mark of each piece of evidence, by all that is signed of it."""
    return [_sha256(_evidence(piece))[:LENGTH_OF_MARK] for piece in pieces]


def _sha256(told):
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(answer):
    return [_evidence(piece) for piece in answer.value] if answer.is_files else answer.value


def _evidence(piece):
    facts = ("kind", "name", "url", "quotation", "locator", "language")
    sha256 = piece.stored_file.sha256 if piece.stored_file else ""
    told = {name: getattr(piece, name) for name in facts} | {"sha256": sha256}
    # Only where there is one: what was signed before a reason could be given keeps its digest.
    return told | ({"reason": piece.reason} if piece.is_none else {})


@dataclass(frozen=True)
class Signer:
    """Somebody who is to sign, with the signature that holds and, where none does, her last one."""

    byline: Byline
    holds: Signature | None
    earlier: Signature | None


class Signatures:
    """How far an edition is signed as it stands."""

    def __init__(self, edition, *, reading=None):
        self.edition, self.reading = edition, reading

    @cached_property
    def digest(self):
        return digest(self.edition, reading=self.reading)

    @property
    def short_digest(self):
        return self.digest[:LENGTH_SHOWN]

    @cached_property
    def signers(self):
        """Return a Signer for each byline whose evaluator may write, in their order."""
        given = {}
        for signature in self.edition.signatures.order_by("pk"):
            given.setdefault(signature.evaluator_id, []).append(signature)
        bylines = [as_called_now(byline) for byline in permissions.signers(self.edition)]
        return [self._signer(byline, given.get(byline.evaluator_id, [])) for byline in bylines]

    def _signer(self, byline, given):
        holds = next((signature for signature in given if signature.digest == self.digest), None)
        return Signer(byline, holds, None if holds or not given else given[-1])

    @property
    def missing(self):
        """Return those who are still to sign."""
        return [signer for signer in self.signers if not signer.holds]

    @property
    def names_holding(self):
        """Return the names of those whose signatures hold: a change of the text takes them off."""
        return [signer.byline.name for signer in self.signers if signer.holds]

    @property
    def names_taken_off(self):
        """Return the names of those who signed, and the text has changed since."""
        return [signer.byline.name for signer in self.signers if signer.earlier]

    def missing_besides(self, user):
        """Return the bylines of the others who are still to sign."""
        bylines = (signer.byline for signer in self.missing)
        return [byline for byline in bylines if byline.evaluator.user_id != user.pk]

    def of(self, user):
        """Return the Signer that a person is, or None."""
        return next((signer for signer in self.signers if signer.byline.evaluator.user_id == user.pk), None)


def given(edition, *, reading=None):
    """Return the Signatures of an edition that somebody has signed, or None: then nothing is to be told of them."""
    return Signatures(edition, reading=reading) if edition.signatures.exists() else None


def refuse_unless(edition, shown, *, reading=None):
    """Raise ValidationError (code "moved") where the edition is not the text with the digest that was shown."""
    if shown != digest(edition, reading=reading):
        raise moved()


def moved():
    """Return the refusal of an act on a report that is no longer the one that was shown."""
    return ValidationError(
        _("The report has changed since this page was opened. Nothing was done: read it again as it stands now."),
        code="moved",
    )


@transaction.atomic
def sign(edition, *, shown, by):
    """Sign the text whose digest was shown, and return the signature; twice is as good as once.

    Raises PermissionDenied where `by` is none of those who sign, ValidationError where the edition is no longer open
    (code "status"), answers are missing (code "missing") or it is no longer the text that was shown (code "moved").
    """
    # The report first, as every move locks it: the act of the audit trail holds it, too.
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.report_id)
    stored = Edition.objects.select_for_update(of=("self",)).select_related("report__member").get(pk=edition.pk)
    reading = Reading(stored)
    signer = Signatures(stored, reading=reading).of(by)
    if signer is None:
        raise PermissionDenied
    if not stored.is_open:
        raise ValidationError(_("The report is no longer open for changes."), code="status")
    if reading.missing_prompts:
        raise ValidationError(_("A report is signed once no answer is missing."), code="missing")
    refuse_unless(stored, shown, reading=reading)
    evidence = {answer.key: marks(answer.value) for answer in reading.answers if answer.is_files}
    signature, is_new = Signature.objects.get_or_create(
        edition=stored, evaluator=signer.byline.evaluator, digest=shown, defaults={"by": by, "evidence": evidence}
    )
    if is_new:
        trail.record(ActKind.SIGN, stored, by=by, row=signature.pk)
    return signature
