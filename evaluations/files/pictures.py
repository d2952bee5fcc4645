"""What a camera writes into a picture beside the picture: where it was taken, when, and with what. It is taken out."""

import io
import logging

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin

from . import NotTakenError, gif
from .kinds import GIF, JPEG, PNG, TIFF, WEBP
from .outlines import SEEN, tells

MOST_PIXELS = 50_000_000  # of all its pages together: some 400 MB, the most that one request may hold in memory
MOST_PAGES = 200  # each costs time, however small it is
MOST_SCANS = 100  # of a JPEG, which is gone through once for each: programs write some ten
_SCAN = b"\xff\xda"
_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", WEBP: "WEBP"}  # those that cameras and scanners write
_KEPT = {"dpi", "icc_profile", "loop", "transparency"}  # what the picture is not seen rightly without
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)

logger = logging.getLogger(__name__)


def without_particulars(file, kind):
    """Return the bytes of a picture without what tells of place, time, camera and people; None if it tells nothing.

    A picture that tells nothing keeps its every byte, and is not opened. Nor is a GIF, which keeps every byte that is
    seen. Any other keeps its size, its colours and its pages, and is turned the way it is to be seen, which is told
    only there. Raises NotTakenError: "broken" for what
    cannot be read, "pixels" and "pages" for what is too large to be opened.
    """
    if kind not in SEEN:
        return None
    file.seek(0)
    try:
        return _bare_file(file, kind) if tells(file.read(), kind) else None
    except NotTakenError:
        raise
    except _TOO_LARGE:
        raise NotTakenError("pixels") from None
    except Exception as error:  # noqa: BLE001  # over bytes made to harm Pillow stumbles in every way
        logger.info("A picture could not be read: %r", error)
        raise NotTakenError("broken") from None
    finally:
        file.seek(0)


def _bare_file(file, kind):
    if kind is GIF:  # what programs write into it stands in blocks of its own
        file.seek(0)
        return gif.cut_to(file.read(), SEEN[GIF])
    if kind is JPEG:
        file.seek(0)
        if file.read().count(_SCAN) > MOST_SCANS:
            raise NotTakenError("broken")
    return _saved_anew(file, _FORMATS[kind])


def _saved_anew(file, name):
    with Image.open(file, formats=[name]) as picture:
        told = {key: picture.info[key] for key in _KEPT & set(picture.info)} | _quality(picture, name, file)
        pages = list(_bare_pages(picture))
    if len(pages) > 1:
        pauses = [page.info["duration"] for page in pages if "duration" in page.info]
        told |= {"save_all": True, "append_images": pages[1:]} | ({"duration": pauses} if pauses else {})
    target = io.BytesIO()
    pages[0].save(target, name, **told)
    return target.getvalue()


def _bare_pages(picture):
    """Open one page after the other, each only if it fits: one may be larger than those before it."""
    room = MOST_PIXELS
    for number, page in enumerate(ImageSequence.Iterator(picture)):
        room -= page.width * page.height
        if number == MOST_PAGES:
            raise NotTakenError("pages")
        if room < 0:
            raise NotTakenError("pixels")
        yield _bare(page)
        if picture.format == "MPO":  # a camera's second picture is a preview of the first, or its depth
            return


def _bare(page):
    """Return a page as it is to be seen, with nothing beside it."""
    bare = ImageOps.exif_transpose(page)
    bare.info = {key: value for key, value in page.info.items() if key in _KEPT | {"duration"}}
    return bare


def _quality(picture, name, file):
    """Return what keeps the picture as good as it was."""
    if name == "JPEG":
        kept = {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
        return {key: value for key, value in kept.items() if value != -1}
    if name == "TIFF":
        return {"compression": picture.info["compression"]} if "compression" in picture.info else {}
    if name == "WEBP":
        return {"lossless": True, "exact": True} if _is_lossless(file) else {"quality": 95}
    return {}


def _is_lossless(file):
    """Whether a WebP holds its colours without loss: its parts tell, and Pillow, which has read it whole, does not."""
    file.seek(0)
    return b"VP8L" in file.read()
