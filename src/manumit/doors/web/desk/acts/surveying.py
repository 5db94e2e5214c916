"""Works out a study of places: hot and cold cells, what to expect, and the checks that a briefing has to pass. Runs in
the process of a job, without a database.

Finer studies are worked out at resolution 8, too: that is what pages show outside the investigator's role, and sums of
intervals are no intervals.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import ManumitError, MissingPart, Refused, UnreadableInput, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Area, Cells, Events, Forecast

OPEN: Final = 8
"""The finest resolution outside the investigator's role (design, section on places)."""
MOST_CELLS: Final = 30_000
"""Of a map in a browser. The command line takes a hundred times as many."""
LEAST_AROUND: Final = 5
"""Events in a cell and those beside it below which the evidence is called thin."""
POINTED_AT: Final = 0.05
"""Share of the area that is taken as pointed at, and as visited a week."""
RESULT: Final = "result.json"
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def survey(asked: Mapping[str, Any], workspace: Path, tell: Tell) -> Json:
    """Write RESULT into the folder `asked["out"]`; the job's result. Errors name files as the person named them."""
    try:
        return _survey(asked, workspace, tell)
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.",
            "Whoever looks after this installation adds manumit[places].",
        ) from error
    except ManumitError as error:
        known = [str(asked[name]) for name in ("events", "area", "groups") if asked[name]]
        for path in known:
            error.sentence = error.sentence.replace(path, Path(path).name)
        raise


def _survey(asked: Mapping[str, Any], workspace: Path, tell: Tell) -> Json:
    from manumit.engine.places import Area, erasures

    tell("places", 0, 0)
    known = erasures(workspace)
    area = Area.read(Path(asked["area"]))
    events = _events(asked, workspace)
    steps = [asked["resolution"]] + ([OPEN] if asked["resolution"] > OPEN else [])
    levels, groups = [], []
    for resolution in steps:
        cells = _cells(area, resolution)
        level, found = _level(events, cells, asked, tell)
        levels.append(level)
        if resolution == steps[-1]:
            tell("checks", 0, 0)
            groups = _groups(asked["groups"], cells, found)
            drift = _drift(found, asked["horizon"])
    told = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "erasures": known,
        "events": len(events),
        "first": float(events.start.min()),
        "last": float(events.start.max()),
        "left_out": {reason: one.count for reason, one in events.problems.items()},
        "notes": list(area.notes),
        "levels": levels,
        "groups": groups,
        "drift": drift,
    }
    _write(Path(asked["out"]), told)
    return {"study": asked["study"], "events": len(events), "cells": len(levels[0]["cells"])}


def _events(asked: Mapping[str, Any], workspace: Path) -> Events:
    from manumit.engine.evidence import Workspace
    from manumit.engine.places import events_of, read_events

    events = read_events(Path(asked["events"])) if asked["events"] else events_of(Workspace.open(workspace))
    return events.of_kind(asked["kind"]) if asked["kind"] else events


def _cells(area: Area, resolution: int) -> Cells:
    import h3

    expected = area.km2 / h3.average_hexagon_area(resolution, "km^2")
    if expected > MOST_CELLS:
        raise UsageError(
            f"The area has about {expected:,.0f} cells at resolution {resolution}; a map here takes {MOST_CELLS:,}.",
            "Choose larger cells or a smaller area; `manumit hotspots` and `manumit forecast` take more.",
        )
    return area.cells(resolution)


