"""From bytes of strangers to one upright RGB picture, within bounds: no more pixels are unpacked than `MOST_PIXELS`,
only plain formats are opened (vector and multi-page ones are a decoder's usual trouble), and what is wrong is said in
words."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import MissingPart, UnreadableInput

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = NDArray[np.uint8]
"""[height, width, 3], red, green, blue."""

MOST_PIXELS = 64_000_000
"""Unpacked at once: about 256 MB. A larger baseline JPEG is unpacked at a half to an eighth of its size instead."""
MOST_BYTES = 256_000_000
LEAST_SIDE = 32
"""A smaller picture has not the 64 samples a side that a hash is made of, nor anything that a person would know."""
LONGEST_SIDE = 1024
"""Of the picture that is worked on."""


@dataclass(frozen=True)
class Picture:
    """An upright picture. `width` and `height` are the file's own as it is shown; `notes` say what was done to it."""

    rgb: Pixels
    width: int
    height: int
    notes: tuple[str, ...] = ()


def open_picture(data: bytes) -> Picture:
    """The picture in these bytes, at most 1024 pixels a side, turned once as its EXIF says. Of an animation the first
    frame; transparent parts are white. Raises UnreadableInput with the reason, MissingPart without Pillow."""
    if len(data) > MOST_BYTES:
        raise UnreadableInput(
            f"The file has more than {MOST_BYTES:,} bytes.",
            "Bring a smaller copy.",
            about="many-bytes",
            numbers={"most": MOST_BYTES},
        )
    try:
        image = _open(data)
        whole = image.size
        _check(image)
        return _read(image, whole)
    except (UnreadableInput, MissingPart):
        raise
    except Exception as error:  # damaged files make Pillow's readers fail in a dozen ways
        why = str(error).replace("\n", " ")[:120] or type(error).__name__
        raise UnreadableInput(
            f"The picture is damaged: {why}.", "Get the file again from its source.", about="damaged-picture"
        ) from error


def _open(data: bytes) -> Image:
    """By its first bytes, with the one reader of that format: what it claims is measured before it is unpacked."""
    try:
        from PIL import BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
    except ImportError as error:
        raise MissingPart(
            "Pictures need a part that is not installed.",
            'Run: pip install "manumit[pictures]"',
            about="no-picture-part",
        ) from error
    stream = io.BytesIO(data)
    if data.startswith(b"\xff\xd8"):
        return JpegImagePlugin.JpegImageFile(stream)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImagePlugin.PngImageFile(stream)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GifImagePlugin.GifImageFile(stream)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WebPImagePlugin.WebPImageFile(stream)
    if data.startswith(b"BM"):
        return BmpImagePlugin.BmpImageFile(stream)
    raise UnreadableInput(
        "This is no picture that can be read.",
        "Save it as JPEG, PNG, GIF, WebP or BMP.",
        about="no-picture",
        numbers={"formats": "JPEG, PNG, GIF, WebP, BMP"},
    )


def _too_large(size: tuple[int, int]) -> UnreadableInput:
    return UnreadableInput(
        f"{size[0]:,} x {size[1]:,} pixels are more than can be unpacked safely.",
        f"Bring a copy of at most {MOST_PIXELS:,}.",
        about="many-pixels",
        numbers={"width": size[0], "height": size[1], "most": MOST_PIXELS},
    )


def _check(image: Image) -> None:
    """Refuse before anything is unpacked; a large JPEG is told to unpack itself smaller."""
    size = image.size
    if min(size) < LEAST_SIDE:
        raise UnreadableInput(
            f"{size[0]} x {size[1]} pixels are too few to know a picture by.",
            "Bring the original.",
            about="few-pixels",
            numbers={"width": size[0], "height": size[1]},
        )
    # A progressive JPEG keeps all its coefficients while it is unpacked, however small the result.
    if image.format == "JPEG" and not image.info.get("progressive"):
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if image.size[0] * image.size[1] > MOST_PIXELS:
        raise _too_large(size)


def _read(image: Image, whole: tuple[int, int]) -> Picture:
    from PIL import Image as Pillow
    from PIL import ImageOps

    notes = []
    if getattr(image, "is_animated", False):
        notes.append("animated: its first frame")
    image.load()
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.BOX)
    turned = ImageOps.exif_transpose(image)
    if image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        notes.append("turned as its EXIF says")
        if image.getexif()[_ORIENTATION] > 4:
            whole = whole[::-1]
    if image.mode == "CMYK":
        notes.append("CMYK")
    rgb = np.ascontiguousarray(_rgb(turned))
    if min(rgb.shape[:2]) < LEAST_SIDE:
        raise UnreadableInput(
            f"A strip of {whole[0]} x {whole[1]} pixels is no picture.",
            "Bring the original.",
            about="strip",
            numbers={"width": whole[0], "height": whole[1]},
        )
    return Picture(rgb, *whole, tuple(notes))


_ORIENTATION = 0x0112
"""EXIF 2.32, 4.6.4 A."""


def _rgb(image: Image) -> Pixels:
    from PIL import Image as Pillow

    if image.mode.startswith(("I", "F")):  # 16 and 32 bits a pixel: by its own range
        deep = np.asarray(image, np.float64)
        low, high = float(deep.min()), float(deep.max())
        grey = ((deep - low) * (255 / (high - low) if high > low else 0)).astype(np.uint8)
        return cast(Pixels, np.repeat(grey[:, :, None], 3, axis=2))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer: Any = image.convert("RGBA")
        ground = Pillow.new("RGBA", layer.size, (255, 255, 255, 255))
        image = Pillow.alpha_composite(ground, layer)
    return np.asarray(image.convert("RGB"), np.uint8)
