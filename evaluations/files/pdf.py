"""PDF, by the few lines at its end by which every reader begins: whether it is whole, and whether it is locked."""

import re

from . import NotTakenError

_MARK = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-\d")
# A printer's command, for one, which some programs write before the mark, and every reader passes over.
_MARK_BEHIND_A_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?P<line>[^\x00\r\n]{1,100})[\r\n]\s*%PDF-\d\.\d\s*[\r\n]")
# How programs, scripts, pages and archives begin: a file that is one of them is nothing else.
_OTHERS = (b"MZ", b"\x7fELF", b"#!", b"<", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"PK", b"Rar!", b"7z\xbc\xaf")
_NEAR_THE_END = 1024  # bytes, as readers look for it
_PADDING = 2**16  # bytes that a disk or a mail may have added to the end
_START = re.compile(rb"startxref\s+(\d+)")
_TRAILER = re.compile(rb"trailer\s*<<.*?(?=startxref|\Z)", re.DOTALL)
_ENCRYPT = re.compile(rb"/Encrypt(?=[\s<])")


def begins(head):
    """Whether these are the first bytes of a PDF: before its mark only blanks may stand, or one line of no meaning."""
    if _MARK.match(head):
        return True
    found = _MARK_BEHIND_A_LINE.match(head)
    return found is not None and not found["line"].startswith(_OTHERS)


def refuse_unless_readable(file):
    """Raise NotTakenError: "broken" for a PDF that was cut off, "locked" for an encrypted one."""
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-_PADDING:].rstrip(b"\x00 \t\r\n")[-_NEAR_THE_END:]:
        raise NotTakenError("broken")
    if any(_ENCRYPT.search(trailer) for trailer in _trailers(content)):
        raise NotTakenError("locked")


def _trailers(content):
    """Return the dictionaries in which a reader looks first: the one that the end points to, or else all there are."""
    starts = list(_START.finditer(content, max(0, len(content) - _PADDING)))
    at = int(starts[-1][1]) if starts else len(content)
    pointed_to = content[at : at + 20].lstrip()
    if re.match(rb"\d+\s+\d+\s+obj", pointed_to):  # a stream: its dictionary comes first
        return [content[at : content.find(b"stream", at)]]
    if pointed_to.startswith(b"xref") and (trailer := _TRAILER.search(content, at)):
        return [trailer[0]]
    return _TRAILER.findall(content)
