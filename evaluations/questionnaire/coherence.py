"""The vocabulary in which the rules of coherence are written: what does not go together, or says too little.

A rule forbids nothing. What it finds raises a flag: the answer is changed, or justified in a sentence. Rules are data;
what they find in an edition is found in `evaluations/coherence/finding.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .schema import When


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: its number, for ever, and the sentence that a writer reads. It may hold {found} and {where}."""

    number: int
    sentence: str
    waits: bool = False  # until the writer has left the text: who has begun is not to be told that it is short
    wants_evidence: ClassVar[bool] = False  # whether evidence lets it rest, as a change of the answer does
    speaks_of_several: ClassVar[bool] = False  # answers of one report; to find it nothing but their values is read


@dataclass(frozen=True, kw_only=True)
class Contradiction(Rule):
    """Codes that do not go together; the flag stands beside the last of them."""

    together: tuple[tuple[When, ...], ...]  # each a set of choices that raises a flag of its own
    speaks_of_several = True


@dataclass(frozen=True, kw_only=True)
class Unfinished(Rule):
    """A code beside words that speak against it; the flag stands beside the text."""

    when: When
    texts: tuple[str, ...]  # keys
    words: Mapping[str, tuple[str, ...]] = field(hash=False)  # by language, in small letters
    harmless: Mapping[str, tuple[str, ...]] = field(
        hash=False, default_factory=dict
    )  # such a phrase holds one, and means no harm
    speaks_of_several = True


@dataclass(frozen=True, kw_only=True)
class SameText(Rule):
    """One text under two questions; the flag stands beside the later."""

    speaks_of_several = True


@dataclass(frozen=True, kw_only=True)
class SameTextElsewhere(Rule):
    """A text that stands in another report, too."""


@dataclass(frozen=True, kw_only=True)
class Unbacked(Rule):
    """A strong code with no evidence for its question."""

    codes: tuple[When, ...]
    wants_evidence = True


@dataclass(frozen=True, kw_only=True)
class TooShort(Rule):
    """A text that is too short to tell anything."""

    fewest_words: int


@dataclass(frozen=True, kw_only=True)
class Unexplained(Rule):
    """A code after which an explanation may stay blank, and does, or gives no reason."""

    no_reason: tuple[str, ...] = ()  # what repeats the code in other words; in small letters, without signs
