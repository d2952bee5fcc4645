"""Keys of rows, and numbers of editions, as they come from outside: as any text."""

import re

_KEY = re.compile(r"[1-9][0-9]{0,17}")  # as the site writes it, and what fits into the column


class KeyConverter:
    """A number in a path, written as the site writes it: `007` would be a second URL of one page."""

    regex = _KEY.pattern

    def to_python(self, value):
        """Return the number."""
        return int(value)

    def to_url(self, value):
        """Return the number as the path holds it."""
        return str(value)


def key_in(text):
    """Return the key of a row that was sent as text, or None where it can be none."""
    return int(text) if _KEY.fullmatch(text) else None
