"""What a plan stands on: cells of a study as anybody may see them, what is needed in each, who lives there, which can
be chosen, and how long the ways are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Refused, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PAIRS: Final = 60_000
"""Places by needs up to which the engine proves that no plan is better."""
FAIR: Final = 0.25
"""By how much a group's mean way may be longer than that of all."""
ABOUT: Final = 5
"""Steps in which a total is told where counts are hidden."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """Cells with what is needed in each, the people of each group there, and which of them can be chosen (`sites`).
    `basis`: whether the need is what is expected, or what was seen; `hours`: cells x sites; `elsewhere`: cells from
    which a table has ways, and that are none of these."""

    basis: str
    resolution: int
    names: list[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    need: NDArray[np.float64]
    unsure: NDArray[np.bool_]
    groups: dict[str, NDArray[np.float64]]
    sites: NDArray[np.int64]
    hours: NDArray[np.float64]
    elsewhere: int = 0

    @classmethod
    def of(cls, level: Json, groups: str, ways: str = "") -> Ground:
        """From a study's open level. Cells are taken together until there are few enough to prove a plan; with a table
        of `ways`, until they are as large as the cells in it."""
        import numpy as np

        from manumit.engine.places import hours_between, read_ways

        basis, need, unsure = _need(level)
        if not need.sum():
            raise Refused(
                "Nothing is expected anywhere: there is nothing to place by.", "Take a longer time."
            )
        names, people = list(level["cells"]), _people(level, groups)
        middles = np.array(level["lon"]), np.array(level["lat"])
        resolution = int(level["resolution"])
        table = read_ways(Path(ways)) if ways else None
        if table and table.resolution > resolution:
            raise UsageError(
                f"{table.path} has cells of resolution {table.resolution}; those of a plan have {resolution} at most.",
                "Work the ways out between the cells of the study's table for a partner.",
            )
        while True:
            if table and table.resolution == resolution:
                sites, hours = table.between(names)
                elsewhere = len(set(table.begins) - set(names))
                return cls(basis, resolution, names, *middles, need, unsure, people, sites, hours, elsewhere)
            if not table:
                sites = _sites(names, resolution, *middles, need)
                if len(names) * len(sites) <= MOST_PAIRS:
                    hours = hours_between(*middles, middles[0][sites], middles[1][sites])
                    return cls(basis, resolution, names, *middles, need, unsure, people, sites, hours)
            resolution -= 1
            names, middles, at = _together(names, resolution)
            need = _summed(at, need, len(names))
            unsure = _summed(at, unsure.astype(np.float64), len(names)) > 0
            people = {name: _summed(at, one, len(names)) for name, one in people.items()}

    def shape(self) -> Json:
        """As JSON."""
        return {
            "basis": self.basis,
            "resolution": self.resolution,
            "cells": self.names,
            "lon": [round(one, 5) for one in self.lon.tolist()],
            "lat": [round(one, 5) for one in self.lat.tolist()],
            "need": [round(one, 4) for one in self.need.tolist()],
            "unsure": self.unsure.tolist(),
            "sites": len(self.sites),
            "elsewhere": self.elsewhere,
            "people": {name: one.tolist() for name, one in self.groups.items()},
        }

    def plan(self, number: int, fair: bool, reach: float) -> Json:
        """So many, within `reach` hours; `refused` where no plan is fair."""
        from manumit.engine.places import allocate

        told: Json = {"number": number, "fair": fair}
        at = self.sites
        try:
            found = allocate(self.need, self.hours, number, reach, self.groups or None, FAIR if fair else 0.0)
        except Refused as error:
            return told | {"refused": error.told()}
        inside = found.hours <= reach
        return told | {
            "chosen": at[found.chosen].tolist(),
            "serves": at[found.serves].tolist(),
            "minutes": [round(60 * one, 2) for one in found.hours.tolist()],
            "mean": round(60 * found.mean_hours, 2),
            "within": found.within,
            "proven": bool(found.proven),
            "groups": [
                {
                    "name": name,
                    "mean": round(60 * found.by_group[name], 2),
                    "within": float(people[inside].sum() / people.sum()),
                    "beyond": float(people[~inside].sum()),
                }
                for name, people in self.groups.items()
            ],
        }


def _need(level: Json) -> tuple[str, NDArray[np.float64], NDArray[np.bool_]]:
    """(what it is, of each cell, where it is spread evenly). What is hidden is what the totals told leave."""
    import numpy as np

    from manumit.engine.places import suppressed

    seen = np.array(level["seen"], np.float64)
    hidden = suppressed(seen)
    if "expected" in level:
        basis, values, total = "expected", np.array(level["expected"], np.float64), round(level["in_all"])
    else:
        basis, values, total = "seen", seen, int(seen.sum()) // ABOUT * ABOUT
    left = max(0.0, total - float(values[~hidden].sum()))
    return basis, np.where(hidden, left / max(1, int(hidden.sum())), values), hidden


def _people(level: Json, path: str) -> dict[str, NDArray[np.float64]]:
    """Groups that live there at all."""
    import numpy as np

    from manumit.engine.places import Cells, read_groups

    if not path:
        return {}
    ids = np.array([int(one, 16) for one in level["cells"]], np.uint64)
    columns = (np.array(level[name], np.float64) for name in ("lon", "lat", "km2"))
    found = read_groups(Path(path), Cells(int(level["resolution"]), ids, *columns))
    return {name: people for name, people in found.items() if people.sum()}


def _sites(
    names: list[str],
    resolution: int,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    need: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Every cell; where those are too many, of each coarser cell the one nearest to the middle of its need."""
    import h3
    import numpy as np

    if len(names) ** 2 <= MOST_PAIRS:
        return np.arange(len(names))
    coarse = np.array([h3.cell_to_parent(one, resolution - 1) for one in names])
    chosen = []
    for one in np.unique(coarse):
        inside = np.flatnonzero(coarse == one)
        weight = need[inside] + 1e-9
        x, y = np.average(lon[inside], weights=weight), np.average(lat[inside], weights=weight)
        wide = np.cos(np.radians(y))
        chosen.append(int(inside[np.argmin(((lon[inside] - x) * wide) ** 2 + (lat[inside] - y) ** 2)]))
    return np.array(sorted(chosen), np.int64)


def _together(
    names: list[str], resolution: int
) -> tuple[list[str], tuple[NDArray[np.float64], NDArray[np.float64]], NDArray[np.int64]]:
    """Coarser cells, their middles, and where each cell went."""
    import h3
    import numpy as np

    parents, at = np.unique([h3.cell_to_parent(one, resolution) for one in names], return_inverse=True)
    middles = np.array([h3.cell_to_latlng(one) for one in parents.tolist()])
    return parents.tolist(), (middles[:, 1], middles[:, 0]), at


def _summed(at: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    import numpy as np

    return np.bincount(at, values, size).astype(np.float64)
