"""A picture of a room as it is kept: what it is compared by, without the people in it, and by what lists know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from manumit.engine.pictures.decode import Picture
from manumit.engine.pictures.embedding import RoomModel, Vector
from manumit.engine.pictures.hash_list import HandOver, HashList, admit, marks_of
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
    data: bytes, path: str = "", lists: Sequence[HashList] = (), model: RoomModel | None = None
) -> Described | HandOver:
    """A picture's room, without the people that are found in it, or the record that it is on a list and was not looked
    at. Raises UnreadableInput, or Refused where people fill the picture and a model is asked."""
    admitted = admit(data, path, lists)
    if isinstance(admitted, HandOver):
        return admitted
    picture, hashes = admitted
    return replace(described(picture, model), marks=marks_of(data, hashes))


def described(picture: Picture, model: RoomModel | None = None) -> Described:
    """The same of a picture that is on no list."""
    people = people_in(picture.rgb)
    vector = model.describe(picture, people).vector if model is not None else None
    hashes = tuple(one.seen.hashes.whole.forms[0] for one in regions_of(picture, people))
    return Described(room_of(picture, people), hashes, vector)
