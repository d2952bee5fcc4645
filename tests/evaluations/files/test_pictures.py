import io
import struct

import pytest
from PIL import Image, ImageSequence, PngImagePlugin

from evaluations.files import NotTakenError, gif, pictures
from evaluations.files.kinds import GIF, JPEG, PDF, PNG, TIFF, WEBP
from evaluations.files.pictures import without_particulars
from tests.sent_files import MAKE, ORIENTATION, picture

KINDS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP, "TIFF": TIFF}
RED, BLUE = (255, 0, 0), (0, 0, 255)


def cleaned(content, kind):
    return without_particulars(io.BytesIO(content), kind)


def seen(content):
    """Return size and corners of a picture, each colour as the nearer of red and blue."""
    with Image.open(io.BytesIO(content)) as image:
        corners = [image.getpixel((0, 0)), image.getpixel((image.width - 1, image.height - 1))]
        return image.size, [RED if corner[0] > corner[2] else BLUE for corner in corners]


def pauses(image):
    """Return how long each page of what moves is seen, in milliseconds."""
    told = []
    for page in ImageSequence.Iterator(image):
        page.load()
        told.append(page.info["duration"])
    return told


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_that_tells_nothing_keeps_its_every_byte(name):
    assert cleaned(picture(name), KINDS[name]) is None


@pytest.mark.parametrize("name", KINDS)
def test_place_and_camera_are_taken_out(name):
    sent = picture(name, make="Example camera", place=True)

    kept = cleaned(sent, KINDS[name])

    with Image.open(io.BytesIO(kept)) as image:
        tags = {MAKE, ORIENTATION, 34665, 34853} & set(image.getexif())
    assert (b"Example camera" in sent, b"Example camera" in kept, tags) == (True, False, set())
    assert (seen(kept), cleaned(kept, KINDS[name])) == (((8, 4), [RED, BLUE]), None)


def test_a_picture_without_loss_loses_nothing_but_its_particulars():
    image = Image.effect_noise((16, 16), 80).convert("RGB")
    exif, sent = Image.Exif(), io.BytesIO()
    exif[MAKE] = "Example camera"
    image.save(sent, "WEBP", lossless=True, exif=exif)

    kept = cleaned(sent.getvalue(), WEBP)

    with Image.open(io.BytesIO(kept)) as anew:
        assert (anew.convert("RGB").tobytes(), b"Example camera" in kept) == (image.tobytes(), False)


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_is_turned_the_way_it_is_seen(name):
    sideways = picture(name, make="Example camera", orientation=6)

    assert seen(cleaned(sideways, KINDS[name])) == ((4, 8), [RED, BLUE])


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("JPEG", {"comment": "By Example Person"}),
        ("JPEG", {"xmp": b"<x:xmpmeta>By Example Person</x:xmpmeta>"}),
        ("WEBP", {"xmp": b"<x:xmpmeta>By Example Person</x:xmpmeta>"}),
        ("TIFF", {"tiffinfo": {315: "By Example Person"}}),
    ],
)
def test_words_beside_the_picture_are_taken_out(name, options):
    sent = picture(name, **options)

    assert (b"Example Person" in sent, b"Example Person" in cleaned(sent, KINDS[name])) == (True, False)


def test_texts_of_a_png_are_taken_out():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "By Example Person")
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>By Example Person</x:xmpmeta>")

    kept = cleaned(picture("PNG", pnginfo=texts), PNG)

    assert b"Example Person" not in kept


def test_colours_keep_their_profile():
    kept = cleaned(picture("JPEG", make="Example camera", icc_profile=b"a profile"), JPEG)

    with Image.open(io.BytesIO(kept)) as image:
        assert image.info["icc_profile"] == b"a profile"


def test_every_page_is_kept_and_cleaned():
    pages = [Image.new("L", (4, 4), shade) for shade in (10, 20, 30)]
    sent = picture("TIFF", make="Example camera", save_all=True, append_images=pages)

    with Image.open(io.BytesIO(cleaned(sent, TIFF))) as image:
        assert image.n_frames == 4
        image.seek(2)
        assert (image.getpixel((0, 0)), MAKE in image.getexif()) == (20, False)


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_what_moves_still_moves(name):
    later = [Image.new("RGB", (8, 4), colour) for colour in ("green", "yellow")]
    sent = picture(name, make="Example camera", save_all=True, append_images=later, duration=[100, 250, 400], loop=2)

    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(cleaned(sent, KINDS[name]))) as after:
        assert pauses(after) == pauses(before) == [100, 250, 400]
        assert after.info["loop"] == 2


def test_a_jpeg_is_written_as_well_as_it_was():
    sent = picture("JPEG", make="Example camera", quality=91, subsampling="4:2:2")

    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(cleaned(sent, JPEG))) as after:
        assert after.quantization == before.quantization


def test_other_files_are_left_alone():
    assert cleaned(b"anything", PDF) is None


def moving(**options):
    """Return a GIF of three pages."""
    later = [Image.new("RGB", (8, 4), colour) for colour in ("green", "yellow")]
    return picture("GIF", save_all=True, append_images=later, duration=[100, 250, 400], loop=2, **options)


def with_blocks(content, *blocks):
    """Return a GIF with blocks before its end."""
    return content[:-1] + b"".join(blocks) + content[-1:]


