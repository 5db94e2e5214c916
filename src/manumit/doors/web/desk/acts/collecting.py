"""A collection of rooms is made of what was handed in: in the process of a job, without a database. What was handed in
is destroyed when it is made, and when it cannot be made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Erased, ManumitError, Refused, UnreadableInput, UsageError, settings_from
from manumit.doors.web.desk.acts.portraits import Listed, Wall, bytes_of
from manumit.doors.web.desk.uploads import safe_name

if TYPE_CHECKING:
    from manumit.base.vault import Vault
    from manumit.engine.pictures import Catalogue, HashList, RoomModel

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def room_collected(
    asked: Mapping[str, Any], vault: Vault, wall: Wall, lists: Sequence[HashList], tell: Tell
) -> Json:
    """The job's result: how many pictures of how many hotels, and what was refused with the reason."""
    from manumit.engine.pictures import keep_rooms, rooms_card

    place = Path(asked["collection"])
    told: Json = {"use": None, "collection": place.stem, "refused": []}
    try:
        listed = bytes_of(vault, asked["listed"])
    except (Erased, UsageError) as error:
        if not place.exists():
            raise Refused(
                "What was handed in for this collection is destroyed.",
                "Make it anew, on the page of collections.",
            ) from error
        card = rooms_card(place)  # a job that was killed after its last step
        return told | {"pictures": card.pictures, "hotels": card.hotels}
    try:
        made = _made(listed, asked["pictures"], vault, wall, lists, tell)
        if place.exists():
            raise UsageError(
                "There is a collection of this name by now.", "Make it anew, under another name."
            )
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_rooms(made.rooms, place, lists)
    except ManumitError:
        _destroy(vault, asked["person"], "no collection came of it")
        raise
    _destroy(vault, asked["person"], "the collection is made")
    told["refused"] = [
        {"name": one.path, "why": f"{one.reason} {one.hint}", "about": one.about, "numbers": one.numbers}
        for one in made.set_aside
    ]
    told["pictures"] = len(made.rooms.known)
    told["hotels"] = len({one.hotel for one in made.rooms.known})
    return told


def _made(
    listed: bytes,
    items: Mapping[str, str],
    vault: Vault,
    wall: Wall,
    lists: Sequence[HashList],
    tell: Tell,
) -> Catalogue:
    from manumit.engine.pictures import catalogue, catalogue_rows

    try:
        text = listed.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput("The list is no text in UTF-8.", "Save it as CSV in UTF-8.") from error
    rows = catalogue_rows(io.StringIO(text, newline=""), "The list")
    _refuse_namesakes({row["file"] for row in rows})

    def read(file: str) -> bytes:
        item = items.get(safe_name(file))
        if item is None:
            raise UnreadableInput(
                "No picture of this name was handed in.", "Hand it in with the list.", about="not-handed-in"
            )
        data = bytes_of(vault, item)
        try:
            wall.stop(data, item)
        except Listed:
            vault.erase_record(item, "on a list")
            raise
        return data

    made = catalogue(rows, read, lists, _model(), lambda _stage, done, total: tell("rooms", done, total))
    if not made.rooms.known:
        first = made.set_aside[0] if made.set_aside else None
        raise UnreadableInput(
            "No picture of the list could be used.",
            f"{first.reason} {first.hint}" if first else "It has no rows.",
        )
    return made


def _refuse_namesakes(files: Iterable[str]) -> None:
    """Pictures come without their folders: two that are called the same could be each other's."""
    first: dict[str, str] = {}
    for file in sorted(files):
        other = first.setdefault(safe_name(file), file)
        if other != file:
            raise UnreadableInput(
                f"The list names two pictures that are called the same: {other} and {file}.",
                "Pictures are handed in without their folders. Give each a name of its own.",
            )


def _destroy(vault: Vault, person: str, why: str) -> None:
    with suppress(UsageError):  # done before
        vault.erase(person, why)


def _model() -> RoomModel | None:
    """The one of this installation, if it has one."""
    from manumit.engine.biometrics import ModelSettings
    from manumit.engine.pictures import RoomModel

    chosen = settings_from(ModelSettings)
    return RoomModel(Path(chosen.room_model), chosen.model_keys) if chosen.room_model else None
