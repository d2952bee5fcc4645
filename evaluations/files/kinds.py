"""The kinds of file that are taken, and how each is known by its bytes, whatever its name says.

Nothing is unpacked: of an archive the list of its files is read, and of an OpenDocument file the one line, kept as it
is, in which it says what it is.
"""

import re
import zipfile
from typing import NamedTuple

import olefile

from . import NotTakenError, pdf


class Kind(NamedTuple):
    """A kind of file that is taken."""

    word: str  # what people call it
    content_type: str
    endings: tuple[str, ...]  # of its names, the usual one first


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

PDF = Kind("PDF", "application/pdf", ("pdf",))
DOC = Kind("Word", "application/msword", ("doc",))
XLS = Kind("Excel", "application/vnd.ms-excel", ("xls",))
PPT = Kind("PowerPoint", "application/vnd.ms-powerpoint", ("ppt",))
DOCX = Kind("Word", f"{_OOXML}.wordprocessingml.document", ("docx",))
XLSX = Kind("Excel", f"{_OOXML}.spreadsheetml.sheet", ("xlsx",))
PPTX = Kind("PowerPoint", f"{_OOXML}.presentationml.presentation", ("pptx",))
ODT = Kind("OpenDocument", f"{_ODF}.text", ("odt",))
ODS = Kind("OpenDocument", f"{_ODF}.spreadsheet", ("ods",))
ODP = Kind("OpenDocument", f"{_ODF}.presentation", ("odp",))
RTF = Kind("RTF", "application/rtf", ("rtf",))
PNG = Kind("PNG", "image/png", ("png",))
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg"))
GIF = Kind("GIF", "image/gif", ("gif",))
WEBP = Kind("WebP", "image/webp", ("webp",))
TIFF = Kind("TIFF", "image/tiff", ("tif", "tiff"))
CSV = Kind("CSV", "text/csv", ("csv",))
TXT = Kind("TXT", "text/plain", ("txt",))
ZIP = Kind("ZIP", "application/zip", ("zip",))

KINDS = (PDF, DOC, XLS, PPT, DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, PNG, JPEG, GIF, WEBP, TIFF, CSV, TXT, ZIP)
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}

_BEGINNINGS = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))
_OLE_MACROS = ("Macros", "_VBA_PROJECT_CUR")
# Some writers number the main part.
_OOXML_PARTS = (
    (re.compile(r"word/document\d*\.xml"), DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), XLSX),
    (re.compile(r"ppt/presentation\d*\.xml"), PPTX),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOK_AT = 1024  # bytes
_ENCRYPTED = 0x1  # among the flags of a file in an archive
_LONGEST_TYPE = 100  # bytes of what an OpenDocument file says that it is


def kind_of(file, *, ending):
    """Return the Kind of a file by its bytes; `ending` of its name only tells one text from another.

    Raises NotTakenError: "type" for what is none of the kinds, "content" where its name promises one of them, "macros"
    for what runs programs when it is opened, "locked" for what wants a password, "broken" for what cannot be read.
    """
    file.seek(0)
    head = file.read(_LOOK_AT)
    kind = _told_by_its_beginning(head) or _told_from_within(file, head) or _text(file, head, ending)
    file.seek(0)
    if kind is None:
        raise NotTakenError("content" if ending in BY_ENDING else "type")
    return kind


def named_after(name, kind):
    """Return a file's name with an ending of its kind: what the bytes are is what the name says."""
    stem, _dot, ending = name.rpartition(".")
    if ending.lower() in kind.endings:
        return name
    return f"{stem if stem and ending.lower() in BY_ENDING else name}.{kind.endings[0]}"


def _told_by_its_beginning(head):
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    return next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)


def _told_from_within(file, head):
    if head.startswith(olefile.MAGIC):
        return _office_before_2007(file)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(file)
    if pdf.begins(head):
        pdf.refuse_unless_readable(file)
        return PDF
    return None


def _office_before_2007(file):
    file.seek(0)
    try:
        container = olefile.OleFileIO(file)
    except (OSError, ValueError, IndexError, RecursionError):
        raise NotTakenError("broken") from None
    if container.exists("EncryptedPackage"):
        raise NotTakenError("locked")
    if any(container.exists(name) for name in _OLE_MACROS):
        raise NotTakenError("macros")
    return next((kind for stream, kind in _OLE_STREAMS if container.exists(stream)), None)


def _archive(file):
    try:
        with zipfile.ZipFile(file) as archive:
            if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
                raise NotTakenError("locked")
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _office(names)
            return _open_document(archive, names) or ZIP
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise NotTakenError("broken") from None


def _office(names):
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise NotTakenError("macros")
    return next((kind for part, kind in _OOXML_PARTS if any(map(part.fullmatch, names))), None)


def _open_document(archive, names):
    if "mimetype" not in names or not _is_kept_as_it_is(archive.getinfo("mimetype")):
        return None
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise NotTakenError("macros")
    told = archive.read("mimetype").decode("ascii", "replace").strip()
    return next((kind for kind in (ODT, ODS, ODP) if kind.content_type == told), None)


def _is_kept_as_it_is(line):
    """Whether it can be read without unpacking anything, as the standard of OpenDocument wants it."""
    return line.compress_type == zipfile.ZIP_STORED and line.file_size <= _LONGEST_TYPE


def _text(file, head, ending):
    """Return CSV or TXT for a text with such a name: bytes cannot tell the two apart, nor either from a web page."""
    kind = BY_ENDING.get(ending)
    if kind not in (CSV, TXT):
        return None
    if head.startswith(_UTF16):
        return kind
    file.seek(0)
    return None if any(b"\x00" in chunk for chunk in iter(lambda: file.read(2**16), b"")) else kind
