"""Draw a hotel room: papered wall, floor in perspective, bed with headboard, window, pictures on the wall, lamp, rug.
Every seed has its own measures, colours and textures; nobody is in any of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Random = np.random.Generator
Colour = tuple[int, int, int]
SIZES = ((640, 480), (800, 600), (1024, 683), (720, 960), (1280, 853), (600, 600))


def room(seed: int, chain: int | None = None) -> Image.Image:
    """A room, the same for the same seed. Rooms of one `chain` share wallpaper, floor and colours, as hotels do: they
    are different pictures all the same."""
    random = np.random.default_rng([seed, 7])
    style = np.random.default_rng([seed if chain is None else chain, 11])
    size = SIZES[int(random.integers(len(SIZES)))]
    width, height = size
    horizon = int(height * random.uniform(0.5, 0.68))
    picture = Image.new("RGB", size)
    picture.paste(_wall((width, horizon), style), (0, 0))
    picture.paste(_floor((width, height - horizon), style), (0, horizon))
    draw = ImageDraw.Draw(picture)
    skirting = int(height * 0.015) + 2
    draw.rectangle((0, horizon - skirting, width, horizon), fill=_colour(style, 150, 240))
    if random.random() < 0.8:
        _window(picture, draw, random, horizon)
    for _ in range(int(random.integers(1, 5))):
        _art(picture, draw, random, horizon)
    if random.random() < 0.7:
        _rug(picture, random, horizon)
    _bed(picture, draw, random, horizon)
    for _ in range(int(random.integers(0, 3))):
        _lamp(draw, random, size, horizon)
    return _lit(picture, random)


def _colour(random: Random, low: int = 20, high: int = 235) -> Colour:
    red, green, blue = (int(one) for one in random.integers(low, high, 3))
    return red, green, blue


def clouds(random: Random, size: tuple[int, int], rough: float = 1.0) -> NDArray[np.float64]:
    """Noise of all sizes between 0 and 1, [height, width]: marble, carpet, foliage."""
    total = np.zeros((size[1], size[0]))
    for octave in range(2, 8):
        coarse = random.random((2**octave, 2**octave)).astype(np.float32)
        layer = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(layer) / 2 ** (octave / rough)
    made: NDArray[np.float64] = (total - total.min()) / max(float(np.ptp(total)), 1e-9)
    return made


def _mixed(amount: NDArray[np.float64], one: Colour, other: Colour) -> Image.Image:
    mixed = amount[..., None] * np.array(one) + (1 - amount[..., None]) * np.array(other)
    return Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8))


def _wall(size: tuple[int, int], style: Random) -> Image.Image:
    kind, step = int(style.integers(4)), int(style.integers(14, 60))
    base, other = _colour(style, 110, 240), _colour(style, 70, 220)
    y, x = np.mgrid[: size[1], : size[0]]
    if kind == 0:
        pattern = ((x // step) % 2).astype(float)
    elif kind == 1:
        pattern = (np.hypot(x % step - step / 2, y % step - step / 2) < step * 0.3).astype(float)
    elif kind == 2:
        pattern = 0.5 + 0.25 * np.sin(x * 2 * np.pi / step) + 0.25 * np.cos(y * 2 * np.pi / step)
    else:
        pattern = np.full(x.shape, 0.5)
    return _mixed(np.clip(0.8 * pattern + 0.2 * clouds(style, size), 0, 1), base, other)


def _floor(size: tuple[int, int], style: Random) -> Image.Image:
    y, x = np.mgrid[: size[1], : size[0]]
    depth = (y + size[1] * 0.25) / size[1]
    across = (x - size[0] / 2) / depth
    along = 1 / depth
    kind, step = int(style.integers(3)), float(style.uniform(40, 110))
    if kind == 0:
        pattern = np.mod(np.floor(across / step) * 0.37 + np.floor(along * 4 + across // step) * 0.23, 1)
    elif kind == 1:
        pattern = np.mod(np.floor(across / step) + np.floor(along * 6), 2)
    else:
        pattern = clouds(style, size, 3.0)
    return _mixed(
        0.7 * pattern + 0.3 * clouds(style, size, 2.0), _colour(style, 40, 200), _colour(style, 40, 200)
    )


def _window(picture: Image.Image, draw: ImageDraw.ImageDraw, random: Random, horizon: int) -> None:
    width = picture.width
    wide, high = int(width * random.uniform(0.15, 0.35)), int(horizon * random.uniform(0.4, 0.7))
    left, top = int(random.uniform(0, width - wide)), int(horizon * random.uniform(0.05, 0.2))
    view = _mixed(clouds(random, (wide, high)), _colour(random, 120, 255), _colour(random, 60, 200))
    picture.paste(view, (left, top))
    for _ in range(int(random.integers(2, 7))):
        x = left + int(random.uniform(0, wide * 0.8))
        roof = top + int(high * random.uniform(0.4, 0.9))
        draw.rectangle(
            (x, roof, min(x + int(wide * 0.2), left + wide), top + high), fill=_colour(random, 40, 160)
        )
    frame = _colour(random, 180, 255)
    draw.rectangle((left, top, left + wide, top + high), outline=frame, width=6)
    draw.line((left + wide // 2, top, left + wide // 2, top + high), fill=frame, width=4)
    curtain = _colour(random)
    for side in (left - wide // 5, left + wide - wide // 10):
        for fold in range(6):
            x = side + fold * wide // 20
            shade = tuple(int(one * (0.7 + 0.3 * (fold % 2))) for one in curtain)
            draw.rectangle((x, top - 8, x + wide // 20, top + high + 20), fill=(shade[0], shade[1], shade[2]))


def _art(picture: Image.Image, draw: ImageDraw.ImageDraw, random: Random, horizon: int) -> None:
    wide, high = (int(one) for one in random.uniform(0.12, 0.3, 2) * np.array((picture.width, horizon * 1.3)))
    left, top = int(random.uniform(0, picture.width - wide)), int(random.uniform(0.05, 0.4) * horizon)
    canvas = _mixed(clouds(random, (wide, high), 1.5), _colour(random), _colour(random))
    brush = ImageDraw.Draw(canvas)
    for _ in range(int(random.integers(4, 14))):
        corners: Any = [tuple(one) for one in (random.random((int(random.integers(3, 6)), 2)) * (wide, high))]
        brush.polygon(corners, fill=_colour(random))
    picture.paste(canvas, (left, top))
    draw.rectangle(
        (left - 5, top - 5, left + wide + 5, top + high + 5), outline=_colour(random, 20, 120), width=6
    )


def _rug(picture: Image.Image, random: Random, horizon: int) -> None:
    wide, high = int(picture.width * random.uniform(0.3, 0.6)), int((picture.height - horizon) * 0.5)
    rug = _mixed(clouds(random, (wide, high), 2.5), _colour(random), _colour(random))
    brush = ImageDraw.Draw(rug)
    for inset in range(4, high // 2, max(high // 6, 6)):
        brush.rectangle((inset, inset, wide - inset, high - inset), outline=_colour(random), width=3)
    picture.paste(rug, (int(random.uniform(0, picture.width - wide)), horizon + high // 2))


def _bed(picture: Image.Image, draw: ImageDraw.ImageDraw, random: Random, horizon: int) -> None:
    width, height = picture.size
    wide = int(width * random.uniform(0.35, 0.6))
    left, top = int(random.uniform(0, width - wide)), horizon - int(height * random.uniform(0.1, 0.22))
    board = _mixed(
        clouds(random, (wide, horizon - top + 20), 2.0), _colour(random, 30, 160), _colour(random, 30, 160)
    )
    picture.paste(board, (left, top))
    for button in range(1, 8):
        x = left + button * wide // 8
        draw.ellipse((x - 4, top + 12, x + 4, top + 20), fill=_colour(random, 20, 120))
    cover = _mixed(
        clouds(random, (wide, int(height * 0.26)), 1.2), _colour(random, 90, 250), _colour(random, 90, 250)
    )
    brush = ImageDraw.Draw(cover)
    for stripe in range(int(random.integers(2, 7))):
        y = int(cover.height * (stripe + 1) / 8)
        brush.line(
            (0, y, wide, y + int(random.integers(-9, 9))),
            fill=_colour(random),
            width=int(random.integers(2, 9)),
        )
    picture.paste(cover, (left, horizon - 10))
    for pillow in range(2):
        x = left + wide * (pillow * 2 + 1) // 5
        shape = (x, horizon - 24, x + wide // 4, horizon + 16)
        draw.rounded_rectangle(shape, 10, fill=_colour(random, 190, 255), outline=(120, 120, 120))


def _lamp(draw: ImageDraw.ImageDraw, random: Random, size: tuple[int, int], horizon: int) -> None:
    x, y, r = int(random.uniform(0, size[0])), int(horizon * random.uniform(0.5, 0.9)), int(size[0] * 0.04)
    draw.line((x, y, x, horizon + 10), fill=(60, 50, 40), width=4)
    draw.polygon(
        [(x - r, y), (x + r, y), (x + r // 2, y - r), (x - r // 2, y - r)], fill=_colour(random, 170, 255)
    )


def _lit(picture: Image.Image, random: Random) -> Image.Image:
    """Light falls off from somewhere; the lens is a little soft, the sensor a little noisy."""
    width, height = picture.size
    y, x = np.mgrid[:height, :width]
    centre = random.random(2) * (width, height)
    far = np.hypot(x - centre[0], y - centre[1]) / np.hypot(width, height)
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), np.float64)
    shown = soft * (1 - 0.5 * far)[..., None] + random.normal(0, 3, soft.shape)
    return Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))
