"""Do you know this room? Hashes of four-cornered parts (a framed picture, a headboard, a rug) are given to another
agency, which looks for them among its own: no picture goes, no name, no case. A row is one picture's parts; who stands
behind it stays here. A hash is no picture, but whoever has a picture can tell whether its part is in the file.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.hamming import BYTES, HashTable
from manumit.engine.pictures.pdq import RADIUS
from manumit.engine.pictures.rooms import MOST_FALSE, MOST_SHOWN, SAMPLE, Rooms

FORMAT: Final = "manumit regions 1"
MOST_ROWS: Final = 200_000
MOST_PARTS: Final = 24
"""Of a row: twice what is found in a picture."""
Parts = tuple[bytes, ...]
"""Hashes of 32 bytes (PDQ) of one picture's parts."""


@dataclass(frozen=True)
class KnownRoom:
    """A room of ours that may be a row of theirs: a place to ask. `parts` that no other hotel of ours shows lie within
    `bits` at most of theirs. `expected_false`: share of pictures of rooms that we do not know which bring a wrong hotel
    with as good evidence, measured on our catalogue (never below 1 / (n + 1))."""

    row: int
    hotel: str
    chain: str
    room: str
    file: str
    parts: int
    bits: int
    expected_false: float


@dataclass(frozen=True)
class Answered:
    """`rows` that were asked for; `measured_on`: pictures of ours that were asked for among other hotels."""

    known: tuple[KnownRoom, ...]
    rows: int
    measured_on: int
    why_none: str


def region_rows(every: Iterable[tuple[str, Parts]]) -> tuple[list[Parts], list[str]]:
    """(rows to be given, whose each is): of pictures with their parts those that have any, in an order drawn anew, the
    parts in the order of their bits, so that neither says anything."""
    rows = [(tuple(sorted(set(parts))), whose) for whose, parts in every if parts]
    secrets.SystemRandom().shuffle(rows)
    return [parts for parts, _ in rows], [whose for _, whose in rows]


def region_lines(rows: Sequence[Parts]) -> Iterator[str]:
    """The file that is given: hashes, and nothing else."""
    yield json.dumps({"format": FORMAT, "rows": len(rows)})
    for row, parts in enumerate(rows):
        yield json.dumps({"row": row, "parts": [one.hex() for one in parts]})


def read_regions(path: Path) -> list[Parts]:
    """The rows of another's file, in order. UnreadableInput for what is no such file, or holds more than that."""
    rows: list[Parts] = []
    try:
        with path.open(encoding="utf-8") as lines:
            head = json.loads(next(lines, ""))
            if (
                head != {"format": FORMAT, "rows": head.get("rows")}
                or type(head["rows"]) is not int  # 1e400 and Infinity are numbers, too
                or not 0 <= head["rows"] <= MOST_ROWS
            ):
                raise ValueError("another format")
            for line in lines:
                rows.append(_row(json.loads(line), len(rows)))
                if len(rows) > head["rows"]:
                    raise ValueError("more rows than it says")
        if len(rows) != head["rows"]:
            raise ValueError("it is cut off")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableInput(
            f"{path.name} is no file of hashes of rooms: line {len(rows) + 1} ({error}).",
            "Ask for what `manumit rooms regions` wrote, unchanged.",
        ) from error
    return rows


def _row(told: object, number: int) -> Parts:
    if not isinstance(told, dict) or set(told) != {"row", "parts"} or told["row"] != number:
        raise ValueError("no row of hashes")
    parts = tuple(bytes.fromhex(one) for one in told["parts"])
    if not 1 <= len(parts) <= MOST_PARTS or any(len(one) != BYTES for one in parts):
        raise ValueError("no hashes of 256 bits")
    return parts


def ask_regions(rooms: Rooms, rows: Sequence[Parts], most_false: float = MOST_FALSE) -> Answered:
    """Which of our rooms may be theirs, the surest first. Nothing is the usual answer."""
    shelf = _Shelf(rooms)
    strangers = shelf.strangers()
    known: list[KnownRoom] = []
    for number, parts in enumerate(rows):
        for place, bits in shelf.near(parts).items():
            strength = _strength(bits)
            false = (1 + sum(one >= strength for one in strangers)) / (len(strangers) + 1)
            if false <= most_false:
                one = rooms.known[place]
                known.append(
                    KnownRoom(
                        number,
                        one.hotel,
                        one.chain,
                        one.room,
                        one.file,
                        len(bits),
                        max(bits),
                        round(false, 4),
                    )
                )
    known.sort(key=lambda one: (one.row, one.expected_false, -one.parts, one.bits, one.hotel))
    shown, each = list[KnownRoom](), Counter[int]()
    for room in known:
        each[room.row] += 1
        if each[room.row] <= MOST_SHOWN:
            shown.append(room)
    return Answered(
        tuple(shown), len(rows), len(strangers), "" if shown else _why(len(strangers), most_false)
    )


class _Shelf:
    """The parts of our rooms, and which pictures they are of."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms, self._table = rooms, HashTable()
        self._owners: list[int] = []
        for at, one in enumerate(rooms.described):
            self._table.extend(one.hashes)
            self._owners += [at] * len(one.hashes)

    def near(self, parts: Sequence[bytes], leave: str | None = None) -> dict[int, list[int]]:
        """Of each hotel the picture that speaks most for it: bits of each part that no other hotel shows. `leave`: a
        hotel that is not asked."""
        found: dict[int, list[int]] = defaultdict(list)
        for part in parts:
            places, apart = self._table.within(part, RADIUS) if len(self._table) else ((), ())
            nearest: dict[int, int] = {}
            for place, bits in zip(places, apart, strict=True):
                owner = self._owners[int(place)]
                if self._rooms.known[owner].hotel != leave:
                    nearest[owner] = min(int(bits), nearest.get(owner, RADIUS))
            if len({self._rooms.known[owner].hotel for owner in nearest}) == 1:
                for owner, bits in nearest.items():
                    found[owner].append(bits)
        best: dict[str, int] = {}
        for owner, each in found.items():
            hotel = self._rooms.known[owner].hotel
            if hotel not in best or _strength(each) > _strength(found[best[hotel]]):
                best[hotel] = owner
        return {owner: found[owner] for owner in best.values()}

    def strangers(self) -> list[int]:
        """The best evidence that some of our pictures have among the other hotels."""
        every = len(self._rooms.known)
        step = max(1, every // SAMPLE)
        return [
            max(
                (_strength(bits) for bits in self.near(one.hashes, self._rooms.known[at].hotel).values()),
                default=0,
            )
            for at, one in list(enumerate(self._rooms.described))[::step][:SAMPLE]
        ]


def _strength(bits: Sequence[int]) -> int:
    """More parts, and nearer ones, say more."""
    return sum(RADIUS + 1 - one for one in bits)


def _why(measured: int, most_false: float) -> str:
    if 1 / (measured + 1) > most_false:
        return (
            f"With {measured} pictures of rooms nobody can say how often a wrong hotel would be shown; the catalogue"
            f" needs {round(1 / most_false)} or more."
        )
    return "No part of these rows is known from our rooms, or only such as several hotels have: the usual answer."
