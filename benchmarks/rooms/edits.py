"""What is done to a picture before it is posted again. Each edit takes chance for its measure."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Random = np.random.Generator
Edit = Callable[[Image.Image, Random], bytes]


def jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    """The picture as a JPEG file."""
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _cut(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = picture.size
    return picture.crop(
        (int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom)))
    )


def crop_each_side(picture: Image.Image, random: Random) -> bytes:
    """10 % off each side: 64 % of the area stays."""
    return jpeg(_cut(picture, 0.1, 0.1, 0.1, 0.1))


def crop_anywhere(picture: Image.Image, random: Random) -> bytes:
    """10 % off the width and 10 % off the height, wherever."""
    left, top = random.uniform(0, 0.1, 2)
    return jpeg(_cut(picture, left, top, 0.1 - left, 0.1 - top))


def crop_half(picture: Image.Image, random: Random) -> bytes:
    """70 % of each side stays, half the area, wherever."""
    left, top = random.uniform(0, 0.3, 2)
    return jpeg(_cut(picture, left, top, 0.3 - left, 0.3 - top))


def text_over(picture: Image.Image, random: Random) -> bytes:
    """Large words and a made-up number across it."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    size = copy.width // int(random.integers(9, 14))
    font = ImageFont.load_default(size)
    for line in range(int(random.integers(1, 4))):
        at = (int(copy.width * random.uniform(0, 0.2)), int(copy.height * random.uniform(0.05, 0.85)))
        colour = tuple(int(one) for one in random.integers(0, 256, 3))
        words = ("NEW IN TOWN", "+44 7700 900123", "CALL NOW 24/7")[line]
        draw.text(
            at, words, fill=(colour[0], colour[1], colour[2]), font=font, stroke_width=3, stroke_fill="white"
        )
    return jpeg(copy)


def banner_over(picture: Image.Image, random: Random) -> bytes:
    """A bar of one colour with a name over a fifth of it, as boards put below."""
    copy = picture.copy()
    draw = ImageDraw.Draw(copy)
    top = int(copy.height * 0.8) if random.random() < 0.5 else 0
    draw.rectangle((0, top, copy.width, top + copy.height // 5), fill=(20, 20, 60))
    draw.text(
        (20, top + 10), "example-board.test", fill="white", font=ImageFont.load_default(copy.width // 16)
    )
    return jpeg(copy)


def mirror(picture: Image.Image, random: Random) -> bytes:
    return jpeg(ImageOps.mirror(picture))


def jpeg_30(picture: Image.Image, random: Random) -> bytes:
    return jpeg(picture, 30)


def brighter(picture: Image.Image, random: Random) -> bytes:
    return jpeg(ImageEnhance.Brightness(picture).enhance(float(random.uniform(1.3, 1.6))))


def darker(picture: Image.Image, random: Random) -> bytes:
    return jpeg(ImageEnhance.Brightness(picture).enhance(float(random.uniform(0.5, 0.75))))


def half_size(picture: Image.Image, random: Random) -> bytes:
    return jpeg(picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BILINEAR))


def tilted(picture: Image.Image, random: Random) -> bytes:
    """Turned by 3 degrees and cut to what is left."""
    turned = picture.rotate(float(random.choice([-3, 3])), Image.Resampling.BICUBIC)
    return jpeg(_cut(turned, 0.06, 0.06, 0.06, 0.06))


def all_together(picture: Image.Image, random: Random) -> bytes:
    """Mirrored, cut, written over, darker and JPEG 30."""
    copy = Image.open(io.BytesIO(text_over(_cut(ImageOps.mirror(picture), 0.1, 0.05, 0.02, 0.1), random)))
    return jpeg(ImageEnhance.Brightness(copy).enhance(0.75), 30)


EDITS: dict[str, Edit] = {
    "crop 10 % each side": crop_each_side,
    "crop 10 % anywhere": crop_anywhere,
    "text overlay": text_over,
    "mirror": mirror,
    "JPEG 30": jpeg_30,
    "brighter": brighter,
    "darker": darker,
    "half the area": crop_half,
    "banner": banner_over,
    "half size": half_size,
    "turned 3 degrees": tilted,
    "all together": all_together,
}
"""The first seven are those that the goal names; the rest show how far it goes."""
