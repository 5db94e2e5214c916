"""What a page shows of the months that a help line told: as the line told them, apart from the study's events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.sights.months import Point, Series, how, month, refusal, rows_of
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
BY: Final[dict[str, Word]] = {
    "severity": gettext_lazy("By severity"),
    "language": gettext_lazy("By language"),
    "channel": gettext_lazy("By channel"),
}
"""Tables of a help line."""


@dataclass(frozen=True)
class LineTable:
    """A table of a help line: of all, and of each category. `refused`: why there is none, or none ahead."""

    title: str
    every: tuple[Series, ...]
    refused: Mapping[str, Any] | None
    method: list[str]

    @property
    def rows(self) -> list[tuple[date, list[Point]]]:
        """Month by month, all and each category."""
        return rows_of(self.every)

    @property
    def held(self) -> int:
        """Counts that the line held back."""
        return sum(one.hidden for series in self.every for one in series.points)


def line_tables(result: Json) -> list[LineTable]:
    """What a help line told, as it told it: what it held back stays held back, with the bounds that follow."""
    return [_line_table(one) for one in result.get("line") or ()]


def _line_table(told: Json) -> LineTable:
    title = str(BY[told["by"]])
    if "categories" not in told:
        return LineTable(title, (), refusal(told), [])
    paths: list[tuple[str, ...]] = [(), *((one,) for one in told["categories"])]
    bounds = [told["total"], *told["bounds"]]
    every = tuple(_line_series(told, at, paths[at], bounds[at]) for at in range(len(paths)))
    return LineTable(title, every, refusal(told), how(told) if "way" in told else [])


def _line_series(told: Json, at: int, path: tuple[str, ...], bounds: list[list[int]]) -> Series:
    first = told["first"]
    rose = {when for series, when in told.get("alarms") or () if series == at}
    past = [
        Point(
            month(first + n),
            float(low) if low == high else None,
            bounds=(low, high),
            rose=first + n in rose and low == high,
        )
        for n, (low, high) in enumerate(bounds)
    ]
    rows = (
        zip(*(told[name][at] for name in ("expected", "low", "high")), strict=True) if "way" in told else ()
    )
    ahead = [
        Point(month(first + len(past) + n), None, expected, low, high, ahead=True)
        for n, (expected, low, high) in enumerate(rows)
    ]
    return Series(at, path, (*past, *ahead))
