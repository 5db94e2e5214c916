"""Places for a few teams, worked out from a study: the plan that was asked for, and what one fewer or more would do.
Runs in the process of a job, without a database.

It rests on what anybody may be shown of the study (resolution 8, small counts hidden): what lies in hidden cells counts
as if it lay evenly in all of them. So a plan tells nobody a small count, whoever looks at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import MissingPart, Refused, UsageError
from manumit.doors.web.desk.acts.surveying import RESULT, write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PAIRS: Final = 60_000
"""Places by needs up to which the engine proves that no plan is better."""
FAIR: Final = 0.25
"""By how much a group's mean way may be longer than that of all."""
BESIDE: Final = (-1, 0, 1, 2)
"""How many more or fewer are worked out, too."""
ABOUT: Final = 5
"""Steps in which a total is told where counts are hidden."""
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def plan_path(folder: Path, placing: int) -> Path:
    """Where a plan lies, in the folder of its study."""
    return folder / "placings" / f"{placing}.json"


def site(asked: Mapping[str, Any], tell: Tell) -> Json:
    """Write the plan; the job's result. Refused where nothing is to be expected anywhere."""
    try:
        return _site(asked, tell)
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.",
            "Whoever looks after this installation adds manumit[places].",
        ) from error


def _site(asked: Mapping[str, Any], tell: Tell) -> Json:
    tell("sites", 0, 0)
    folder = Path(asked["out"])
    try:
        result = json.loads((folder / RESULT).read_text("utf-8"))
    except FileNotFoundError as error:
        raise UsageError("What came of the study is gone.", "Have it worked out again first.") from error
    ground = Ground.of(result["levels"][-1], asked["groups"])
    if asked["number"] > len(ground.sites):
        raise UsageError(
            f"There are {len(ground.sites)} places to choose from, fewer than {asked['number']}.",
            "Ask for fewer, or work the study out with smaller cells.",
        )
    wanted = [
        (asked["number"] + more, fair)
        for more in BESIDE
        for fair in ((False, True) if ground.groups else (False,))
        if 1 <= asked["number"] + more <= len(ground.sites)
    ]
    plans = []
    for done, (number, fair) in enumerate(wanted):
        tell("sites", done, len(wanted))
        plans.append(ground.plan(number, fair, asked["reach"] / 60))
    told = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "study_made_at": result["made_at"],
        **ground.shape(),
        "plans": plans,
    }
    write_whole(plan_path(folder, asked["placing"]), told)
    return {"placing": asked["placing"], "study": asked["study"], "cells": len(ground.need)}


@dataclass(frozen=True)
class Ground:
    """Cells with what is needed in each, the people of each group there, and which of them can be chosen (`sites`).
    `basis`: whether the need is what is expected, or what was seen."""

    basis: str
    resolution: int
    names: list[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    need: NDArray[np.float64]
    unsure: NDArray[np.bool_]
    groups: dict[str, NDArray[np.float64]]
    sites: NDArray[np.int64]

    @classmethod
    def of(cls, level: Json, groups: str) -> Ground:
        """From a study's open level. Cells are taken together until there are few enough to prove a plan."""
        import numpy as np

        basis, need, unsure = _need(level)
        if not need.sum():
            raise Refused(
                "Nothing is expected anywhere: there is nothing to place by.", "Take a longer time."
            )
        names, people = list(level["cells"]), _people(level, groups)
        ways = np.array(level["lon"]), np.array(level["lat"])
        resolution = int(level["resolution"])
        while True:
            sites = _sites(names, resolution, *ways, need)
            if len(names) * len(sites) <= MOST_PAIRS:
                return cls(basis, resolution, names, *ways, need, unsure, people, sites)
            resolution -= 1
            names, ways, at = _together(names, resolution)
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
            "people": {name: one.tolist() for name, one in self.groups.items()},
        }

    def plan(self, number: int, fair: bool, reach: float) -> Json:
        """So many, within `reach` hours; `refused` where no plan is fair."""
        from manumit.engine.places import allocate, hours_between

        told: Json = {"number": number, "fair": fair}
        at = self.sites
        hours = hours_between(self.lon, self.lat, self.lon[at], self.lat[at])
        try:
            found = allocate(self.need, hours, number, reach, self.groups or None, FAIR if fair else 0.0)
        except Refused as error:
            return told | {"refused": error.shape()}
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
