"""Files with several prints, as ten-print cards are, taken apart at the Desk: each finger is a picture by itself; and
what a detector says of each. In the process of a job, without a database."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.base.vault import Item, Vault
from manumit.doors.web.desk.acts.portraits import Wall, plain, refusal

if TYPE_CHECKING:
    from manumit.engine.biometrics import Modality, Template

MOST: Final = 20
"""Prints of a card: ten rolled, ten plain. So many pictures a file may have anywhere; here as many minutiae."""


def fingers_of(
    way: Modality, path: Path, note: Callable[[int, UnreadableInput], None] = lambda finger, why: None
) -> list[tuple[int, bytes]]:
    """(finger, bytes) of each print of a file, as `prints unpack` takes it apart; nothing for what is no such file.
    `note` hears of a finger that cannot be read, and why. UnreadableInput where none can, or they are more than one
    person's."""
    from manumit.engine.biometrics import is_print_file, unpacked

    with path.open("rb") as source:
        if way.name != "fingerprint" or not is_print_file(source.read(32)):
            return []

    try:
        fingers = [(finger, data) for finger, _end, data in islice(unpacked(path, note), MOST + 1)]
    except UnreadableInput as error:
        said = plain(error.sentence, path)
        raise type(error)(said, error.hint, about=error.about, numbers=error.numbers) from error
    if len(fingers) > MOST:
        raise UnreadableInput(
            f"It holds more than {MOST} prints: more than the card of one person.",
            "Hand in the best of them.",
            about="crowded-card",
            numbers={"most": MOST},
        )
    return fingers


def judged(way: Modality, path: Path, which: int | str) -> list[dict[str, Any]]:
    """What a detector of presentation attacks says of a picture, of a card of each print; nothing where none is
    installed. `n`: `which` picture; `unjudged`: why it said nothing (`refusal`)."""
    return [
        {"n": which, "finger": one.finger}
        | (asdict(one.judged) if one.judged else {})
        | ({"unjudged": refusal(one.why, path)} if one.why else {})
        for one in way.attack(path)
    ]


class Apart:
    """The cards of one search. `also`: what each further picture of it shows, those that came out of cards last;
    `left_out`: of each print that could not be used, why (`refusal`); `fingers`: by the number of a picture of the
    search, which finger it shows."""

    def __init__(self, vault: Vault, asked: Mapping[str, Any], wall: Wall) -> None:
        self._vault, self._wall, self._pair = vault, wall, asked["pair"]
        self._next = len(asked["probes"]) + len(asked["also"])
        self.also = [name for name, _item in asked["also"]]
        self.left_out: list[dict[str, Any]] = []
        self.fingers: dict[str, int] = {}

    def templates(self, way: Modality, path: Path, item: str) -> list[Template]:
        """Of a picture, or of each print of a card, the best first. UnreadableInput where none can be used, and for a
        card on one side of a pair, of which two people are to see one finger."""
        fingers = [] if self._pair else fingers_of(way, path)
        if not fingers:
            return [way.read(path)]
        for _finger, data in fingers:
            self._wall.stop(data, item)
        read, refused = way.samples(path)
        self.left_out += [refusal(one, path) for one in refused]
        person, _, number = item.rpartition(":")
        self.fingers[number] = fingers[0][0]  # the card itself is shown as its first print
        for finger, data in fingers[1:]:
            self.fingers[str(self._next)] = finger
            self._keep(person, data, way.name)
        return read

    def _keep(self, person: str, data: bytes, modality: str) -> None:
        """Sealed under the key of the use, as what was handed in is; again, if this job was killed and begins anew."""
        record, version = f"{person}:{self._next}", 1
        with suppress(UsageError):
            version = self._vault.read(record).version + 1
        self._vault.seal_file(Item(person, record, version, b"{}", "picture"), io.BytesIO(data))
        self.also.append(modality)
        self._next += 1
