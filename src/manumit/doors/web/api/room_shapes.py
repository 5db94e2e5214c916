"""What routes about rooms take and hand out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from manumit.doors.web.api.identify_shapes import Days, SearchRow, UseIn


class CollectionOut(Schema):
    """Rooms that are known. `measured_on`: pictures by which it is known how often a wrong hotel looks as good;
    `why`: why it cannot be read (then it has no numbers)."""

    name: str
    made_at: datetime
    pictures: int | None
    hotels: int | None
    chains: int | None
    measured_on: int | None
    why: str


class RecordPictureIn(Schema):
    """A picture that a record names: number `number` (from 0)."""

    record_id: str = Field(max_length=80)
    number: int = Field(0, ge=0, le=999)


class RoomIn(UseIn):
    """Which room to look for: `picture` in base64, or one `taken` from a record. `one_in`: a hotel is named where of so
    many pictures of unknown rooms at most one brings a wrong hotel with evidence as good. `part`: left, top, right,
    bottom (shares from 0 to 1) of what is compared alone, such as a headboard."""

    collection: str = Field(max_length=80)
    part: list[float] = Field(default_factory=list, max_length=4)
    picture: str = ""
    taken: RecordPictureIn | None = None
    one_in: Literal[100, 20, 5] = 20
    keep_days: Days = 90
    entity_id: str = Field("", max_length=80)


class HotelOut(Schema):
    """A hotel to ask at. `expected_false`: share of pictures of unknown rooms that bring a wrong hotel with evidence as
    good; `picture`: its number for `rooms/N/pictures/M`, null where it may not be shown."""

    hotel: str
    chain: str
    room: str
    says: str
    expected_false: float
    picture: int | None


class ChainOut(Schema):
    """A chain, and how many of its hotels show a part in common."""

    chain: str
    hotels: int
    expected_false: float


class RoomOut(SearchRow):
    """A room that was asked for and the answer, as far as it is. No hotel is the usual answer; `needs`: pictures that
    the collection needs before any is named, where it has fewer. `refused_about`: the name of each reason; `part`: what
    was compared alone (as in `RoomIn`), null for all of it. `expected_false` was measured on whole pictures."""

    collection: str
    part: list[float] | None
    refused: list[str]
    refused_about: list[str]
    measured_on: int | None
    needs: int
    hotels: list[HotelOut]
    chains: list[ChainOut]
