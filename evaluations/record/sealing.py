"""Sealing: an edition gets its hash, in the transaction that publishes it."""

from dataclasses import dataclass

from ..models import Edition, Seal
from .facts import facts
from .hashing import SCHEME, edition_hash, hashes_of, new_salt, values_by_path


@dataclass(frozen=True)
class Sealed:
    """What is kept of an edition's seal: its hash, that of the edition before, and of each value salt and hash."""

    hash: str
    before: str  # blank of the first
    leaves: dict
    salts: dict


def seal(edition):
    """Seal an edition that has just been published, as it stands in the database, and return its Seal."""
    stored = Edition.objects.select_related("report").get(pk=edition.pk)
    before = Seal.objects.filter(edition__report=stored.report_id, edition__number__lt=stored.number)
    last = before.order_by("-edition__number").values_list("hash", flat=True).first()
    sealed = sealed_as(facts(stored), before=last or "")
    return Seal.objects.create(edition=stored, **vars(sealed))


def sealed_as(told, *, before):
    """Return how these facts are sealed, each with a new salt, after an edition with the hash `before`, if any."""
    values = values_by_path(told)
    salts = {path: new_salt() for path in values}
    leaves = hashes_of(values, salts)
    return Sealed(hash=edition_hash(leaves, before or None), before=before, leaves=leaves, salts=salts)


def as_data(edition):
    """Return an edition's seal as the downloads tell it, or None where it has none: the database lets none be so."""
    seal = getattr(edition, "seal", None)
    return seal and {
        "scheme": SCHEME,
        "hash": seal.hash,
        "before": seal.before or None,
        "leaves": seal.leaves,
        "salts": seal.salts,
    }
