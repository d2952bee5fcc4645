"""Text compared without regard to capitals, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

# The small words within names of people and of organisations.
PARTICLES = frozenset(
    ["al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "e", "el", "ibn", "la", "las", "le",
     "los", "ten", "ter", "van", "vom", "von", "y", "zu"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_character(character):
    if character == "\n":
        return "\n"
    base = unicodedata.normalize("NFKD", character)[0].lower()[:1]
    return base if base.isalnum() else " "


def fold_aligned(text):
    """Return the text in lower case, without accents, a space for each sign: character for character as long."""
    return "".join(map(_fold_character, text))


def fold(text):
    """Return the words of the text alone: lower case, no accents, no signs, one space between them."""
    return " ".join(fold_aligned(text).split())


def squeeze(text):
    """Return the text on one line, with single spaces."""
    return " ".join(text.split())


def same_words(one, other):
    """Whether two texts say the same, whatever their capitals, accents, punctuation and line breaks."""
    return fold(one) == fold(other)


def same_title(one, other):
    """Whether two titles are one, where either may be cut off.

    A title that was cut is the beginning of the other, and says of itself that it was cut.
    """
    first, second = sorted((one.strip(), other.strip()), key=lambda title: len(fold(title)))
    short, long = fold(first), fold(second)
    if not short or short == long:
        return bool(short)
    return long.startswith(short) and is_cut(first)


def is_cut(title):
    """Whether the title says of itself that it was cut off."""
    return bool(re.search(r"(\.\.\.|…|\[…\]|\[\.\.\.\])\s*$", title))


def cut_at_word(text, length):
    """Return the text, cut at a word and marked with "…" where it is longer than so many characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;") + "…"
