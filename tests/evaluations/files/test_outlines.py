import struct
import zlib

import pytest

from evaluations.files.kinds import JPEG, PNG, TIFF, WEBP
from evaluations.files.outlines import tells
from tests.sent_files import picture

KINDS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP, "TIFF": TIFF}
OPTIONS = {
    "JPEG": [{"quality": 40}, {"progressive": True}, {"icc_profile": b"a profile"}, {"dpi": (300, 300)}],
    "PNG": [{"icc_profile": b"a profile"}, {"dpi": (300, 300)}, {"optimize": True}],
    "WEBP": [{"lossless": True}, {"icc_profile": b"a profile"}, {"quality": 40}],
    "TIFF": [{"compression": "tiff_lzw"}, {"compression": "jpeg"}, {"icc_profile": b"a profile"}, {"dpi": (300, 300)}],
}


def in_jpeg(marker, content):
    """Return a JPEG with a segment more, right behind its beginning."""
    sent = picture("JPEG")
    return sent[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + sent[2:]


def in_png(name, content):
    """Return a PNG with a chunk more, right before its end."""
    sent = picture("PNG")
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return sent[:-12] + chunk + sent[-12:]


def in_webp(name, content):
    """Return a WebP with a chunk more at its end."""
    sent = picture("WEBP") + name + struct.pack("<I", len(content)) + content
    return sent[:4] + struct.pack("<I", len(sent) - 8) + sent[8:]


@pytest.mark.parametrize(("name", "options"), [(name, each) for name in OPTIONS for each in OPTIONS[name]])
def test_what_a_picture_is_seen_by_tells_nothing(name, options):
    assert tells(picture(name, **options), KINDS[name]) is False


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (in_jpeg(0xE0, b"JFXX\x00\x10 a thumbnail"), JPEG),
        (in_jpeg(0xE1, b"http://ns.adobe.com/xmp/extension/\x00By Example Person"), JPEG),
        (in_jpeg(0xE3, b"Meta\x00\x00Example camera"), JPEG),
        (in_jpeg(0xEB, b"JP\x00\x01By Example Person"), JPEG),
        (in_jpeg(0xEC, b"Example camera"), JPEG),
        (in_jpeg(0xFE, b"By Example Person"), JPEG),
        (in_png(b"tIME", struct.pack(">HBBBBB", 2024, 1, 31, 12, 0, 0)), PNG),
        (in_png(b"caBX", b"By Example Person"), PNG),
        (in_webp(b"XMP ", b"By Example Person."), WEBP),
        (in_webp(b"name", b"By Example Person."), WEBP),
        (picture("TIFF", tiffinfo={42032: "Example Person"}), TIFF),
        (picture("TIFF", tiffinfo={270: "By Example Person, at 41.40338, 2.17403"}), TIFF),
        (picture("TIFF", tiffinfo={36867: "2024:01:31 12:00:00"}), TIFF),
    ],
)
def test_anything_else_tells(content, kind):
    assert tells(content, kind) is True


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
def test_what_stands_behind_a_picture_tells(name):
    assert tells(picture(name) + b"a film", KINDS[name]) is True


def test_every_page_of_a_tiff_is_read():
    told = {"tiffinfo": {271: "Example camera"}}

    assert tells(joined(picture("TIFF"), picture("TIFF", **told)), TIFF) is True


def test_a_tiff_whose_pages_go_in_a_circle_is_read_once():
    sent = bytearray(picture("TIFF"))
    (first,) = struct.unpack_from("<I", sent, 4)
    (count,) = struct.unpack_from("<H", sent, first)
    struct.pack_into("<I", sent, first + 2 + 12 * count, first)

    assert tells(bytes(sent), TIFF) is False


def test_a_scan_without_end_is_gone_through_once():
    sent = picture("JPEG")
    scan = sent.rindex(b"\xff\xda")

    with pytest.raises(ValueError, match="cut off"):
        tells(sent[: scan + 14] + b"\xff" * 1_000_000 + b"\x00", JPEG)


def test_directories_of_a_tiff_that_lie_over_each_other_are_not_read_without_end():
    slots = 3_000  # twelve bytes each, of which every one begins a directory of 65,534 entries that tell nothing
    sent = bytearray(b"II*\x00" + struct.pack("<I", 8) + b"\xfe\xff\xfe\x00" * (3 * slots + 3 * 65_536))
    for number in range(slots):
        struct.pack_into("<I", sent, 8 + 12 * number + 2 + 12 * 65_534, 8 + 12 * (number + 1))

    with pytest.raises(ValueError, match="more entries"):
        tells(bytes(sent), TIFF)


@pytest.mark.parametrize("name", KINDS)
def test_an_outline_that_is_cut_off_is_refused(name):
    with pytest.raises(ValueError, match="cut off"):
        tells(picture(name)[:40], KINDS[name])


def joined(first, second):
    """Return a TIFF with the page of another behind its own."""
    (page,) = struct.unpack_from("<I", first, 4)
    (count,) = struct.unpack_from("<H", first, page)
    (other,) = struct.unpack_from("<I", second, 4)
    moved = bytearray(first)
    struct.pack_into("<I", moved, page + 2 + 12 * count, len(first) + other)
    return bytes(moved) + second
