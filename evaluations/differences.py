"""What differs between two texts, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
# A word with what parts it from the next, so that a text is its words one after the other.
_WORD = re.compile(r"\S+\s*|\s+")
# How many pairs of equal words two texts may have to be compared: more than prose has in any paragraph. `difflib` takes
# time by this number and by its own recursion, and texts made for it would take minutes.
MOST_PAIRS = 20_000


class Kind(Enum):
    """What became of a piece of the text before."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Some words in a row with the same fate."""

    kind: Kind
    text: str


def pieces(before, after):
    """Return a list of pieces: without what was removed they read as `after`, without what was added as `before`.

    Lines are compared first, then the words of those that differ; where a text repeats its words too often for that,
    all of them count as changed. Words count as the same where only the space behind them differs, and paragraphs are
    told as `after` has them.
    """
    found, gap, budget = [], "", _Budget()
    for is_same, removed, added in _compared(_LINE.findall(before), _LINE.findall(after), budget):
        found += [Piece(Kind.SAME, added)] if is_same else _by_words(removed and gap + removed, added, budget)
        gap = _gap_behind(removed, added) if is_same else ""
    return found


class _Budget:
    """How much comparing is left for one pair of texts."""

    def __init__(self):
        self.pairs = 5 * MOST_PAIRS

    def allows(self, old, new):
        counts = Counter(old)
        pairs = sum(counts[word] for word in new)
        if pairs > min(MOST_PAIRS, self.pairs):
            return False
        self.pairs -= pairs
        return True


def _compared(old, new, budget):
    """Yield whether a run of parts is the same, its old and its new text."""
    before, after = ([part.rstrip() for part in parts] for parts in (old, new))
    start = next((i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        start = min(len(before), len(after))
    if start:
        yield True, "".join(old[:start]), "".join(new[:start])
    old, new, before, after = old[start:], new[start:], before[start:], after[start:]
    if not budget.allows(before, after):
        yield False, "".join(old), "".join(new)
        return
    for name, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, False).get_opcodes():
        yield name == "equal", "".join(old[old_from:old_to]), "".join(new[new_from:new_to])


def _by_words(before, after, budget):
    found, gap = [], ""
    for is_same, removed, added in _compared(_WORD.findall(before), _WORD.findall(after), budget):
        found += [Piece(Kind.SAME, added)] if is_same else _changed(removed and gap + removed, added)
        gap = _gap_behind(removed, added) if is_same else ""
    return found


def _gap_behind(before, after):
    """Return the space that parted words before and is gone after what stayed the same: told with what it parted."""
    return "" if after[-1:].isspace() else before[len(before.rstrip()) :]


def _changed(removed, added):
    if removed and added:  # what takes a word's place stands beside it, not in the paragraph below
        removed = removed.rstrip() + " "
    return [piece for piece in (Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added)) if piece.text]
