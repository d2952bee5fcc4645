"""CSV that is written while it is read: the lines of tables too long to hold."""

import csv

from .table import harmless

AT_ONCE = 500  # rows held in memory
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def csv_lines(head, rows):
    """Yield the lines of a CSV (text, the first with the mark by which spreadsheets know UTF-8), the head first.

    What a spreadsheet would take for a formula is led by an apostrophe.
    """
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(str(cell)) for cell in row])
