"""Keys of rows as they come from outside: as any text."""

import re

_KEY = re.compile(r"[1-9][0-9]{0,17}")  # as the site writes it, and what fits into the column


def key_in(text):
    """Return the key of a row that was sent as text, or None where it can be none."""
    return int(text) if _KEY.fullmatch(text) else None
