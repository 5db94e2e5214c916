"""What is on a list of pictures that must not be looked at becomes no template: lists are asked before anything else is
done with a picture, and again of what was taken in before a list came.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.attack import Verdict
from manumit.engine.biometrics.images import LARGEST_FILE, Pixels, read_picture
from manumit.engine.biometrics.modalities import Modality, Samples
from manumit.engine.biometrics.model import Template
from manumit.engine.pictures import HandOver, HashList, Picture, admit, near_a_list

_SIDE = 1024
"""Pixels of what is hashed, as in `engine.pictures`."""
_PLAIN = (
    "It was not read further, shown or kept. A named person preserves and reports it as the law asks; nobody else opens"
    " it."
)


class ListedPicture(UnreadableInput):
    """A picture is on such a list; `record` says where it lies and what it matched."""

    def __init__(self, record: HandOver) -> None:
        super().__init__(
            f"{record.path}: this picture is on a list of what must not be looked at.", _PLAIN, about="listed"
        )
        self.record = record


def listed(data: bytes, path: str, lists: Sequence[HashList]) -> HandOver | None:
    """The record that a picture is on a list, asked before anything else is done with it; `path` says where it lies.
    What only people's pictures may be (TIFF, PPM) is asked for here, too; what nobody can read, by its bytes alone."""
    if not lists:
        return None
    try:
        told = admit(data, path, lists)
        return told if isinstance(told, HandOver) else None
    except UnreadableInput:
        pass
    try:
        pixels = read_picture(Path(path), data)
    except UnreadableInput:  # whoever reads it says why
        return None
    return near_a_list(data, _smaller(pixels), path, lists)


def _smaller(pixels: Pixels) -> Picture:
    from PIL import Image

    shown = Image.fromarray(pixels)
    shown.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    return Picture(np.asarray(shown), pixels.shape[1], pixels.shape[0])


def guarded(
    way: Modality, lists: Sequence[HashList], note: Callable[[HandOver], None] = lambda record: None
) -> Modality:
    """A modality that asks the lists first; `note` writes a hit down before it is refused (ListedPicture)."""
    if not lists:
        return way

    def wall(path: Path) -> None:
        if path.stat().st_size > LARGEST_FILE:  # refused unread, whatever it is
            return
        if record := listed(path.read_bytes(), str(path), lists):
            note(record)
            raise ListedPicture(record)

    def read(path: Path) -> Template:
        wall(path)
        return way.read(path)

    def every(path: Path) -> Samples:
        wall(path)
        return way.samples(path)

    def attack(path: Path) -> tuple[Verdict, ...]:
        try:
            wall(path)
        except ListedPicture as error:
            return (Verdict(why=error),)
        return way.attack(path)

    return replace(way, read=read, every=every, wall=wall, attack=attack)
