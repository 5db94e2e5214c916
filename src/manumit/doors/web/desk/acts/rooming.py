"""Looks for the hotel of a room: in the process of a job, without a database. What came of it is sealed with the use,
under its key: hotels, and the pictures that show why, without the people who were found in them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Refused, UnreadableInput, UsageError, settings_from
from manumit.base.vault import Item
from manumit.doors.web.desk.acts.portraits import Listed, Wall, bytes_of, refusal

if TYPE_CHECKING:
    from manumit.base.vault import Vault
    from manumit.engine.pictures import Described, HashList, RoomModel, Rooms

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]
FOUND: Final = "rooms"
"""What came of it, sealed as `<use>:rooms`: {told, hotels, chains}."""
HERE: Final = "here"


def there(number: int) -> str:
    """What the picture of a found hotel is sealed as, beside `HERE`."""
    return f"there-{number}"


def room_looked_for(
    asked: Mapping[str, Any], vault: Vault, wall: Wall, lists: Sequence[HashList], tell: Tell
) -> Json:
    """The job's result: how many hotels and chains, and on what that rests; or why the picture could not be used."""
    from manumit.engine.pictures import open_rooms

    person, (item,) = asked["person"], asked["probes"]
    if (done := found_in(vault, person)) is not None:  # a job that was killed after its last step
        return dict(done["told"])
    told: Json = {
        "use": asked["use"],
        "unread": [],
        "attack": [],
        "pair": None,
        "answer": None,
        "rooms": None,
    }
    tell("rooms", 0, 0)
    rooms = open_rooms(Path(asked["collection"]), lists, wall.note)
    model = _model(rooms.model)
    try:
        described = _described(vault, item, wall, lists, model, asked.get("part"))
    except Listed as error:
        if not vault.was_erased(item):
            vault.erase_record(item, "on a list")
        told["unread"].append({"n": 0, **refusal(error)})
        return told
    except (UnreadableInput, Refused) as error:
        told["unread"].append({"n": 0, **refusal(error)})
        return told
    return _answered(asked, vault, rooms, described, told)


def _described(
    vault: Vault,
    item: str,
    wall: Wall,
    lists: Sequence[HashList],
    model: RoomModel | None,
    part: Sequence[float] | None,
) -> Described:
    from manumit.engine.pictures import HandOver, describe, marked

    if vault.was_erased(item):  # it was on a list, and this job was killed after that
        raise Listed
    data = bytes_of(vault, item)
    wall.stop(data, item)
    found = describe(data, item, lists, model, marked(part) if part else None)
    if isinstance(found, HandOver):
        raise Listed
    return found


def _answered(asked: Mapping[str, Any], vault: Vault, rooms: Rooms, described: Described, told: Json) -> Json:
    from manumit.engine.pictures import copy_of_room

    found = rooms.find(described, asked["most_false"])
    hotels = []
    for at, one in enumerate(found.hotels):
        marks = dict(rooms.described[one.number].marks)
        hotels.append({**asdict(one), "marks": marks})
        if marks:  # else nobody can ask lists about it later
            _seal_copy(vault, asked["person"], there(at), copy_of_room(rooms.described[one.number].room))
    _seal_copy(vault, asked["person"], HERE, copy_of_room(described.room))
    told["rooms"] = {
        "hotels": len(found.hotels),
        "chains": len(found.chains),
        "pictures": len(rooms.known),
        "of": len({one.hotel for one in rooms.known}),
        "measured_on": found.measured_on,
        "needs": found.needs,
        "most_false": asked["most_false"],
        "part": asked.get("part"),
    }
    words = {"told": told, "hotels": hotels, "chains": [asdict(one) for one in found.chains]}
    data = json.dumps(words, ensure_ascii=False).encode()
    vault.seal(Item(asked["person"], f"{asked['person']}:{FOUND}", 1, data, FOUND))
    return told


def _seal_copy(vault: Vault, person: str, name: str, copy: bytes) -> None:
    record = f"{person}:{name}"
    try:
        version = (
            vault.read(record).version + 1
        )  # of a job that was killed here: the collection may be another by now
    except UsageError:
        version = 1
    vault.seal_file(Item(person, record, version, b"{}", "picture"), io.BytesIO(copy))


def found_in(vault: Vault, person: str) -> Json | None:
    """What came of a use; None as long as nothing did. Erased once it is over."""
    try:
        told: Json = json.loads(vault.read(f"{person}:{FOUND}").data)
    except UsageError:
        return None
    return told


def _model(make: str) -> RoomModel | None:
    """The one with which a collection was made. UsageError where another one is set, or none."""
    from manumit.engine.biometrics import ModelSettings
    from manumit.engine.pictures import RoomModel

    if not make:
        return None
    chosen = settings_from(ModelSettings)
    model = RoomModel(Path(chosen.room_model), chosen.model_keys) if chosen.room_model else None
    if model is None or model.make != make:
        raise UsageError(
            "This collection was made with a model of rooms that is not the one of this installation.",
            "Whoever looks after it sets MANUMIT_ROOM_MODEL, or has the collection made anew.",
            about="other-room-model",
        )
    return model
