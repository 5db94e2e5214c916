"""A copy of a picture that may be shown: drawn anew from its pixels, so that nothing else of the file is in it."""

from __future__ import annotations

import io
import warnings
from typing import Final

from manumit.base.kernel import MissingPart

PICTURES: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
}
MOST_BYTES = 60 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A picture of more is not opened: 50 million pixels are 150 MB in memory."""
WIDEST = 2048


def bare_copy(data: bytes, media: str, widest: int = WIDEST) -> bytes | None:
    """The first frame as JPEG, at most `widest` pixels a side, upright, without metadata, profile or thumbnail; None
    when it cannot be drawn or is too large."""
    try:
        from PIL import Image, ImageOps
    except ImportError as error:
        raise MissingPart("Pictures need Pillow.", "Install it with: pip install 'manumit[web]'.") from error
    if media not in PICTURES or len(data) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[PICTURES[media]]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError, LookupError, TypeError):
        return None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    upright.thumbnail((widest, widest))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=85)
    return out.getvalue()