WORDS = b"By Example Person"
COMMENT = b"\x21\xfe" + bytes([len(WORDS)]) + WORDS + b"\x00"
# As Adobe specifies it: the packet as it is, and behind it a trailer in which whoever skips blocks finds the end.
XMP_IN_GIF = b"\x21\xff\x0bXMP DataXMP<x:xmpmeta>%s</x:xmpmeta>\x01%s\x00" % (WORDS, bytes(range(255, -1, -1)))


@pytest.mark.parametrize("sent", [picture("GIF"), moving()])
def test_a_gif_that_tells_nothing_keeps_its_every_byte(sent):
    assert cleaned(sent, GIF) is None


@pytest.mark.parametrize(
    "told",
    [COMMENT, XMP_IN_GIF, XMP_IN_GIF + COMMENT, b"\x21\xff\x0bEXAMPLE 1.0" + COMMENT[2:], b"\x21\x01" + COMMENT[2:]],
)
def test_words_in_a_gif_are_cut_out_and_nothing_else_is(told):
    for plain in (picture("GIF"), moving()):
        first = plain.index(b"\x21\xff") if b"\x21\xff" in plain else plain.index(b"\x2c")

        assert cleaned(with_blocks(plain, told), GIF) == plain
        assert cleaned(plain[:first] + told + plain[first:], GIF) == plain


@pytest.mark.parametrize("name", [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"])
def test_a_gif_keeps_its_loop_and_its_colours(name):
    block = b"\x21\xff\x0b" + name + b"\x03\x01\x02\x00\x00"
    sent = with_blocks(picture("GIF"), block)

    assert (cleaned(sent, GIF), cleaned(with_blocks(sent, COMMENT), GIF)) == (None, sent)


def test_what_stands_behind_a_gif_is_cut_off():
    assert cleaned(moving() + WORDS, GIF) == moving()


def test_a_gif_still_moves():
    kept = cleaned(moving(comment=WORDS), GIF)

    with Image.open(io.BytesIO(kept)) as after:
        assert (pauses(after), after.info["loop"], "comment" in after.info) == ([100, 250, 400], 2, False)


@pytest.mark.parametrize("piece", [b"\x21\xf9\x00", b"\x21\xfe\x01x\x00"])
def test_a_gif_of_more_pieces_than_any_program_writes_is_not_taken(piece, monkeypatch):
    monkeypatch.setattr(gif, "MOST_PIECES", 20)
    plain = picture("GIF")

    assert cleaned(with_blocks(plain, *[piece] * 5), GIF) in (None, plain)
    with pytest.raises(NotTakenError) as refusal:
        cleaned(with_blocks(plain, *[piece] * 20), GIF)

    assert refusal.value.code == "broken"


@pytest.mark.parametrize("length", [6, 12, 20, -1])
def test_a_gif_that_is_cut_off_is_not_taken(length):
    with pytest.raises(NotTakenError) as refusal:
        cleaned(moving()[:length], GIF)

    assert refusal.value.code == "broken"


@pytest.mark.parametrize("content", [b"\xff\xd8\xff and no more", picture("JPEG", make="Example camera")[:120]])
def test_a_picture_that_cannot_be_opened_is_not_taken(content):
    with pytest.raises(NotTakenError) as refusal:
        cleaned(content, JPEG)

    assert refusal.value.code == "broken"


def test_a_picture_too_large_to_be_opened_is_not_taken(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 31)

    with pytest.raises(NotTakenError) as refusal:
        cleaned(picture("PNG", make="Example camera"), PNG)

    assert refusal.value.code == "pixels"


def test_a_picture_of_more_scans_than_any_program_writes_is_not_taken():
    sent = picture("JPEG", make="Example camera", progressive=True)
    last = sent[sent.rindex(b"\xff\xda") : -2]

    with pytest.raises(NotTakenError) as refusal:
        cleaned(sent[:-2] + last * 100 + sent[-2:], JPEG)

    assert refusal.value.code == "broken"
    assert cleaned(sent[:-2] + last * 50 + sent[-2:], JPEG)


def test_a_picture_that_tells_nothing_is_not_opened(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1)

    assert [cleaned(picture(name), kind) for name, kind in KINDS.items()] == [None] * 4


def test_a_later_page_may_tell_and_be_too_large(monkeypatch):
    sent = picture("TIFF", make="Example camera", save_all=True, append_images=[Image.new("L", (40, 40))])
    monkeypatch.setattr(pictures, "MOST_PIXELS", 8 * 4 + 40 * 40 - 1)

    with pytest.raises(NotTakenError) as refusal:
        cleaned(sent, TIFF)

    assert refusal.value.code == "pixels"


def test_a_picture_of_too_many_pages_is_not_taken(monkeypatch):
    sent = picture("TIFF", make="Example camera", save_all=True, append_images=[Image.new("L", (4, 4))] * 2)
    monkeypatch.setattr(pictures, "MOST_PAGES", 2)

    with pytest.raises(NotTakenError) as refusal:
        cleaned(sent, TIFF)

    assert refusal.value.code == "pages"


def test_a_picture_that_no_library_understands_is_not_taken():
    sent = b"II*\x00\x08\x00\x00\x00" + struct.pack("<HHHIII", 1, 271, 2, 4, 0x414141, 0)

    with pytest.raises(NotTakenError) as refusal:
        cleaned(sent, TIFF)

    assert refusal.value.code == "broken"
