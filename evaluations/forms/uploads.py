"""Files that back an answer: which are taken, and under what name."""

import re
import unicodedata
from pathlib import PurePath
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

LONGEST_NAME = 120  # characters
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)  # Office before 2007
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"


class FileType(NamedTuple):
    """A kind of file that is taken."""

    word: str  # what people call it
    content_type: str
    beginnings: tuple[bytes, ...]  # how its bytes may begin; without any, it is plain text


TYPES = {  # by the end of the name
    "pdf": FileType("PDF", "application/pdf", (b"%PDF-",)),
    "doc": FileType("Word", "application/msword", _OLE),
    "xls": FileType("Excel", "application/vnd.ms-excel", _OLE),
    "ppt": FileType("PowerPoint", "application/vnd.ms-powerpoint", _OLE),
    "docx": FileType("Word", f"{_OOXML}.wordprocessingml.document", _ZIP),
    "xlsx": FileType("Excel", f"{_OOXML}.spreadsheetml.sheet", _ZIP),
    "pptx": FileType("PowerPoint", f"{_OOXML}.presentationml.presentation", _ZIP),
    "odt": FileType("OpenDocument", f"{_ODF}.text", _ZIP),
    "ods": FileType("OpenDocument", f"{_ODF}.spreadsheet", _ZIP),
    "odp": FileType("OpenDocument", f"{_ODF}.presentation", _ZIP),
    "rtf": FileType("RTF", "application/rtf", (b"{\\rtf",)),
    "png": FileType("PNG", "image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": FileType("JPEG", "image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": FileType("JPEG", "image/jpeg", (b"\xff\xd8\xff",)),
    "gif": FileType("GIF", "image/gif", (b"GIF87a", b"GIF89a")),
    "webp": FileType("WebP", "image/webp", (b"RIFF",)),
    "tif": FileType("TIFF", "image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": FileType("TIFF", "image/tiff", (b"II*\x00", b"MM\x00*")),
    "csv": FileType("CSV", "text/csv", ()),
    "txt": FileType("TXT", "text/plain", ()),
    "zip": FileType("ZIP", "application/zip", _ZIP),
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOK_AT = 1024  # bytes


class EvidenceField(forms.FileField):
    """One file to be attached; `content_type` of what it returns is told from the file itself, not by the browser."""

    default_error_messages = {
        "empty": _("“%(name)s” is empty. Choose the file again."),
        "size": _("“%(name)s” has %(size)s; at most %(most)s fit. Make it smaller, or split it."),
        "type": _("“%(name)s” is of a kind that is not taken here. Save it as one of these: %(kinds)s."),
        "content": _("“%(name)s” is not what its name says: it does not begin like a .%(ending)s file."),
    }
    widget = forms.FileInput

    def __init__(self, *, prompt, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)
        self.maximum = prompt.maximum_files
        self.evidence = []  # what is attached already
        self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in TYPES)

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None:
            upload.name = readable_name(upload.name)
            upload.content_type = self._type_of(upload)
        return upload

    def _type_of(self, upload):
        if not upload.size:
            raise self._refusal("empty", upload)
        if upload.size > settings.EVIDENCE_MAXIMUM_BYTES:
            size, most = sizes_apart(upload.size, settings.EVIDENCE_MAXIMUM_BYTES)
            raise self._refusal("size", upload, size=size, most=most)
        ending = PurePath(upload.name).suffix[1:].lower()
        if ending not in TYPES:
            raise self._refusal("type", upload, kinds=_kinds_in_words())
        if not _begins_like(upload, TYPES[ending].beginnings):
            raise self._refusal("content", upload, ending=ending)
        return TYPES[ending].content_type

    def _refusal(self, code, upload, **params):
        return ValidationError(self.error_messages[code], code=code, params={"name": upload.name, **params})


def _kinds_in_words():
    return get_text_list(list(dict.fromkeys(kind.word for kind in TYPES.values())), _("or"))


def sizes_apart(*sizes):
    """Return each size (in bytes) in words: in bytes where rounding would make different ones look alike."""
    rounded = [filesizeformat(size) for size in sizes]
    if len(set(rounded)) == len(set(sizes)):
        return rounded
    return [_in_bytes(size) for size in sizes]


def _in_bytes(size):
    return ngettext("%(size)s byte", "%(size)s bytes", size) % {"size": number_format(size, force_grouping=True)}


def readable_name(name):
    """Return a file's name without folders, control characters and needless blanks, at most 120 characters long."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r"\s+", " ", name).strip(" .") or "file"
    stem, dot, ending = name.rpartition(".")
    if not stem:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}{dot}{ending}"[-LONGEST_NAME:]


def _begins_like(upload, beginnings):
    upload.seek(0)
    head = upload.read(_LOOK_AT)
    upload.seek(0)
    if not beginnings:
        return head.startswith(_UTF16) or b"\x00" not in head
    # Some writers of PDF put a line before the mark, and every reader allows it.
    return head.startswith(beginnings) or (beginnings == TYPES["pdf"].beginnings and beginnings[0] in head)
