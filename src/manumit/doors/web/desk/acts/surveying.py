"""Works out a study of places: hot and cold cells, what to expect, and the checks that a briefing has to pass. Runs in
the process of a job, without a database.

Finer studies are worked out at resolution 8, too: that is what pages show outside the investigator's role, and sums of
intervals are no intervals.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.desk.acts import monthly, surroundings
from manumit.doors.web.desk.acts.naming import naming
from manumit.doors.web.desk.acts.outcomes import write_table
from manumit.doors.web.desk.acts.taught import Taught

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Area, Cells, Columns, Events, Forecast, Spikes

OPEN: Final = 8
"""The finest resolution outside the investigator's role (design, section on places)."""
MOST_CELLS: Final = 120_000
"""Of a map in a browser. The command line takes more."""
LEAST_FOR_VISITS: Final = 40
"""Cells from which two visits are a twentieth: one by the forecast, one by chance."""
LEAST_AROUND: Final = 5
"""Events in a cell and those beside it below which the evidence is called thin."""
LONGEST_MONTH: Final = 31
"""Days."""
RESULT: Final = "result.json"
FILES: Final = ("events", "area", "groups", "covariates", "regions", "line")
"""What may be handed in for a study: fields of its form."""
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def survey(asked: Mapping[str, Any], workspace: Path, tell: Tell) -> Json:
    """Write RESULT into the folder `asked["out"]`; the job's result. Errors name files as the person named them."""
    with naming(asked.get(name) or "" for name in FILES):
        return _survey(asked, workspace, tell)


def _survey(asked: Mapping[str, Any], workspace: Path, tell: Tell) -> Json:
    from manumit.engine.places import Area, erasures

    tell("places", 0, 0)
    known = erasures(workspace)
    area = Area.read(Path(asked["area"]))
    every = events_asked({**asked, "kind": ""}, workspace)
    events = every.of_kind(asked["kind"]) if asked["kind"] else every
    origin, finds = _origin(events, asked), 0
    steps = [asked["resolution"]] + ([OPEN] if asked["resolution"] > OPEN else [])
    levels: list[Json] = []
    sealed, checked = None, None
    for resolution in steps:
        cells = _cells(area, resolution)
        taught = Taught.of(every, asked, cells, origin)
        level, found = _level(events, taught, cells, asked, surroundings.joined(asked, cells), tell)
        levels.append(level)
        if resolution == steps[0]:
            finds = taught.finds
        if resolution == steps[0] and found:
            before = taught.reported(origin) if finds else found.before
            sealed = write_table(Path(asked["out"]), found, asked, level, before)
        if found or checked is None:
            checked = cells, found, taught  # the coarsest cells of which something is forecast
    assert checked
    tell("checks", 0, 0)
    groups, drift = _groups(asked["groups"], *checked[:2]), _drift(checked[1], asked, checked[2])
    tell("forecast", 0, 0)
    told = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "erasures": known,
        "events": len(events),
        "first": float(events.start.min()),
        "last": float(events.start.max()),
        "left_out": {reason: one.count for reason, one in events.problems.items()},
        "left_out_rows": {reason: one.rows for reason, one in events.problems.items()},
        "notes": [{"about": "mended", "numbers": {"n": len(area.notes)}}] if area.notes else [],
        "channels": _channels(events.where(area.holds(events.lon, events.lat))),
        "discovered": asked.get("discovered", ""),
        "finds": finds,
        "levels": levels,
        "months": monthly.months(asked, workspace),
        "columns": monthly.names_for(asked),
        "line": monthly.of_line(asked),
        "groups": groups,
        "drift": drift,
    }
    write_whole(Path(asked["out"]) / RESULT, told)
    known_cells = len(levels[0]["cells"])
    return {"study": asked["study"], "events": len(events), "cells": known_cells, "sealed": sealed}


