"""Which hotel is it? Pictures of rooms that are known (hotel, chain, room, file) and a picture of an unknown one: parts
in common that no other hotel has, and the likeness that an operator's model sees, rank the hotels; parts that no other
chain has rank the chains. How often a wrong one is shown with as good evidence is measured on the catalogue itself: its
own pictures are asked for among the others. No room is the normal answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from manumit.engine.pictures.described import Described, Known
from manumit.engine.pictures.embedding import Vector
from manumit.engine.pictures.hamming import HashTable
from manumit.engine.pictures.hashes import Box
from manumit.engine.pictures.parts import Shared, overlapping, shared_parts
from manumit.engine.pictures.pdq import RADIUS
from manumit.engine.pictures.words import WordTable, words_of

LEAST_VOTES, MOST_LOOKED_AT = 6, 24
"""Places in common from which a picture is looked at, and how many are."""
SAMPLE = 200
"""Pictures of the catalogue that are asked for among the others."""
MOST_FALSE = 0.05
"""A hotel is shown when a picture of an unknown room brings a wrong one with such evidence no more often than that."""
MOST_SHOWN = 10
LEVELS = ("hotel", "chain")
Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Hotel:
    """A hotel that it may be: its picture that speaks most for it, and why. `expected_false`: share of pictures of
    unknown rooms that bring a wrong hotel with evidence as good, measured on this catalogue (never below 1 / (n + 1)).
    `here`, `there`: the part in common in the asked and in the known picture; `places` and `likeness` are of it, or of
    the model (0 places). `number`: of the known picture in the catalogue, from 0."""

    hotel: str
    chain: str
    room: str
    file: str
    score: float
    expected_false: float
    says: str
    here: Box | None
    there: Box | None
    places: int
    likeness: float
    number: int


@dataclass(frozen=True)
class Chain:
    """A chain, by its best picture, and how many of its hotels show a part in common."""

    chain: str
    hotels: int
    expected_false: float


@dataclass(frozen=True)
class Found:
    """`why_none` says why no hotel is named. `needs`: pictures that a catalogue needs before any can be, where this one
    was measured on fewer; else 0."""

    hotels: tuple[Hotel, ...]
    chains: tuple[Chain, ...]
    measured_on: int
    why_none: str
    needs: int


Parts = Mapping[int, Sequence[Shared]]
"""By the place of the known picture."""


@dataclass
class Rooms:
    """The catalogue. `strangers`: for each way (`part`, `model`) and level (`hotel`, `chain`), the best score that each
    sampled picture has among those of others. `model`: SHA-256 of the model that made the vectors."""

    known: list[Known] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    model: str = ""
    strangers: dict[str, list[float]] = field(default_factory=dict)
    _words: WordTable = field(default_factory=WordTable)
    _hashes: HashTable = field(default_factory=HashTable)
    _owners: list[int] = field(default_factory=list)

    def add(self, known: Known, described: Described) -> None:
        """Know one more."""
        at = len(self.known)
        self.known.append(known)
        self.described.append(described)
        self._words.add(words_of(described.room.descriptions), np.full(len(described.room.points), at))
        self._hashes.extend(described.hashes)
        self._owners += [at] * len(described.hashes)

    def measure(self, step: Step) -> None:
        """Ask for some of the catalogue's own pictures among those of other hotels, and of other chains."""
        chosen = np.unique(
            np.linspace(0, len(self.known) - 1, min(SAMPLE, len(self.known))).astype(int)
        ).tolist()
        self.strangers = {f"{way} {level}": [] for way in ("part", "model") for level in LEVELS}
        for done, at in enumerate(chosen):
            step("Asking among other hotels", done, len(chosen))
            mine, asked = self.known[at], self.described[at]
            parts, likes = dict(self._parts(asked, leave=mine.hotel)), self._likes(asked)
            for level in LEVELS:
                others = [place for place, one in enumerate(self.known) if _differ(mine, one, level)]
                best = max((self._best(place, parts, level) for place in others), default=0.0)
                self.strangers[f"part {level}"].append(best)
                if likes is not None:
                    like = max((float(likes[place]) for place in others), default=-1.0)
                    self.strangers[f"model {level}"].append(like)

    def without(self, numbers: Collection[int]) -> Rooms:
        """The catalogue without some of its pictures. What was measured stays: it was, when they were there."""
        left = Rooms(model=self.model, strangers=self.strangers)
        for at, (known, described) in enumerate(zip(self.known, self.described, strict=True)):
            if at not in numbers:
                left.add(known, described)
        return left

    def find(self, asked: Described, most_false: float = MOST_FALSE) -> Found:
        """The hotels with evidence, the surest first."""
        parts, likes = dict(self._parts(asked)), self._likes(asked)
        told: dict[str, Hotel] = {}
        for place, one in enumerate(self.known):
            hotel = self._told(place, parts, likes)
            if hotel is not None and _better(hotel, told.get(one.hotel)):
                told[one.hotel] = hotel
        ranked = sorted(told.values(), key=lambda one: (one.expected_false, -one.score, one.hotel))
        shown = tuple(one for one in ranked if one.expected_false <= most_false)[:MOST_SHOWN]
        return Found(
            shown,
            tuple(self._chains(parts, likes, most_false)),
            self._measured,
            "" if shown else self._why(most_false),
            0 if shown else self._needs(most_false),
        )

    @property
    def _measured(self) -> int:
        return len(self.strangers.get("part hotel", ()))

    def _needs(self, most_false: float) -> int:
        return round(1 / most_false) if 1 / (self._measured + 1) > most_false else 0

    def _why(self, most_false: float) -> str:
        if needs := self._needs(most_false):
            return (
                f"With {self._measured} pictures of rooms nobody can say how often a wrong hotel would be shown; the"
                f" catalogue needs {needs} or more."
            )
        return "No part of it is known from these hotels, or only such as many rooms have."

    def _false(self, way: str, level: str, score: float) -> float:
        others = self.strangers.get(f"{way} {level}", [])
        return (1 + sum(one >= score for one in others)) / (len(others) + 1)

    def _own(self, place: int, parts: Parts, level: str) -> list[Shared]:
        """The parts of a picture that none of another hotel, or of another chain, shows."""
        others = [
            each.here
            for other, shown in parts.items()
            if _differ(self.known[place], self.known[other], level)
            for each in shown
        ]
        return [
            one for one in parts.get(place, ()) if not any(overlapping(one.here, each) for each in others)
        ]

    def _best(self, place: int, parts: Parts, level: str) -> float:
        return max((one.strength for one in self._own(place, parts, level)), default=0.0)

    def _told(self, place: int, parts: Parts, likes: Vector | None) -> Hotel | None:
        one = self.known[place]
        ways: list[tuple[float, float, str, Shared | None]] = []
        for part in self._own(place, parts, "hotel"):
            ways.append((self._false("part", "hotel", part.strength), part.strength, part.says, part))
        if likes is not None:
            like = float(likes[place])
            says = f"The model of rooms of this installation sees a likeness of {like:.2f}."
            ways.append((self._false("model", "hotel", like), like, says, None))
        if not ways:
            return None
        rate, score, says, shared = min(ways, key=lambda way: (way[0], -way[1]))
        here, there = (shared.here, shared.there) if shared else (None, None)
        places, likeness = (shared.places, shared.likeness) if shared else (0, score)
        return Hotel(
            one.hotel, one.chain, one.room, one.file, round(score, 3), round(rate, 4), says, here, there,
            places, round(likeness, 4), place,
        )  # fmt: skip

    def _chains(self, parts: Parts, likes: Vector | None, most_false: float) -> Iterator[Chain]:
        told = []
        for chain in sorted({one.chain for one in self.known if one.chain}):
            mine = [place for place, one in enumerate(self.known) if one.chain == chain]
            with_part = [place for place in mine if self._own(place, parts, "chain")]
            rates = [1.0]
            if with_part:
                best = max(self._best(place, parts, "chain") for place in with_part)
                rates.append(self._false("part", "chain", best))
            if likes is not None:
                rates.append(self._false("model", "chain", max(float(likes[place]) for place in mine)))
            hotels = len({self.known[place].hotel for place in with_part})
            told.append(Chain(chain, hotels, round(min(rates), 4)))
        told.sort(key=lambda one: (one.expected_false, -one.hotels, one.chain))
        return (one for one in told[:5] if one.expected_false <= most_false)

    def _parts(self, asked: Described, leave: str | None = None) -> Iterator[tuple[int, list[Shared]]]:
        """Pictures with a part in common: those that share most places, or a hash of a part."""
        votes = (
            self._words.votes(words_of(asked.room.descriptions), len(self.known))
            if self.known
            else np.empty(0)
        )
        if asked.hashes:
            near, _, _ = self._hashes.within_any(asked.hashes, RADIUS)
            votes[[self._owners[one] for one in near.tolist()]] += 1000
        if leave is not None:
            votes[[place for place, one in enumerate(self.known) if one.hotel == leave]] = 0
        for place in np.argsort(-votes, kind="stable")[:MOST_LOOKED_AT].tolist():
            if votes[place] < LEAST_VOTES:
                return
            if shared := shared_parts(asked.room, self.described[place].room):
                yield place, shared

    def _likes(self, asked: Described) -> Vector | None:
        vectors = [one.vector for one in self.described]
        if asked.vector is None or not vectors or any(one is None for one in vectors):
            return None
        return np.asarray(np.stack([one for one in vectors if one is not None]) @ asked.vector, np.float32)


def _differ(one: Known, other: Known, level: str) -> bool:
    """Two hotels; two chains, as far as both are known to be of one."""
    if level == "hotel" or not (one.chain and other.chain):
        return one.hotel != other.hotel
    return one.chain != other.chain


def _better(one: Hotel, other: Hotel | None) -> bool:
    return other is None or (one.expected_false, -one.score) < (other.expected_false, -other.score)
