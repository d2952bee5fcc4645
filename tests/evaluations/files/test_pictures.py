import io
import struct

import pytest
from PIL import Image, ImageSequence, PngImagePlugin

from evaluations.files import NotTakenError, pictures
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


@pytest.mark.parametrize("kind", [GIF, PDF])
def test_other_files_are_left_alone(kind):
    assert cleaned(b"anything", kind) is None


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
