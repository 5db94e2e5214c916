"""What narrows records: kinds, a window of time, a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.rows import micros, sound

SECONDS = 0.05
"""Time for looking through records that are asked for by kind or place alone."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Numbers of records, kinds and places; None where nothing is asked. Records are numbered in order of time."""

    low: int | None = None
    high: int | None = None
    """Half-open."""
    kinds: tuple[int, ...] | None = None
    places: tuple[int, ...] | None = None

    @classmethod
    def of(
        cls,
        index: Index,
        kinds: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
    ) -> Narrow:
        """With a window, records that nobody dated are left out."""
        low = high = None
        if since is not None or until is not None:
            low = _first(index, None if since is None else micros(since))
            high = None if until is None else _first(index, micros(until))
        numbers = tuple(index.numbers[kind] for kind in kinds if kind in index.numbers)
        return cls(low, high, numbers if kinds else None, _places(index, place) if place.strip() else None)

    @property
    def nothing(self) -> bool:
        """Whether no record can answer."""
        window = self.low is not None and self.high is not None and self.low >= self.high
        return window or self.kinds == () or self.places == ()

    @property
    def ends(self) -> bool:
        """Whether newer records are left out."""
        return self.high is not None

    def where(self, record: str) -> str:
        """As SQL, of a record by its name in the statement; begins with AND."""
        parts = [f"{record}.record >= {self.low}"] if self.low is not None else []
        parts += [f"{record}.record < {self.high}"] if self.high is not None else []
        for column, numbers in (("kind", self.kinds), ("place", self.places)):
            if numbers is not None:
                parts.append(f"{record}.{column} IN ({', '.join(map(str, numbers))})")
        return "".join(f" AND {part}" for part in parts)

    def some_record(self, text: str) -> str:
        """As SQL: a text that some record says; begins with AND."""
        where = self.where("r")
        return f"AND EXISTS (SELECT 1 FROM record r WHERE r.text = {text}{where})" if where else ""

    def newest(self, index: Index, most: int) -> tuple[list[int], bool]:
        """The newest that answer, and whether the search came to its end."""
        sql = f"SELECT record FROM record r WHERE true {self.where('r')} ORDER BY record DESC LIMIT ?"
        found, complete = index.within(sql, [most], SECONDS)
        return [row[0] for row in found], complete

    def records_of_text(self, index: Index, text: int, most: int) -> list[int]:
        """Those with this text, the newest first."""
        sql = f"SELECT record FROM record r WHERE r.text = ? {self.where('r')} ORDER BY record DESC LIMIT ?"
        return [row[0] for row in index.rows(sql, [text, most])]

    def records_of_entity(self, index: Index, entity: int, most: int) -> list[int]:
        """Those that speak of an entity, the newest first."""
        sql = f"""SELECT DISTINCT u.record FROM entity_record u JOIN record r ON r.record = u.record
        WHERE u.entity = ? {self.where("r")} ORDER BY u.record DESC LIMIT ?"""
        return [row[0] for row in index.rows(sql, [entity, most])]


def _first(index: Index, at: int | None) -> int:
    """The first record not before a time (None: the first that is dated), or the number after the last."""
    ((last,),) = index.rows("SELECT coalesce(max(record), 0) FROM record")
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        ((there,),) = index.rows("SELECT at FROM record WHERE record = ?", [middle])
        if there is None or (at is not None and there < at):
            low = middle + 1
        else:
            high = middle
    return low


def _places(index: Index, place: str) -> tuple[int, ...]:
    forms = forms_of(sound(place.strip()[:200]))
    sql = "SELECT place FROM place WHERE instr(folded, ?1) OR instr(folded, ?2)"
    return tuple(row[0] for row in index.rows(sql, [forms.folded, forms.latin or forms.folded]))
