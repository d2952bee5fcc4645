"""Files that back an answer: which are taken, and under what name."""

import re
import unicodedata
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..files import NotTakenError
from ..files.kinds import BY_ENDING, KINDS, kind_of, named_after
from ..files.pictures import MOST_PAGES, MOST_PIXELS, without_particulars

LONGEST_NAME = 120  # characters


class EvidenceField(forms.FileField):
    """One file to be attached. What it returns has the type that its bytes say, and a name with an ending of that.

    Its `is_cleaned` says whether particulars of place, time and camera were taken out of a picture.
    """

    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("“%(name)s” is empty. Choose the file again."),
        "size": _("“%(name)s” has %(size)s; at most %(most)s fit. Make it smaller, or split it."),
        "type": _("“%(name)s” is of a kind that is not taken here. Save it as one of these: %(kinds)s."),
        "content": _("“%(name)s” is not what its name says. Save it anew as one of these: %(kinds)s."),
        "macros": _(
            "“%(name)s” holds macros: programs that could harm whoever opens it. Save it without them, or as a PDF."
        ),
        "locked": _(
            "“%(name)s” is locked with a password, or against copying, so that not everybody could read it. "
            "Save it without the lock."
        ),
        "broken": _("“%(name)s” cannot be opened: it is damaged or was cut off. Open it, save it anew and send that."),
        "pixels": _(
            "“%(name)s” is too large a picture: it has more than %(megapixels)s million points. Make it smaller."
        ),
        "pages": _("“%(name)s” has more than %(pages)s pages or pictures in it. Split it, or save it as a PDF."),
    }
    widget = forms.FileInput

    def __init__(self, *, prompt=None, **kwargs):
        """Take a file; `prompt` is there for every field of an answer."""
        super().__init__(allow_empty_file=True, **kwargs)
        self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in BY_ENDING)

    def show(self, answer, *, upload_url):
        """Show the Answer that it adds to. To the URL a script sends each file as soon as it is chosen."""
        self.help_text = " ".join(filter(None, [str(self.help_text), file_rules(answer.prompt.maximum_files)]))
        self.key, self.evidence = answer.key, answer.value
        files = [piece for piece in answer.value if piece.stored_file_id]
        most = answer.prompt.maximum_files
        self.is_full = most is not None and len(files) >= most
        self.widget.attrs |= {"data-upload": upload_url, "data-for": answer.key}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        name = readable_name(upload.name)
        self._refuse_by_size(upload, name)
        try:
            kind = kind_of(upload, ending=PurePath(name).suffix[1:].lower())
            cleaned = without_particulars(upload, kind)
        except NotTakenError as refusal:
            raise self._refusal(refusal.code, name, **_limits()) from None
        if cleaned is not None:
            upload = ContentFile(cleaned)
        upload.name, upload.content_type = named_after(name, kind), kind.content_type
        upload.is_cleaned = cleaned is not None
        return upload

    def _refuse_by_size(self, upload, name):
        if not upload.size:
            raise self._refusal("empty", name)
        if upload.size > settings.EVIDENCE_MAXIMUM_BYTES:
            size, most = sizes_apart(upload.size, settings.EVIDENCE_MAXIMUM_BYTES)
            raise self._refusal("size", name, size=size, most=most)

    def _refusal(self, code, name, **params):
        return ValidationError(self.error_messages[code], code=code, params={"name": name, **params})


def file_rules(maximum=None):
    """Return what files are taken, in words: which kinds, how large, and how many in a report or under one answer."""
    most = settings.EVIDENCE_MAXIMUM_FILES
    number = ngettext("at most %(count)d in a report", "at most %(count)d in a report", most) % {"count": most}
    if maximum:
        number += ", " + ngettext("%(count)d under this answer", "%(count)d under this answer", maximum) % {
            "count": maximum
        }
    facts = {"kinds": kinds_in_words(), "size": filesizeformat(settings.EVIDENCE_MAXIMUM_BYTES), "number": number}
    return _("%(kinds)s, up to %(size)s each, %(number)s. Pictures lose place, time and camera.") % facts


def _limits():
    return {"kinds": kinds_in_words(), "megapixels": MOST_PIXELS // 1_000_000, "pages": MOST_PAGES}


def kinds_in_words():
    """Return the kinds of file that are taken, as people call them."""
    return get_text_list(list(dict.fromkeys(kind.word for kind in KINDS)), _("or"))


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
