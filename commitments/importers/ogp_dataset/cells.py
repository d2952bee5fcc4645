"""How one cell of the dataset is read."""

import datetime
import re

from .rows import MISSING

# OGP began in 2011, and a few commitments continue what began before. Earlier dates in the dataset are years
# that a spreadsheet took for a count of days: 2016 became 7/8/1905.
EARLIEST_YEAR = 2000


def text(cell):
    """Return the text of a cell with its lines, or "" for a missing value."""
    written = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "" if written.upper() in MISSING else written


def line(cell):
    """Return the text of a cell on one line, or "" for a missing value."""
    return " ".join(text(cell).split())


def date(written):
    """Return the date that a text means, or None where that is not certain.

    The dataset writes month/day/year, so `31/12/2016` is not guessed to be a day in December: the same file
    would then hold two meanings of `9/1/2016`. A year of two digits is of this century, for OGP is. A bare
    number may be a spreadsheet's count of days or a slip; a month or a quarter is no day.
    """
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", written, re.ASCII)
    if not match:
        return None
    month, day, year = map(int, match.groups())
    if year < 100:
        year += 2000
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if year >= EARLIEST_YEAR else None


def year(cell):
    """Return the year in a cell, or None where there is none."""
    written = line(cell)
    return int(written) if re.fullmatch(r"(19|20)\d\d", written, re.ASCII) else None


def mark(cell):
    """Return whether a column of 1 and 0 applies, or None where that is not known."""
    return {"1": True, "0": False}.get(line(cell))
