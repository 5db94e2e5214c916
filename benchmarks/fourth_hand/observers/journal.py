"""The journal: every outlet's rows, which record came from whom, and which names have been written at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from benchmarks.fourth_hand.people import Maker, Person

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage

_PAIRS = {"lat": "lon", "price": "currency", "pay": "currency"}  # lost together


@dataclass(slots=True, eq=False)
class Outlet:
    """One file: its kind, columns, form (csv, jsonl, camt), clock (utc or local) and the cells it tends to lose."""

    kind: str
    path: str
    columns: tuple[str, ...]
    clock: str = "utc"
    gaps: Mapping[str, float] = field(default_factory=dict)
    prefix: str = ""
    names: str = "plain"  # how persons are written: plain, upper (FAMILY/GIVEN) or comma
    rows: list[tuple[str, ...]] = field(default_factory=list)
    last: int = 0

    @property
    def id_column(self) -> str:
        return self.columns[0]

    def time(self, at: float, offset: float) -> str:
        if self.clock == "utc":
            return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        zone = timezone(timedelta(hours=offset))
        seconds = "seconds" if self.clock == "local" else "minutes"
        return datetime.fromtimestamp(int(at), zone).isoformat(timespec=seconds)


class Journal:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance = stage, stage.chance
        self.outlets: list[Outlet] = []
        self.named: set[tuple[str, str]] = set()

    def outlet(
        self, kind: str, path: str, columns: str, clock: str = "utc", names: str = "plain", **gaps: float
    ) -> Outlet:
        prefix = path.rsplit("/", 1)[-1][:2].upper()
        made = Outlet(kind, path, tuple(columns.split()), clock, gaps, prefix, names)
        made.last = self.chance.randrange(10_000, 90_000)
        self.outlets.append(made)
        return made

    def write(self, outlet: Outlet, cells: dict[str, str], by: Maker | None, at: float) -> str:
        """Put a row down, lose what this outlet loses, and remember whose doing it was; the new id."""
        outlet.last += 1 + int(self.chance.random() * 3)
        made = f"{outlet.prefix}{outlet.last:07d}"
        cells[outlet.id_column] = made
        for column, p in outlet.gaps.items():
            if self.chance.random() < p:
                cells[column] = cells[_PAIRS.get(column, column)] = ""
        outlet.rows.append(tuple(cells.get(column, "") for column in outlet.columns))
        if by is not None:
            by.records.append((outlet.kind, made))
            by.times.append(at)
        return made

    def person(self, who: Person, outlet: Outlet, born: bool) -> str:
        """That person's name as this outlet writes it, now and then misspelled."""
        given, family = who.given, who.family
        if self.chance.random() < 0.025:
            family = self._slip(family)
        if outlet.names != "plain":
            given, family = (_plain(part) for part in (given, family))
        if outlet.names == "upper":
            name = f"{family}/{given}".upper()
        elif outlet.names == "comma":
            name = f"{family}, {given}"
        else:
            name = f"{given} {family}"
        who.written[f"{name}|{who.born if born else ''}"] += 1
        return name

    def _slip(self, word: str) -> str:
        at = self.chance.randrange(1, len(word)) if len(word) > 2 else 1
        return self.chance.pick(
            [word[: at - 1] + word[at:], word[:at] + word[at - 1 :], word.replace("z", "s")]
        )


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
