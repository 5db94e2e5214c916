"""A picture of a room as it is kept: what it is compared by, without the people in it, and by what lists know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.decode import LEAST_SIDE, Picture
from manumit.engine.pictures.embedding import RoomModel, Vector
from manumit.engine.pictures.hash_list import HandOver, HashList, admit, marks_of
from manumit.engine.pictures.hashes import Box, part_of
from manumit.engine.pictures.masking import people_in
from manumit.engine.pictures.parts import Room, room_of
from manumit.engine.pictures.regions import regions_of


@dataclass(frozen=True)
class Known:
    """One picture of the catalogue."""

    hotel: str
    chain: str
    room: str
    file: str


@dataclass(frozen=True)
class Described:
    """A picture as rooms are compared: places, hashes of four-cornered parts, the model's vector if there is one.
    `marks`: by what lists of pictures that must not be looked at know it (`names_any`); none where nobody kept them."""

    room: Room
    hashes: tuple[bytes, ...]
    vector: Vector | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


def describe(
    data: bytes,
    path: str = "",
    lists: Sequence[HashList] = (),
    model: RoomModel | None = None,
    part: Box | None = None,
) -> Described | HandOver:
    """A picture's room, or the `part` of it that somebody marked, without the people that are found in the picture; or
    the record that it is on a list and was not looked at. Raises UnreadableInput, or Refused where people fill the
    picture and a model is asked."""
    admitted = admit(data, path, lists)
    if isinstance(admitted, HandOver):
        return admitted
    picture, hashes = admitted
    return replace(described(picture, model, part), marks=marks_of(data, hashes))


def described(picture: Picture, model: RoomModel | None = None, part: Box | None = None) -> Described:
    """The same of a picture that is on no list."""
    people = people_in(picture.rgb)
    if part is not None:
        people, picture = part_of(people, part), replace(picture, rgb=part_of(picture.rgb, part))
        if min(people.shape) < LEAST_SIDE:
            height, width = people.shape
            raise UnreadableInput(
                f"The part that was marked is {width} x {height} pixels: too few to know a room by.",
                "Mark a larger one.",
                about="few-pixels",
                numbers={"width": width, "height": height},
            )
    vector = model.describe(picture, people).vector if model is not None else None
    hashes = tuple(one.seen.hashes.whole.forms[0] for one in regions_of(picture, people))
    return Described(room_of(picture, people), hashes, vector)
