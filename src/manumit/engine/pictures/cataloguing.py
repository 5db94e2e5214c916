"""A catalogue of rooms out of a list and its pictures: hotel, chain, room, file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.pictures.described import Known, describe
from manumit.engine.pictures.embedding import RoomModel
from manumit.engine.pictures.folder import SetAside
from manumit.engine.pictures.hash_list import HandOver, HashList
from manumit.engine.pictures.rooms import Rooms, Step

COLUMNS = ("hotel", "chain", "room", "file")
Row = Mapping[str, str]


@dataclass
class Catalogue:
    """The rooms, what of the list could not be used, and what is on a list and was not looked at."""

    rooms: Rooms
    set_aside: list[SetAside] = field(default_factory=list)
    handed_over: list[HandOver] = field(default_factory=list)


def catalogue_rows(lines: Iterable[str], name: str) -> list[Row]:
    """The rows of a list in CSV, called `name` where it is refused. UsageError without the columns hotel and file."""
    rows = csv.DictReader(lines)
    if not {"hotel", "file"} <= set(rows.fieldnames or ()):
        raise UsageError(f"{name} has no columns hotel and file.", "The columns are hotel,chain,room,file.")
    return [{column: (row.get(column) or "").strip() for column in COLUMNS} for row in rows]


def catalogue(
    rows: Sequence[Row],
    read: Callable[[str], bytes],
    lists: Sequence[HashList],
    model: RoomModel | None,
    step: Step,
) -> Catalogue:
    """Describe the pictures, and measure how often a wrong hotel looks right among them. `read`: the bytes of a file of
    the list; OSError or UnreadableInput where it is not there."""
    made = Catalogue(Rooms(model=model.make if model else ""))
    for at, row in enumerate(rows):
        step("Describing rooms", at, len(rows))
        try:
            described = describe(read(row["file"]), row["file"], lists, model)
        except (UnreadableInput, Refused, OSError) as error:
            reason, hint = getattr(error, "sentence", str(error)), getattr(error, "hint", "")
            named = getattr(error, "about", ""), getattr(error, "numbers", {})
            made.set_aside.append(SetAside(row["file"], reason, hint, *named))
            continue
        if isinstance(described, HandOver):
            made.handed_over.append(described)
        else:
            made.rooms.add(Known(row["hotel"], row["chain"], row["room"], row["file"]), described)
    made.rooms.measure(step)
    return made
