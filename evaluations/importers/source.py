"""A file's bytes as the text of a page: decoded, and with one kind of line end, space and control character."""

import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .html import looks_like_html, read_html
from .parsed import ParsedComment
from .text import fold

LARGEST = 10 * 1024 * 1024  # bytes; the longest page known is not 1 % of it

_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x7fELF")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Zero-width characters and soft hyphens are seen by nobody; the joiners that some scripts need stay.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")


class UnreadableSourceError(Exception):
    """The bytes are no text. The message is a sentence for people."""


@dataclass
class Source:
    """The text of a page, its paragraphs apart, and the comments where markup told them."""

    text: str
    url: str = ""  # the URL that the page gives itself
    comments: list[ParsedComment] = field(default_factory=list)


def read_source(data, *, is_label=lambda text: False):
    """Return the Source that these bytes hold, whether text or HTML.

    `is_label` tells whether a piece of markup is a label that stands for itself. Raises UnreadableSourceError where the
    bytes are no text, or too many.
    """
    if len(data) > LARGEST:
        raise UnreadableSourceError(_("It is larger than any page: more than 10 MB."))
    if data.startswith(_BINARY):
        raise UnreadableSourceError(_("It is not a text or an HTML file."))
    text = decode(data)
    if not fold(text):
        raise UnreadableSourceError(_("It is empty."))
    if not looks_like_html(text):
        return Source(normalise(text))
    page = read_html(text, is_label=lambda label: is_label(normalise(label)))
    if not fold(page.text):
        raise UnreadableSourceError(_("Its markup holds no text that can be read."))
    return Source(normalise(page.text), page.url, [_normalised(comment) for comment in page.comments])


def decode(data):
    """Return the bytes as text, in the encoding that they most likely are in; never raises for wrong bytes."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _without_controls(data[len(mark) :].decode(encoding, errors="replace"), data)
    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{3,20})", data[:4096], re.IGNORECASE)
    encodings = ["utf-8", *([declared[1].decode("ascii", "ignore")] if declared else [])]
    for encoding in encodings:
        try:
            return _without_controls(data.decode(encoding), data)
        except (UnicodeDecodeError, LookupError):
            continue
    return _without_controls(_decode_damaged(data), data)


def _decode_damaged(data):
    """Return UTF-8 with its wrong bytes dropped where most of it is UTF-8, else Windows' Western encoding."""
    utf8 = data.decode("utf-8", errors="replace")
    wrong = utf8.count("\ufffd")
    right = sum(character > "\x7f" for character in utf8) - wrong
    if wrong <= 1 or right >= wrong:
        return utf8.replace("\ufffd", "")
    return data.decode("cp1252", errors="replace").replace("\ufffd", "")


def _without_controls(text, data):
    kept = _CONTROLS.sub("", text.replace("\x0c", "\n").replace("\x85", "\n"))
    if len(text) - len(kept) > len(text) / 20 + 5:
        raise UnreadableSourceError(_("It is not a text or an HTML file."))
    return kept


def normalise(text):
    """Return the text in composed characters, with one kind of line end and " " for every space, none trailing."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    # Half a character pair cannot be stored.
    text = text.encode("utf-8", errors="ignore").decode("utf-8")
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


def _normalised(comment):
    return ParsedComment(
        name=normalise(comment.name).strip(),
        text=normalise(comment.text).strip(),
        replies=[_normalised(reply) for reply in comment.replies],
    )
