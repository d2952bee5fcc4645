"""Whether a name could be taken for that of somebody who wears a badge.

Compared is how names look, not how they are spelled: without accents and capitals, letters of other scripts as the
Latin ones that they look like (Unicode's table of confusables), and the few that look alike within one script as one.
"""

import unicodedata
from functools import lru_cache

from confusable_homoglyphs import confusables

from ..models import Badge

# Fillers of Hangul, letters by their category, of which nothing is seen; those of other shapes become one of them.
_FILLERS = "\u115f\u1160"
_UNSEEN = ("Cf", "Mn", "Cn")  # what is not assigned is shown by no font, or as a sign that Unicode keeps unseen

_ALIKE = str.maketrans({"i": "l", "ı": "l", "1": "l", "|": "l", "0": "o"})


def imitated(name, *, author=None):
    """Return the badge whose wearer could be meant by a name, or None; nobody imitates herself."""
    worn = Badge.objects.worn().only("name", "kind")
    others = worn.exclude(account=author) if author else worn
    return next((badge for badge in others if _could_be(name, badge.name)), None)


def _could_be(name, worn):
    # Capitals look like other letters than small ones do, so both ways are tried.
    return _holds(_as_written(name), _as_written(worn)) or _holds(_in_small(name), _in_small(worn))


def _holds(looks, wanted):
    """Whether the words of one name stand in another, one after the other, or both are the same without blanks."""
    if not wanted:
        return False
    return f" {' '.join(wanted)} " in f" {' '.join(looks)} " or "".join(looks) == "".join(wanted)


@lru_cache(maxsize=4096)
def _as_written(name):
    return _words("".join(map(_latin, _bare(name))).casefold())


@lru_cache(maxsize=4096)
def _in_small(name):
    return _words("".join(map(_latin, _bare(name).casefold())))


def _bare(name):
    """Return the letters of a name without their accents, each in the plainest of its shapes."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def _words(letters):
    """Return the words of a name as they look; signs that nobody sees part none."""
    alike = letters.translate(_ALIKE).replace("rn", "m").replace("vv", "w")
    seen = (sign for sign in alike if sign not in _FILLERS and unicodedata.category(sign) not in _UNSEEN)
    return tuple("".join(sign if sign.isalnum() else " " for sign in seen).split())


@lru_cache(maxsize=4096)
def _latin(letter):
    """Return the Latin letter that one of another script looks like, or the letter itself."""
    found = confusables.is_confusable(letter, preferred_aliases=["latin"])
    alike = [one["c"] for one in found[0]["homoglyphs"]] if found else []
    return next((glyph for glyph in alike if len(glyph) == 1 and glyph.isascii() and glyph.isalpha()), letter)
