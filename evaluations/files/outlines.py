"""What a picture's file holds, by its outline alone: the picture itself is not opened, however large it is.

What a picture is seen by is listed, and not what else there may be: nobody knows all that programs write beside it.
"""

import re
import struct

from . import gif
from .kinds import GIF, JPEG, PNG, TIFF, WEBP

BEHIND = "what stands behind the picture"  # such as the film of a moving photograph, with its place

SEEN = {
    JPEG: {"JFIF", "ICC_PROFILE", "Adobe"},
    PNG: {
        *("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "bKGD", "hIST", "pHYs", "sPLT"),
        *("cHRM", "gAMA", "iCCP", "sRGB", "cICP", "mDCV", "cLLI", "sBIT"),  # its colours
        *("acTL", "fcTL", "fdAT"),  # how it moves
    },
    GIF: {gif.HEADER, gif.CONTROL, gif.IMAGE, gif.END, gif.COLOURS, *gif.LOOPS},
    WEBP: {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"},
    # The tags of TIFF 6.0, the profile of colours, and where a map lies: that is what the map says.
    TIFF: {*range(254, 600), 34675, 33550, 33922, 34264, 34735, 34736, 34737},
}
# In TIFF 6.0: name, description, maker, model, page, program, time, artist and computer, and other versions of it.
_TOLD_IN_TIFF = {269, 270, 271, 272, 285, 305, 306, 315, 316, 330}
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}  # markers of JPEG
# One byte of those that fill up before a marker is enough: to look for all of them takes their number squared.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MOST_ENTRIES = 100_000  # of a TIFF's directories, which may lie over each other: 200 pages have some 10,000


def tells(content, kind):
    """Whether the bytes of a picture hold anything that it is not seen by. Raises ValueError for a broken outline."""
    try:
        return any(part not in SEEN[kind] or part in _TOLD_IN_TIFF for part in _PARTS[kind](content))
    except (IndexError, struct.error):
        raise ValueError("The outline is cut off.") from None


def _of_png(content):
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        yield name.decode("latin-1")
        at += length + 12
    yield from _behind(content, at)


def _of_gif(content):
    at = 0
    for block in gif.blocks(content):
        yield block.name
        at = block.end
    yield from _behind(content, at)


def _of_webp(content):
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    at = 12
    while at < end:
        name, length = struct.unpack_from("<4sI", content, at)
        yield name.decode("latin-1")
        at += 8 + length + length % 2
    yield from _behind(content, at)


def _behind(content, end):
    if len(content) < end:
        raise ValueError("The picture is cut off.")
    if content[end:].strip(b"\x00"):
        yield BEHIND


def _of_jpeg(content):
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("A marker is missing.")
        marker = content[at + 1]
        if marker == 0xD9:
            break
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker >= 0xE0:
            yield _name_of_segment(marker, content[at + 4 : at + 2 + length])
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(content, at)
    yield from _behind(content, at + 2)


def _name_of_segment(marker, segment):
    name = segment.split(b"\x00", 1)[0].decode("latin-1")
    if marker == 0xE0:
        return name if len(segment) == 14 else "thumbnail"
    return "Adobe" if marker == 0xEE and name.startswith("Adobe") else name if marker == 0xE2 else "other"


def _end_of_scan(content, at):
    found = _END_OF_SCAN.search(content, at)
    if found is None:
        raise ValueError("The picture is cut off.")
    return found.start()


def _of_tiff(content):
    order = "<" if content.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", content, 4)
    known, entries = set(), 0
    while at and at not in known:
        known.add(at)
        (count,) = struct.unpack_from(f"{order}H", content, at)
        entries += count
        if entries > _MOST_ENTRIES:
            raise ValueError("There are more entries than any program writes.")
        for number in range(count):
            yield struct.unpack_from(f"{order}H", content, at + 2 + 12 * number)[0]
        (at,) = struct.unpack_from(f"{order}I", content, at + 2 + 12 * count)


_PARTS = {JPEG: _of_jpeg, PNG: _of_png, GIF: _of_gif, WEBP: _of_webp, TIFF: _of_tiff}
