"""What is to be verified: the published editions, as the database tells them or as a dump does."""

import json

from .. import reactions
from ..models import Edition
from .facts import facts
from .hashing import PARTS, escaped, every_value_by_path, values_by_path
from .sealing import as_data
from .verifying import Told

AT_ONCE = 100  # editions held in memory
# The very types: to Python, true is a whole number, too.
_KINDS = {"scheme": {int}, "hash": {str}, "before": {str, type(None)}, "leaves": {dict}, "salts": {dict}}


class UnreadableError(ValueError):
    """A line of a dump that tells no edition."""


def published_editions():
    """Yield every published edition with all that is sealed of it, report by report, in the order of the numbers."""
    editions = Edition.objects.published().select_related("report", "seal").order_by("report_id", "number")
    return editions.prefetch_related("bylines", "evidence_set__stored_file", *reactions.READ_WITH).iterator(
        chunk_size=AT_ONCE
    )


def told_by_database():
    """Yield each published edition as it is stored now."""
    for edition in published_editions():
        yield _told(edition)


def told_of(report):
    """Return the published editions of one report as they are stored now."""
    editions = report.editions.published().select_related("report", "seal").order_by("number")
    return [_told(edition) for edition in editions]


def _told(edition):
    values = values_by_path(facts(edition))
    return Told(report=edition.report_id, number=edition.number, values=values, record=as_data(edition))


def told_by_line(line):
    """Return the edition that a line of a dump tells; UnreadableError where it tells none."""
    try:
        document = json.loads(line, object_pairs_hook=_each_once, parse_float=_refuse)
        told = Told(
            report=document["number"],
            number=document["edition"]["number"],
            values=every_value_by_path(document) | _unknown(document),
            record=document["record"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError from error
    if type(told.report) is not int or type(told.number) is not int or not _is_record(told.record):
        raise UnreadableError
    return told


def _each_once(pairs):
    """Return an object of JSON; of a name that stands there twice, no two programs read the same."""
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError
    return told


def _refuse(number):
    """Take no number with a fraction or an exponent: none was written, and 1.0 would be hashed as 1 is."""
    raise ValueError


def _unknown(document):
    """Return what stands beside the parts that are sealed and the record, by its path: nothing of it was sealed.

    Also what a download tells in the site's own words: a line of a dump tells none of it.
    """
    return {f"/{escaped(name)}": value for name, value in document.items() if name not in {*PARTS, "record"}}


def _is_record(record):
    """Whether this has the shape of a record; None is that of an edition that has no seal."""
    if record is None:
        return True
    if not isinstance(record, dict) or record.keys() != _KINDS.keys():
        return False
    if not all(type(record[name]) in kinds for name, kinds in _KINDS.items()):
        return False
    return all(type(value) is str for value in (*record["leaves"].values(), *record["salts"].values()))
