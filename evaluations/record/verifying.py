"""Verifying: every hash is computed anew, and what differs is named. Pure: from a database or from a dump alone."""

from dataclasses import dataclass
from enum import StrEnum

from .hashing import SCHEME, UnhashableError, edition_hash, leaf_hash

MOST_NAMED = 100  # missing editions: a dump may have any number in it


class Problem(StrEnum):
    """What can be found of an edition or of one value in it; all but the first are wrong."""

    REDACTED = "redacted"
    DIFFERS = "differs"
    MISSING = "missing"
    ADDED = "added"
    NO_SALT = "no-salt"
    NOT_REMOVED = "not-removed"
    UNSEALED = "unsealed"
    SCHEME = "scheme"
    HASH = "hash"
    CHAIN = "chain"
    NO_EDITION = "no-edition"
    UNPUBLISHED = "unpublished"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True)
class Told:
    """One published edition as a database or a dump tells it: its values by path, and its seal, None where none is."""

    report: int
    number: int
    values: dict
    record: dict | None  # as sealing.as_data() has it


@dataclass(frozen=True)
class Finding:
    """What was found of an edition, or of the value at a path in it."""

    report: int
    edition: int
    problem: Problem
    path: str = ""

    @property
    def is_wrong(self):
        return self.problem is not Problem.REDACTED


def findings(editions):
    """Yield what is found of a report's editions, all of them, in the order of their numbers."""
    editions = list(editions)
    redacted = {pair for told in editions for pair in _redacted_by(told)}
    last, expected = None, 1
    for told in editions:
        for number in range(expected, min(told.number, expected + MOST_NAMED)):
            yield Finding(told.report, number, Problem.NO_EDITION)
        yield from _of_edition(told, last, redacted)
        last, expected = (told.record or {}).get("hash"), told.number + 1


def _of_edition(told, last, redacted):
    if told.record is None:
        yield Finding(told.report, told.number, Problem.UNSEALED)
        return
    if told.record["scheme"] != SCHEME:
        yield Finding(told.report, told.number, Problem.SCHEME)
        return
    for path in told.record["leaves"] | told.record["salts"] | told.values:
        if problem := _of_leaf(told, path, is_redacted=(told.number, path) in redacted):
            yield Finding(told.report, told.number, problem, path)
    if not _is(told.record["hash"], edition_hash, told.record["leaves"], told.record["before"]):
        yield Finding(told.report, told.number, Problem.HASH)
    if told.record["before"] != last:
        yield Finding(told.report, told.number, Problem.CHAIN)


def _of_leaf(told, path, *, is_redacted):
    """Return what is wrong with one value, or that it is redacted, or None."""
    sealed, salt = told.record["leaves"].get(path), told.record["salts"].get(path)
    if sealed is None:
        return Problem.ADDED
    if salt is None:
        if not is_redacted:
            return Problem.NO_SALT
        return Problem.REDACTED if _says_nothing(told.values.get(path)) else Problem.NOT_REMOVED
    if path not in told.values:
        return Problem.MISSING
    return None if _is(sealed, leaf_hash, path, salt, told.values[path]) else Problem.DIFFERS


def _redacted_by(told):
    """Return edition and path of each value that an edition says was redacted in those before it."""
    named = (value for path, value in told.values.items() if path.startswith("/redactions/"))
    pairs = ((one.get("edition"), one.get("leaf")) for one in named if isinstance(one, dict))
    return [pair for pair in pairs if isinstance(pair[1], str) and isinstance(pair[0], int) and pair[0] < told.number]


def _says_nothing(value):
    """Whether nothing is left of a value, in whatever form it had."""
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return all(_says_nothing(member) for member in members)
    return not value


def _is(sealed, computed, *arguments):
    try:
        return sealed == computed(*arguments)
    except UnhashableError:
        return False
