"""The version of record: what an edition said when it was published, as hashes that anybody can compute anew."""

from .facts import dates, facts
from .sealing import as_data, seal
from .showing import hidden
from .told import UnreadableError, published_editions, told_by_database, told_by_line, told_of
from .verifying import Finding, Problem, Told, findings

__all__ = [
    "Finding",
    "Problem",
    "Told",
    "UnreadableError",
    "as_data",
    "dates",
    "facts",
    "findings",
    "hidden",
    "published_editions",
    "seal",
    "told_by_database",
    "told_by_line",
    "told_of",
]
