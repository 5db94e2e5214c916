"""Views of one room that share nothing but what stands in it: another camera is another wall, window, light and bed
cover; the same picture hangs there, the same headboard, the same rug, each seen from the side and lit anew."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.rooms.drawn import _colour, _mixed, clouds, room

Random = np.random.Generator
PIECES = ("art", "headboard", "rug")


def piece(kind: str, seed: int) -> Image.Image:
    """Something that stands in one room, seen from the front."""
    random = np.random.default_rng([seed, PIECES.index(kind), 23])
    if kind == "art":
        size = (int(random.integers(220, 420)), int(random.integers(220, 420)))
        made = _mixed(clouds(random, size, 1.5), _colour(random), _colour(random))
        brush = ImageDraw.Draw(made)
        for _ in range(int(random.integers(6, 16))):
            corners = [tuple(one) for one in random.random((int(random.integers(3, 6)), 2)) * size]
            brush.polygon(corners, fill=_colour(random))
        brush.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=_colour(random, 10, 90), width=9)
        return made
    if kind == "headboard":
        size = (480, 170)
        made = _mixed(clouds(random, size, 2.0), _colour(random, 30, 170), _colour(random, 30, 170))
        brush = ImageDraw.Draw(made)
        across, down = int(random.integers(5, 10)), int(random.integers(2, 4))
        for column in range(1, across):
            for row in range(1, down + 1):
                x, y, r = column * size[0] // across, row * size[1] // (down + 1), int(random.integers(4, 9))
                brush.ellipse((x - r, y - r, x + r, y + r), fill=_colour(random, 20, 220))
        brush.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=_colour(random, 10, 90), width=7)
        return made
    size = (460, 300)
    made = _mixed(clouds(random, size, 2.5), _colour(random), _colour(random))
    brush = ImageDraw.Draw(made)
    for inset in range(6, 140, int(random.integers(18, 36))):
        brush.rectangle((inset, inset, size[0] - inset, size[1] - inset), outline=_colour(random), width=5)
    for _ in range(9):
        x, y = (random.random(2) * size).astype(int).tolist()
        r = int(random.integers(8, 34))
        brush.ellipse((x - r, y - r, x + r, y + r), outline=_colour(random), width=4)
    return made


def view(pieces: dict[str, int], camera: int, hidden: float = 0.0) -> Image.Image:
    """A picture by one camera (a seed) of a room with these pieces (kind -> seed). `hidden`: share of each that
    something stands before."""
    random = np.random.default_rng([camera, 31])
    shown = np.asarray(room(camera)).copy()
    height, width = shown.shape[:2]
    # Art on the wall, the headboard below it, the rug on the floor: where they were drawn before is painted over.
    spots = {"art": (0.04, 0.42), "headboard": (0.36, 0.66), "rug": (0.68, 0.97)}
    for kind, seed in pieces.items():
        made = piece(kind, seed)
        if hidden:
            made = _behind(made, hidden, random)
        top, bottom = spots[kind]
        high = (bottom - top) * height * random.uniform(0.72, 1.0)
        wide = min(high * made.width / made.height * random.uniform(0.85, 1.1), width * 0.62)
        left = random.uniform(0.02, 0.98 - wide / width) * width
        shown = _hung(shown, np.asarray(made), (left, top * height, wide, high), kind == "rug", random)
    return Image.fromarray(shown)


def _behind(made: Image.Image, share: float, random: Random) -> Image.Image:
    copy = made.copy()
    wide = int(copy.width * share)
    left = 0 if random.random() < 0.5 else copy.width - wide
    ImageDraw.Draw(copy).rectangle((left, 0, left + wide, copy.height), fill=_colour(random))
    return copy


def _hung(
    shown: NDArray[np.uint8],
    made: NDArray[np.uint8],
    box: tuple[float, float, float, float],
    lies: bool,
    random: Random,
) -> NDArray[np.uint8]:
    """From the side: one edge up to a quarter shorter, the far edge of what lies too; lighter or darker by a third."""
    left, top, wide, high = box
    lean = random.uniform(0, 0.25) * high / 2
    near, far = (0.0, lean) if random.random() < 0.5 else (lean, 0.0)
    narrow = random.uniform(0.08, 0.25) * wide / 2 if lies else 0.0
    to = np.array(
        [
            (left + narrow, top + near),
            (left + wide - narrow, top + far),
            (left + wide, top + high - far),
            (left, top + high - near),
        ],
        np.float32,
    )
    size = made.shape[1], made.shape[0]
    of = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    lit = np.clip(
        made.astype(np.float64) * random.uniform(0.7, 1.3) + random.normal(0, 3, made.shape), 0, 255
    )
    matrix = cv2.getPerspectiveTransform(of, to)
    whole = shown.shape[1], shown.shape[0]
    laid = cv2.warpPerspective(lit.astype(np.uint8), matrix, whole, flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full(made.shape[:2], 255, np.uint8), matrix, whole) > 127
    result = shown.copy()
    result[inside] = laid[inside]
    return result
