"""A level of a study of places as fine as the reader may see it, small counts hidden from all but investigators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from manumit.doors.web.desk.sights.place_words import noted, worded

Json = dict[str, Any]
SIGNIFICANT: Final = 0.05


@dataclass(frozen=True)
class Sheet:
    """A level of a study as somebody may see it. `hidden`: cells whose numbers are not told; `whole`: nothing is held
    back, periods are there."""

    level: Json
    hidden: Sequence[bool]
    whole: bool

    @classmethod
    def of(cls, result: Json, whole: bool) -> Sheet:
        """All of it, or nothing finer than resolution 8 and no count from 1 to 4."""
        if whole:
            return cls(result["levels"][0], [False] * len(result["levels"][0]["cells"]), True)
        import numpy as np

        from manumit.engine.places import suppressed

        level = result["levels"][-1]
        return cls(level, suppressed(np.array(level["seen"])).tolist(), False)

    def __len__(self) -> int:
        return len(self.level["cells"])

    @property
    def forecast(self) -> bool:
        """Whether there is one."""
        return "expected" in self.level

    @property
    def refused(self) -> Mapping[str, Any] | None:
        """Why there is none."""
        return worded(self.level.get("refused"))

    @property
    def notes(self) -> list[str]:
        """What was set apart: with numbers and points, or without. A study of before says nothing to others."""
        told = self.level["notes"]
        if told and isinstance(told[0], str) and not self.whole:
            told = self.level.get("open_notes", [])
        return [noted(one, self.whole) for one in told]

    def shown(self, name: str) -> list[Any]:
        """A column; None where it is hidden. What is expected of a cell would tell what was seen there."""
        column = self.level.get(name) or [None] * len(self)
        return [None if gone else value for gone, value in zip(self.hidden, column, strict=True)]

    def visits(self) -> list[str]:
        """Of each cell: "forecast" or "chance" where one is to go, else empty. That the forecast chose a hidden cell is
        not told: it would say that much was seen there."""
        column = self.level.get("visit") or [""] * len(self)
        return [
            "" if gone and why == "forecast" else why for gone, why in zip(self.hidden, column, strict=True)
        ]

    def chances(self) -> list[Any]:
        """Of a visit, by which finds can be weighed. It says where the forecast points, and so what is hidden."""
        column = self.level.get("chance") if self.whole else None
        return list(column or [None] * len(self))

    def q(self) -> list[Any]:
        """From it the sum of a cell and those beside it could be told, and so what is hidden."""
        return list(self.level["q"]) if self.whole else [None] * len(self)

    def stands(self) -> list[str]:
        """Of each cell: a key of STANDS."""
        return [_stands(name) for name in self.classes()]

    def classes(self) -> list[str]:
        """Of each cell: a key of CLASS."""
        rows = zip(self.level["class"], self.level["z"], self.level["q"], strict=True)
        return [
            ("hot" if z > 0 else "cold") if name == "none" and q < SIGNIFICANT else name
            for name, z, q in rows
        ]

    def rows(self) -> list[Json]:
        """One a cell, what most is expected of (or was seen in) first; hidden ones last."""
        columns = {
            "cell": self.level["cells"],
            "lon": self.level["lon"],
            "lat": self.level["lat"],
            "hidden": self.hidden,
            "thin": self.level["thin"],
            "class": self.classes(),
            "stands": self.stands(),
            "visit": self.visits(),
            "q": self.q(),
            "chance": self.chances(),
        } | {name: self.shown(name) for name in ("seen", "expected", "low", "high")}
        found = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        key = "expected" if self.forecast else "seen"
        return sorted(found, key=lambda row: (row["hidden"], -(row[key] or 0), row["cell"]))


def _stands(name: str) -> str:
    if "cold" in name:
        return "cold"
    other = {"hot": "whole", "historical hot spot": "was", "none": "none"}
    return other.get(name, "hot")