def events_asked(asked: Mapping[str, Any], workspace: Path) -> Events:
    """The events of a study: of its table, or of the workspace's records."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.places import events_of, read_events

    events = read_events(Path(asked["events"])) if asked["events"] else events_of(Workspace.open(workspace))
    return events.of_kind(asked["kind"]) if asked["kind"] else events


def _channels(events: Events) -> list[Json]:
    """How each event became known; `exposure`: how much was looked for those of `stated` events that say so."""
    import numpy as np

    from manumit.engine.places import CHANNELS

    told = []
    for at, name in enumerate(CHANNELS):
        mine = events.channel == at
        row: Json = {"name": name, "events": int(mine.sum()), "stated": 0, "exposure": None}
        if events.exposure is not None and mine.any():
            known = mine & np.isfinite(events.exposure)
            if known.any():
                row |= {
                    "stated": int(known.sum()),
                    "exposure": round(float(events.exposure[known].sum()), 2),
                }
        told.append(row)
    return told


def _cells(area: Area, resolution: int) -> Cells:
    import h3

    expected = area.km2 / h3.average_hexagon_area(resolution, "km^2")
    if expected > MOST_CELLS:
        raise UsageError(
            f"The area has about {expected:,.0f} cells at resolution {resolution}; a map here takes {MOST_CELLS:,}.",
            "Choose larger cells or a smaller area; `manumit hotspots` and `manumit forecast` take more.",
            about="many-cells",
            numbers={"n": round(expected), "resolution": resolution, "most": MOST_CELLS},
        )
    return area.cells(resolution)


def _level(
    events: Events,
    taught: Taught,
    cells: Cells,
    asked: Mapping[str, Any],
    about: Columns | None,
    tell: Tell,
) -> tuple[Json, Forecast | None]:
    import numpy as np

    from manumit.engine.places import find_hotspots, without_spikes

    tell("places", 0, 0)
    hot = find_hotspots(events, cells, asked["period"])
    tell("forecast", 0, 0)
    spikes, origin = taught.points, _origin(events, asked)
    events = without_spikes(events, spikes)
    notes: list[Json] = [one._asdict() for one in hot.notes]
    notes += _points_apart(spikes, notes)
    found, refused = _forecast(taught, origin, asked, about)
    around = hot.counts + np.where(cells.beside >= 0, hot.counts[cells.beside], 0).sum(axis=1)
    row, column = np.nonzero(hot.cube.counts)
    later = _unknown(events, origin) if found else []
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
        "notes": [*notes, *later],
        "refused": refused,
        "about": surroundings.told(asked, about, found),
    }
    if found:
        level |= _visits(events, found, asked, origin)
        level |= {
            "expected": _short(found.expected, 4),
            "low": found.low.tolist(),
            "high": found.high.tolist(),
            "in_all": round(found.volume.expected, 2),
            "origin": origin,
        }
    return level, found


def _short(values: NDArray[np.float64], digits: int) -> list[float]:
    import numpy as np

    rounded: list[float] = np.round(values, digits).tolist()
    return rounded


def _origin(events: Events, asked: Mapping[str, Any]) -> float:
    """Where the forecast begins, in days since 1970: as asked, else the day after the last event, or after the span of
    one whose day is not known."""
    import numpy as np

    if asked.get("origin"):
        return monthly.day_of(asked.get("origin"))
    spans = events.where(events.end - events.start <= LONGEST_MONTH)
    until = float(np.ceil(spans.end.max())) if len(spans) else 0.0
    return max(float(np.floor(events.start.max())) + 1, until)


def _points_apart(spikes: Spikes, told: list[Json]) -> list[Json]:
    """That points are set apart which the forecast does not learn from, and of which the map has not told yet."""
    known = {one["numbers"].get("at") for one in told}
    points = [(f"{lat:g}, {lon:g}", n) for every in spikes.values() for lon, lat, n in every]
    return [{"about": "one-point", "numbers": {"n": n, "at": at}} for at, n in points if at not in known]


def _unknown(events: Events, origin: float) -> list[Json]:
    """Days of which nothing is known, before a forecast that begins later than the last event."""
    gap = origin - _origin(events, {})
    if gap < 1:
        return []
    return [{"about": "gap", "numbers": {"n": round(gap)}}]


def _visits(events: Events, found: Forecast, asked: Mapping[str, Any], origin: float) -> Json:
    """Where to go: the forecast's choice, and a quota dealt by chance among the other cells. The same study, the same
    deal."""
    from manumit.engine.places import History, days_unseen, read_groups, visits

    size = len(found.cells)
    if size < LEAST_FOR_VISITS:
        return {}
    groups = read_groups(Path(asked["groups"]), found.cells) if asked["groups"] else {}
    unseen = days_unseen(History.of(events.where(events.start < origin), found.cells), origin)
    try:
        told = visits(found.expected, unseen, seed=int(asked["study"]), groups=groups)
    except Refused as error:
        return {"no_visits": error.told()}
    named = dict.fromkeys(told.chosen.tolist(), "forecast") | dict.fromkeys(told.explored.tolist(), "chance")
    return {
        "visit": [named.get(at, "") for at in range(size)],
        "chance": [float(f"{one:.4g}") for one in told.chance.tolist()],
        "seed": told.seed,
    }


def _forecast(
    taught: Taught, origin: float, asked: Mapping[str, Any], about: Columns | None
) -> tuple[Forecast | None, Json | None]:
    """From what was reported, and from finds where they count, beside events of other kinds; or why there is none."""
    from manumit.engine.places import look_ahead

    if taught.refused:
        return None, taught.refused
    try:
        more = None if about is None else about.values
        return look_ahead(taught.history(), origin, asked["horizon"], more), None
    except Refused as error:
        return None, error.told()


def _groups(path: str, cells: Cells, found: Forecast | None) -> list[Json]:
    """What share of each group lives where the forecast points; `behind`: less than four fifths of the most."""
    from manumit.engine.places import VISITED, by_group, gate, read_groups, top_cells

    if not path or found is None:
        return []
    rows = by_group(found.expected, read_groups(Path(path), cells), top_cells(found.expected, VISITED))
    most = max(rows, key=lambda row: row.flagged)
    return [asdict(row) | {"behind": bool(gate([most, row]))} for row in rows]


def _drift(found: Forecast | None, asked: Mapping[str, Any], taught: Taught) -> Json | None:
    """Two years of going where it points, on this map, and looking as long as was looked: what that adds to the
    distance from the truth, where finds count as they do here."""
    from manumit.engine.places import VISITED, simulate

    if found is None or not found.volume.expected:
        return None
    week, hours = found.volume.expected / asked["horizon"] * 7, taught.hours()
    drift = simulate(found.share, week, VISITED, learner=asked.get("discovered") or "corrected", hours=hours)
    naive = simulate(found.share, week, VISITED, learner="naive", hours=hours)
    return {"harm": drift.harm, "runs_away": drift.runs_away, "naive": naive.harm}


def write_whole(path: Path, told: Json) -> None:
    """JSON that is whole or not there, for its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(told, out)
    os.replace(partial, path)
