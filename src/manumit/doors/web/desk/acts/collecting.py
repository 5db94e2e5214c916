"""A collection of rooms is made of what was handed in: in the process of a job, without a database. What was handed in
is destroyed when it is made."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Erased, UnreadableInput, UsageError, settings_from
from manumit.doors.web.desk.acts.portraits import Wall, bytes_of

if TYPE_CHECKING:
    from manumit.base.vault import Vault
    from manumit.engine.pictures import HashList, RoomModel

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def room_collected(
    asked: Mapping[str, Any], vault: Vault, wall: Wall, lists: Sequence[HashList], tell: Tell
) -> Json:
    """The job's result: how many pictures of how many hotels, and what was refused with the reason."""
    from manumit.engine.pictures import catalogue, catalogue_rows, rooms_card, save_rooms

    place = Path(asked["collection"])
    told: Json = {"use": None, "collection": place.stem, "refused": []}
    try:
        text = bytes_of(vault, asked["listed"]).decode("utf-8-sig")
    except (Erased, UsageError):  # a job that was killed after its last step
        card = rooms_card(place)
        return told | {"pictures": card.pictures, "hotels": card.hotels}
    except UnicodeDecodeError as error:
        raise UnreadableInput("The list is no text in UTF-8.", "Save it as CSV in UTF-8.") from error
    rows = catalogue_rows(io.StringIO(text, newline=""), "The list")
    items: Mapping[str, str] = asked["pictures"]

    def read(file: str) -> bytes:
        name = file.replace("\\", "/").rpartition("/")[2]
        if name not in items:
            raise UnreadableInput("No picture of this name was handed in.", "Hand it in with the list.")
        data = bytes_of(vault, items[name])
        wall.stop(data, items[name])
        return data

    made = catalogue(rows, read, lists, _model(), lambda _stage, done, total: tell("rooms", done, total))
    if not made.rooms.known:
        first = made.set_aside[0] if made.set_aside else None
        raise UnreadableInput(
            "No picture of the list could be used.",
            f"{first.reason} {first.hint}" if first else "It has no rows.",
        )
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_rooms(made.rooms, place)
    with suppress(UsageError):
        vault.erase(asked["person"], "the collection is made")
    told["refused"] = [{"name": one.path, "why": f"{one.reason} {one.hint}"} for one in made.set_aside]
    told["pictures"] = len(made.rooms.known)
    told["hotels"] = len({one.hotel for one in made.rooms.known})
    return told


def _model() -> RoomModel | None:
    """The one of this installation, if it has one."""
    from manumit.engine.biometrics import ModelSettings
    from manumit.engine.pictures import RoomModel

    chosen = settings_from(ModelSettings)
    return RoomModel(Path(chosen.room_model), chosen.model_keys) if chosen.room_model else None
