"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

# A word with what parts it from the next, so that a text is its words one after the other.
_WORD = re.compile(r"\S+\s*|\s+")
MOST_WORDS = 40_000  # of both texts: of more, all counts as new


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

    Words count as the same where only the space behind them differs, and paragraphs are told as `after` has them.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return _changed(before, after)
    # `autojunk` stays on: of very frequent words it makes no anchors, without which two long texts of few words
    # would take minutes.
    matcher = SequenceMatcher(None, *([word.rstrip() for word in words] for words in (old, new)))
    found, gap = [], ""
    for name, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        found += [Piece(Kind.SAME, added)] if name == "equal" else _changed(removed and gap + removed, added)
        # Where the text after ends, a space that stood between two words before is told with the second.
        gap = _space_behind(removed) if name == "equal" and not _space_behind(added) else ""
    return found


def _space_behind(text):
    return text[len(text.rstrip()) :]


def _changed(removed, added):
    if removed and added:  # what takes a word's place stands beside it, not in the paragraph below
        removed = removed.rstrip() + " "
    return [piece for piece in (Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added)) if piece.text]
