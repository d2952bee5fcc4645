"""What a camera writes into a picture beside the picture: where it was taken, when, and with what. It is taken out."""

import io

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin

from . import NotTakenError
from .kinds import JPEG, PNG, TIFF, WEBP

MOST_PIXELS = Image.MAX_IMAGE_PIXELS  # of all its pages together: what one request may hold in memory
_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", WEBP: "WEBP"}  # the only ones that hold such data
_KEPT = {"dpi", "icc_profile", "loop", "transparency"}  # what the picture is not seen rightly without
# Exif and the place stand in directories of their own; the rest are tags beside the picture's.
_TAGS = {271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853}


def without_particulars(file, kind):
    """Return the bytes of a picture without what tells of place, time, camera and people; None if it tells nothing.

    A picture that tells nothing keeps its every byte. Any other keeps its size, its colours and its pages, and is
    turned the way it is to be seen, which is told only there. Raises NotTakenError: "broken" for what cannot be read,
    "pixels" for what is too large to be opened.
    """
    if kind not in _FORMATS:
        return None
    file.seek(0)
    try:
        with Image.open(file, formats=[_FORMATS[kind]]) as picture:
            if not _tells(picture):
                return None
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                raise NotTakenError("pixels")
            return _saved_anew(picture, _FORMATS[kind])
    except Image.DecompressionBombError:
        raise NotTakenError("pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotTakenError("broken") from None
    finally:
        file.seek(0)


def _tells(picture):
    if picture.format == "TIFF":
        return bool(_TAGS & set(picture.getexif()))
    texts = getattr(picture, "text", {})
    named = {"exif", "xmp", "photoshop", "comment", "mp"} & set(picture.info)
    return bool(texts or named or picture.getexif())


def _saved_anew(picture, name):
    told = {key: picture.info[key] for key in _KEPT & set(picture.info)} | _quality(picture, name)
    pages = [_bare(page) for page in ImageSequence.Iterator(picture)]
    if picture.format == "MPO":  # a camera's second picture is a preview of the first, or its depth
        pages = pages[:1]
    if len(pages) > 1:
        pauses = [page.info["duration"] for page in pages if "duration" in page.info]
        told |= {"save_all": True, "append_images": pages[1:]} | ({"duration": pauses} if pauses else {})
    target = io.BytesIO()
    pages[0].save(target, name, **told)
    return target.getvalue()


def _bare(page):
    """Return a page as it is to be seen, with nothing beside it."""
    turned = ImageOps.exif_transpose(page)
    bare = turned.copy()
    bare.info = {key: value for key, value in page.info.items() if key in _KEPT | {"duration"}}
    return bare


def _quality(picture, name):
    """Return what keeps the picture as good as it was."""
    if name == "JPEG":
        kept = {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture)}
        return {key: value for key, value in kept.items() if value != -1}
    if name == "TIFF":
        return {"compression": picture.info["compression"]} if "compression" in picture.info else {}
    return {"quality": 95} if name == "WEBP" else {}
