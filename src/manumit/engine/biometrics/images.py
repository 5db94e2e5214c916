"""Pictures from strangers, decoded within bounds: upright once, three channels, one frame, or refused with advice."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, PoorCapture

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3, RGB."""
LARGEST_FILE = 256 << 20
"""Bytes of a picture file at most."""
MOST_PIXELS = 64_000_000
"""A 64-megapixel picture takes about 0.2 GB in memory; what is larger is refused by its header, before decoding."""
SMALLEST_SIDE = 24
"""Pixels: no face, eye or finger can be read in less."""
_FORMATS = ("JPEG", "PNG", "PPM", "BMP", "TIFF", "WEBP", "GIF")


def read_picture(path: Path, data: bytes | None = None, most: int = MOST_PIXELS) -> Pixels:
    """The picture, upright; of `data` when they lie within another file; of `most` pixels. PoorCapture says why not,
    and how to do better."""
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError as error:
        raise MissingPart(
            "The part for pictures is not installed.",
            "Add it: pip install 'manumit[biometrics]'.",
            about="no-picture-part",
        ) from error
    if (path.stat().st_size if data is None else len(data)) > LARGEST_FILE:
        raise PoorCapture(
            f"{path} has more than {LARGEST_FILE >> 20} MiB.",
            "Save it as JPEG.",
            about="large-file",
            numbers={"most": LARGEST_FILE >> 20},
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings(
                "ignore", category=UserWarning, module="PIL"
            )  # odd metadata: not ours to judge
            with Image.open(path if data is None else BytesIO(data), formats=_FORMATS) as picture:
                _within_bounds(
                    path, picture.size, getattr(picture, "n_frames", 1), picture.format or "", most
                )
                upright = ImageOps.exif_transpose(picture)
                return _three_channels(upright)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(path, most) from error
    except UnidentifiedImageError as error:
        raise PoorCapture(
            f"{path} is no picture that can be read.",
            f"Save it as one of {', '.join(_FORMATS)}.",
            about="no-picture",
            numbers={"formats": ", ".join(_FORMATS)},
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError) as error:
        raise PoorCapture(
            f"{path} is damaged or cut off: {error}.",
            "Fetch it again from where it came from.",
            about="damaged-picture",
        ) from error


def _too_large(path: Path, most: int) -> PoorCapture:
    return PoorCapture(
        f"{path} has more than {most // 1_000_000} megapixels.",
        "Scale it down, or cut the person out.",
        about="many-megapixels",
        numbers={"most": most // 1_000_000},
    )


def _within_bounds(path: Path, size: tuple[int, int], frames: int, form: str, most: int) -> None:
    if size[0] * size[1] > most:
        raise _too_large(path, most)
    if min(size) < SMALLEST_SIDE:
        raise PoorCapture(
            f"{path} is {size[0]} x {size[1]} pixels: nobody can be told in it.",
            f"A picture needs {SMALLEST_SIDE} pixels a side at the very least; take the original, not the thumbnail.",
            about="tiny-picture",
            numbers={"width": size[0], "height": size[1], "least": SMALLEST_SIDE},
        )
    if frames > 1 and form != "MPO":  # a phone's JPEG with a second, smaller picture behind the first
        raise PoorCapture(
            f"{path} has {frames} frames.",
            "Export the frame that shows the person as one picture.",
            about="several-frames",
            numbers={"n": frames},
        )


def _three_channels(picture: object) -> Pixels:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    if picture.mode.startswith(("I", "F")):  # 16 bits and more: the brightest becomes 255
        deep = np.nan_to_num(np.asarray(picture, np.float64), posinf=0, neginf=0)
        top = float(deep.max())
        if picture.mode != "F" or top > 1:  # shares of 1 are one way of writing fractions
            top = max(top, 255.0)
        picture = Image.fromarray((np.clip(deep, 0, None) * (255 / (top or 1.0))).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        ground = Image.new("RGBA", whole.size, (128, 128, 128, 255))
        picture = Image.alpha_composite(ground, whole)
    return np.asarray(picture.convert("RGB"))
