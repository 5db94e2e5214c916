"""Faces as a child draws them, shaded enough that the detector takes them for faces. They are of nobody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def draw_face(seed: int = 1, size: int = 240) -> Image.Image:
    """A head, two eyes with brows, a nose and a mouth, each a little different by seed."""
    dice = np.random.default_rng(seed)
    wide, high = 62 + int(dice.integers(-6, 7)), 84 + int(dice.integers(-8, 9))
    apart, eye = 26 + int(dice.integers(-4, 5)), 9 + int(dice.integers(-2, 3))
    mouth = 22 + int(dice.integers(-5, 6))
    skin, hair = int(dice.integers(170, 215)), int(dice.integers(20, 110))
    picture = Image.new("L", (240, 240), 120)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((120 - wide - 8, 112 - high - 14, 120 + wide + 8, 112 + high - 30), fill=hair)
    pen.ellipse((120 - wide, 120 - high, 120 + wide, 120 + high), fill=skin)
    pen.ellipse((120 - wide, 90 - high, 120 + wide, 150 - high), fill=hair)
    for side in (-1, 1):
        x = 120 + side * apart
        pen.ellipse((x - 16, 88, x + 16, 118), fill=skin - 45)
        pen.rectangle((x - 15, 84, x + 15, 89), fill=hair)
        pen.ellipse((x - 12, 98, x + 12, 112), fill=240)
        pen.ellipse((x - eye + 2, 97, x + eye - 2, 113), fill=30)
    pen.polygon([(120, 105), (108, 145), (132, 145)], fill=skin - 20)
    pen.ellipse((110, 140, 130, 150), fill=skin - 55)
    pen.ellipse((120 - mouth, 162, 120 + mouth, 176), fill=90)
    pen.line((120 - mouth, 169, 120 + mouth, 169), fill=40, width=3)
    return picture.filter(ImageFilter.GaussianBlur(2.2)).resize((size, size)).convert("RGB")


def write_face(path: Path, seed: int = 1, size: int = 240) -> Path:
    """A drawn face as a file; the format is the name's."""
    draw_face(seed, size).save(path)
    return path
