"""Footnotes in one text box: `[1] text`, each on a new line; read to a mapping and written back without loss."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..narrative import in_order
from ..saving import storable

_START = re.compile(r"\[([0-9]{1,4}[a-z]?)\](?:[ \t]|$)")
# A line inside a note that looks like the start of one is indented by a blank, so that it is read back as what it is.
_LIKE_A_START = re.compile(r" *\[[0-9]{1,4}[a-z]?\](?:[ \t]|$)")


def written(notes):
    """Return a mapping of footnotes as a text, in the order of their numbers."""
    return "\n".join(f"[{number}] {_indented(note)}".rstrip() for number, note in in_order(notes).items())


def read(text):
    """Return the mapping that a text writes; ValidationError where it is not written so."""
    notes, number = {}, None
    for line in storable(text).split("\n"):
        if start := _START.match(line):
            number = start[1]
            if number in notes:
                raise ValidationError(
                    _("The number [%(number)s] begins two notes. Give one of them another number."),
                    code="twice",
                    params={"number": number},
                )
            notes[number] = [line[start.end() :]]
        elif number is not None:
            notes[number].append(line[1:] if _LIKE_A_START.match(line) else line)
        elif line.strip():
            raise ValidationError(
                _("Begin every note on a new line with its number in brackets, like “[1] Source of the figure”."),
                code="format",
            )
    return {number: "\n".join(lines).strip() for number, lines in notes.items()}


def _indented(note):
    first, *others = str(note).split("\n")
    return "\n".join([first, *(f" {line}" if _LIKE_A_START.match(line) else line for line in others)])