def _level(
    events: Events, cells: Cells, asked: Mapping[str, Any], tell: Tell
) -> tuple[Json, Forecast | None]:
    import numpy as np

    from manumit.engine.places import find_hotspots

    tell("places", 0, 0)
    hot = find_hotspots(events, cells, asked["period"])
    tell("forecast", 0, 0)
    found, refused = _forecast(events, cells, asked["horizon"])
    around = hot.counts + np.where(cells.beside >= 0, hot.counts[cells.beside], 0).sum(axis=1)
    row, column = np.nonzero(hot.cube.counts)
    level: Json = {
        "resolution": cells.resolution,
        "cells": cells.names,
        "lon": _short(cells.lon, 5),
        "lat": _short(cells.lat, 5),
        "km2": _short(cells.km2, 4),
        "seen": _short(hot.counts, 2),
        "z": _short(hot.whole.z, 2),
        "q": [float(f"{one:.3g}") for one in hot.whole.q.tolist()],
        "class": hot.classes.tolist(),
        "thin": (around < LEAST_AROUND).tolist(),
        "edges": hot.cube.edges.tolist(),
        "periods": [row.tolist(), column.tolist(), _short(hot.cube.counts[row, column], 2)],
        "notes": list(hot.notes),
        "refused": refused,
    }
    if found:
        level |= {
            "expected": _short(found.expected, 4),
            "low": found.low.tolist(),
            "high": found.high.tolist(),
            "in_all": round(found.volume.expected, 2),
            "origin": _origin(events),
        }
    return level, found


def _short(values: NDArray[np.float64], digits: int) -> list[float]:
    import numpy as np

    rounded: list[float] = np.round(values, digits).tolist()
    return rounded


def _origin(events: Events) -> float:
    """The day after the last event: a forecast begins there."""
    import numpy as np

    return float(np.floor(events.start.max())) + 1


def _forecast(events: Events, cells: Cells, horizon: int) -> tuple[Forecast | None, Json | None]:
    """From what was reported alone; or why there is none."""
    from manumit.engine.places import CHANNELS, History, look_ahead

    reported = events.where(events.channel == CHANNELS.index("reported"))
    try:
        if not len(reported):
            raise Refused(
                "All events were discovered or inferred, none reported.",
                "A forecast of them would say where was looked, not where it happens.",
            )
        return look_ahead(History.of(reported, cells), _origin(events), horizon), None
    except Refused as error:
        return None, error.shape()


def _groups(path: str, cells: Cells, found: Forecast | None) -> list[Json]:
    """What share of each group lives where the forecast points; `behind`: less than four fifths of the most."""
    from manumit.engine.places import by_group, gate, top_cells

    if not path or found is None:
        return []
    rows = by_group(found.expected, _people(Path(path), cells), top_cells(found.expected, POINTED_AT))
    most = max(rows, key=lambda row: row.flagged)
    return [asdict(row) | {"behind": bool(gate([most, row]))} for row in rows]


def _people(path: Path, cells: Cells) -> dict[str, NDArray[np.float64]]:
    """Numbers of people a cell, of a table with lon, lat and a column a group."""
    import h3.api.numpy_int as h3
    import numpy as np

    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [one for one in (rows[0] if rows else {}) if one and one.lower() not in ("lon", "lat")]
    try:
        numbers = np.array([[float(row[name]) for name in names] for row in rows])
        where = [h3.latlng_to_cell(float(row["lat"]), float(row["lon"]), cells.resolution) for row in rows]
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableInput(
            f"{path} is no table of people: {error}",
            "It needs lon, lat (WGS 84 degrees) and a number a group.",
        ) from error
    if not names or not rows or not np.isfinite(numbers).all() or (numbers < 0).any():
        raise UnreadableInput(
            f"{path} is no table of people: it has no group, or a number below 0.",
            "It needs lon, lat (WGS 84 degrees) and a number a group.",
        )
    at = cells.index(np.array(where, np.uint64))
    inside = at >= 0
    return {
        name: np.bincount(at[inside], numbers[inside, column], len(cells)).astype(np.float64)
        for column, name in enumerate(names)
    }


def _drift(found: Forecast | None, horizon: int) -> Json | None:
    """Two years of going where it points, on this map: what that adds to the distance from the truth."""
    from manumit.engine.places import simulate

    if found is None or not found.volume.expected:
        return None
    week = found.volume.expected / horizon * 7
    drift = simulate(found.share, week, POINTED_AT)
    naive = simulate(found.share, week, POINTED_AT, learner="naive")
    return {"harm": drift.harm, "runs_away": drift.runs_away, "naive": naive.harm}


def _write(folder: Path, told: Json) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder / f"{RESULT}.partial"
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(told, out)
    os.replace(partial, folder / RESULT)
