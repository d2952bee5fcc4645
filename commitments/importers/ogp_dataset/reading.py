"""From the bytes of a file to rows; or a refusal of the whole file, in words."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .records import RecordReader
from .rows import COLUMNS, Column, DatasetError


@dataclass(frozen=True)
class Dataset:
    """The rows of a file, and what its reader should know of single cells."""

    rows: list
    notices: list


def read(content):
    """Return the Dataset in a file's bytes; raise DatasetError with everything that is wrong with it."""
    header, *records = _table(_decoded(content))
    header = [name.strip() for name in header]
    _check_columns(header)
    reader = RecordReader(header, _area_positions(header))
    rows = [reader.row(number, record) for number, record in enumerate(records, 2) if any(map(str.strip, record))]
    reader.check_ids(rows)
    if not rows:
        reader.problems.append(_("The file has a header and no rows."))
    if reader.problems:
        raise DatasetError(reader.problems)
    return Dataset(rows, reader.notices)


def _decoded(content):
    """Return the text of the file."""
    if b"\0" in content:
        raise DatasetError([_("The file holds NUL characters: it is no CSV in UTF-8.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = _("The file is not UTF-8 text: byte %(at)s cannot be read.") % {"at": error.start + 1}
        raise DatasetError([problem]) from error
    if not text.strip():
        raise DatasetError([_("The file is empty.")])
    return text


def _table(text):
    """Return the records of the file, the header first."""
    records = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        problem = _("Row %(row)s cannot be read as CSV: %(reason)s.")
        raise DatasetError([problem % {"row": len(records) + 1, "reason": error}]) from error
    return records


def _check_columns(header):
    """Refuse a header that lacks a column, has it twice, or has no policy areas where they belong."""
    times = Counter(header)
    problems = []
    if missing := [name for name in COLUMNS if name not in times]:
        problems.append(_("Missing columns: %(names)s.") % {"names": ", ".join(missing)})
    if doubled := [name for name in times if name and times[name] > 1]:
        problems.append(_("Columns that stand there twice: %(names)s.") % {"names": ", ".join(doubled)})
    if not problems and not _area_positions(header):
        words = {"first": Column.SUPPORT, "last": Column.AFTER_AREAS}
        problems.append(_("No policy areas stand between the columns “%(first)s” and “%(last)s”.") % words)
    if problems:
        raise DatasetError(problems)


def _area_positions(header):
    """Return where the policy areas are: the dataset has them between two columns, and adds to them."""
    return range(header.index(Column.SUPPORT) + 1, header.index(Column.AFTER_AREAS))
