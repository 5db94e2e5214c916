"""A room as it may be shown: its small grey copy, without the people that were found in it, in the picture's shape; and
two beside each other with the part that they have in common framed in both."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from manumit.engine.pictures.hashes import Box
from manumit.engine.pictures.parts import COPY, Room

if TYPE_CHECKING:
    from PIL.Image import Image as Shown

NARROWEST, WIDEST = 0.4, 2.5
"""Width / height of what is shown: a panorama is squeezed."""
_GAP, _FRAME = 12, 3
"""Pixels: between the two, and of the frame."""
_DARK, _LIGHT = (15, 60, 63), (255, 255, 255)
"""A dark frame with a light one round it is seen on any ground."""


def copy_of_room(room: Room) -> bytes:
    """The copy as JPEG."""
    from PIL import Image

    wide = round(COPY * min(max(room.shape, NARROWEST), WIDEST))
    return _jpeg(Image.fromarray(room.copy).resize((wide, COPY)))


def rooms_beside(here: bytes, there: bytes, at: Box | None, of: Box | None) -> bytes:
    """Two copies, as `copy_of_room` gives them, with a part framed in each; JPEG."""
    from PIL import Image

    ours, theirs = _framed(here, at), _framed(there, of)
    height = max(ours.height, theirs.height)
    sheet = Image.new("RGB", (ours.width + _GAP + theirs.width, height), _LIGHT)
    sheet.paste(ours, (0, 0))
    sheet.paste(theirs, (ours.width + _GAP, 0))
    return _jpeg(sheet)


def _framed(data: bytes, box: Box | None) -> Shown:
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
        shown = opened.convert("RGB")
    if box is None:
        return shown
    (left, right), (top, bottom) = (
        [box[at] * shown.width for at in (0, 2)],
        [box[at] * shown.height for at in (1, 3)],
    )
    brush = ImageDraw.Draw(shown)
    for out, colour in ((_FRAME, _LIGHT), (0, _DARK)):
        brush.rectangle((left - out, top - out, right + out, bottom + out), outline=colour, width=_FRAME)
    return shown


def _jpeg(image: Shown) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
