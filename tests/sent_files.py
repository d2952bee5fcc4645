"""Small files of each kind that people send, as bytes that their programs would open."""

import io
import struct
import zipfile

from PIL import Image

PLACE = 34853  # the directory of a picture's place, in Exif
MAKE, ORIENTATION = 271, 274

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # each worker names a test by the same bytes


def archived(parts, way=zipfile.ZIP_STORED):
    """Return a ZIP of texts by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as opened:
        for name, text in parts.items():
            opened.writestr(zipfile.ZipInfo(name, _LONG_AGO), text, way)
    return target.getvalue()


def office(part, **more):
    """Return an Office document whose main part has this name."""
    return archived({"[Content_Types].xml": "<Types/>", part: "<x/>", **more})


def open_document(kind, **more):
    """Return an OpenDocument file of a kind such as "text"."""
    return archived({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", **more})


def office_before_2007(*streams):
    """Return a compound file, as Office wrote it before 2007, with streams of these names, all empty."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    names = ["Root Entry", *streams, *[""] * (-(len(streams) + 1) % 4)]
    sectors = len(names) // 4
    tables = sectors // 127 + 1  # each tells of 128 sectors, itself among them
    head = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<4I", 0, tables, tables, 0) + struct.pack("<5I", 4096, end, 0, end, 0)
    head += struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    chain = [fat] * tables + list(range(tables + 1, tables + sectors)) + [end]
    table = struct.pack(f"<{128 * tables}I", *chain, *[free] * (128 * tables - len(chain)))
    return head + table + b"".join(_entry(names, number, len(streams)) for number in range(len(names)))


def _entry(names, number, count):
    """Return one line of a compound file's directory; each stream has the next at its right."""
    none = 0xFFFFFFFF
    name = names[number].encode("utf-16-le")
    kind = (5 if number == 0 else 2) if name else 0
    right = number + 1 if 0 < number < count else none
    child = 1 if number == 0 and count else none
    length = len(name) + 2 if name else 0
    return struct.pack("<64sHBB3I36xIQ", name, length, kind, 1, none, right, child, 0xFFFFFFFE, 0)


def picture(name="JPEG", *, make="", place=False, orientation=0, size=(8, 4), **options):
    """Return a picture, red on the left and blue on the right, with particulars where they are asked for."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    if make:
        exif[MAKE] = make
    if orientation:
        exif[ORIENTATION] = orientation
    if place and name != "TIFF":  # Pillow writes it into no TIFF
        exif[PLACE] = {1: "N", 2: (19.0, 17.0, 32.0)}
    if exif:
        options["exif"] = exif
    target = io.BytesIO()
    image.save(target, name, **options)
    return target.getvalue()
