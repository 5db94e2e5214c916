"""Patterns among the events of a study: clusters, near repeats, changes, flows, routes. Runs in the process of a job,
without a database. From what was reported alone, but for flows and routes: where somebody looked, more is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.desk.acts.following import Recognised, left_out_of, routes_of
from manumit.doors.web.desk.acts.kept import Kept, Worlds, mark_of, mark_of_events
from manumit.doors.web.desk.acts.naming import naming, rename
from manumit.doors.web.desk.acts.surveying import OPEN, RESULT, events_asked, write_whole

if TYPE_CHECKING:
    from manumit.engine.places import Area, Events

BANDS: Final = 3
"""Bands of near repeats, in place and in time."""
SHOWN: Final = 8
MOST_PAIRED: Final = 20_000
"""Latest events among which near repeats are looked for."""
YEAR: Final = {"week": 52, "fortnight": 26, "month": 12, "quarter": 4}
RISE: Final = 1.5
FALSE_A_YEAR: Final = 0.1
"""An alarm without a change comes in at most so many years."""
LEAST_BASE: Final = 12
SIGNIFICANT: Final = 0.05
METRES: Final = 111_195.08
"""Of a degree of latitude."""
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def patterns_path(folder: Path, patterns: int) -> Path:
    """Where they lie, in the folder of their study."""
    return folder / "patterns" / f"{patterns}.json"


def kept_in(folder: Path, patterns: int) -> Path:
    """Where lies what is done of them as long as they are not whole."""
    return folder / "patterns" / f"{patterns}.kept"


def seek(
    asked: Mapping[str, Any], workspace: Path, tell: Tell, recognised: Recognised = MappingProxyType({})
) -> Json:
    """Write what was found; the job's result. What cannot be said of so few is said to be so, one by one. Killed, it
    goes on where it was. `recognised`: see following."""
    with naming(_files(asked)):
        return _seek(asked, workspace, tell, recognised)


def _files(asked: Mapping[str, Any]) -> tuple[Any, ...]:
    return asked["events"], asked["area"]


def _seek(asked: Mapping[str, Any], workspace: Path, tell: Tell, recognised: Recognised) -> Json:
    import numpy as np

    from manumit.engine.lookup import index_path
    from manumit.engine.places import CHANNELS, Area, located, spikes_by_kind

    folder = Path(asked["out"])
    try:
        made_at = json.loads((folder / RESULT).read_text("utf-8"))["made_at"]
    except FileNotFoundError as error:
        raise UsageError(
            "What came of the study is gone.", "Have it worked out again first.", about="study-gone"
        ) from error
    area, events = Area.read(Path(asked["area"])), events_asked(asked, workspace)
    events = events.where(events.channel == CHANNELS.index("reported"))
    reported = len(events)
    events = spikes_by_kind(events, np.ones(reported, bool), together=not asked["kind"])[0]
    apart = reported - len(events)
    resolution = min(int(asked["resolution"]), OPEN)
    events = events.where(located(events, area.cells(resolution)) >= 0)
    told: Json = {"study_made_at": made_at, "made_at": datetime.now(UTC).isoformat(timespec="seconds")}
    told |= {"events": len(events), "set_apart": apart, "period": asked["period"]}
    mark = [json.dumps(asked, sort_keys=True), made_at, mark_of_events(events), mark_of(asked["events"])]
    if not asked["events"] and (index := index_path(workspace)).exists():
        mark.append(f"{index.stat().st_mtime_ns} {sorted(recognised.items())}")
    kept = Kept.of(kept_in(folder, asked["patterns"]), *mark)

    def dealing(name: str) -> Callable[[int, int], None]:
        return lambda made, of: tell("patterns", list(steps).index(name) * of + made, len(steps) * of)

    steps: dict[str, Callable[[], Json]] = {
        "clusters": lambda: _clusters(
            events, area, resolution, asked["period"], kept.worlds("clusters"), dealing("clusters")
        ),
        "near": lambda: _near(events, asked["metres"], asked["days"], kept.worlds("near"), dealing("near")),
        "changes": lambda: _changes(events, asked["period"]),
        "flows": lambda: _flows(asked["events"]),
        "routes": lambda: routes_of(asked["events"], asked["metres"], workspace, recognised),
    }
    for done, (name, step) in enumerate(steps.items()):
        tell("patterns", done, len(steps))
        told[name] = kept.part(name, partial(_or_why_not, step, asked))
    told["towns"] = _towns(told)
    write_whole(patterns_path(folder, asked["patterns"]), told)
    kept.let_go()
    return {"patterns": asked["patterns"], "study": asked["study"], "events": len(events)}


def _towns(told: Json) -> dict[str, list[Any]]:
    """[town, kilometres, point of the compass] from the nearest town, by the cells that are told of."""
    import h3

    from manumit.engine.signals import towns_near

    cells = [row["cell"] for row in told["clusters"].get("rows", ())]
    cells += [row[end] for row in told["flows"].get("rows", ()) for end in ("origin", "destination")]
    cells += [cell for row in told["routes"].get("rows", ()) for cell in row["cells"]]
    known = list(dict.fromkeys(cells))
    near = towns_near([h3.cell_to_latlng(one) for one in known])
    return {cell: [one.town.name, round(one.km, 1), one.point] for cell, one in zip(known, near, strict=True)}


def _or_why_not(step: Callable[[], Json], asked: Mapping[str, Any]) -> Json:
    try:
        return step()
    except (Refused, UsageError) as error:
        return {"refused": rename(error, _files(asked)).told()}


def _expect_some(events: Events, least: int = 1) -> None:
    if len(events) < least:
        raise Refused(
            f"Too few events: {len(events)} that were reported.",
            "Take a longer time.",
            about="few-reported",
            numbers={"n": len(events)},
        )


def _dated(events: Events, days: float) -> Events:
    """Those whose day is known well enough for steps of so many days, each in the middle of its span: months without a
    day would else all be in their first week."""
    some = events.where(events.end - events.start <= days)
    return replace(some, start=(some.start + some.end) / 2)


def _clusters(
    events: Events, area: Area, resolution: int, period: str, kept: Worlds, step: Callable[[int, int], None]
) -> Json:
    """The prospective scan over cells: what is going on until the end."""
    import h3
    import numpy as np

    from manumit.engine.places import MOST_PLACES, PERIODS, hours_between, located, periods_back, scan

    _expect_some(events)
    some = _dated(events, PERIODS[period])
    some = some.where(some.precision <= h3.average_hexagon_edge_length(resolution, "m"))
    _expect_some(some)
    edges = periods_back(float(some.start.min()), float(some.start.max()), PERIODS[period])
    some = some.where(some.start >= edges[0])
    cells = area.cells(resolution)
    at, place = np.unique(located(some, cells), return_inverse=True)
    while len(at) > MOST_PLACES:
        resolution -= 1
        cells = area.cells(resolution)
        at, place = np.unique(located(some, cells), return_inverse=True)
    lon, lat = cells.lon[at], cells.lat[at]
    km = hours_between(lon, lat, lon, lat, kmh=1.0)
    when = np.minimum(np.searchsorted(edges, some.start, side="right") - 1, len(edges) - 2)
    found = scan(
        km, place.astype(np.int64), when.astype(np.int64), len(edges) - 1, shown=SHOWN, step=step, kept=kept
    )
    rows = [
        {
            "cell": cells.names[at[one.centre]],
            "lon": round(float(lon[one.centre]), 5),
            "lat": round(float(lat[one.centre]), 5),
            "cells": len(one.places),
            "km": round(one.radius, 2),
            "first": float(edges[one.first]),
            "cases": one.cases,
            "expected": round(one.expected, 2),
            "p": one.p,
            "gumbel": float(f"{one.gumbel_p:.3g}"),
            "recurrence": one.recurrence * PERIODS[period],
        }
        for one in found
    ]
    until = float(edges[-1])
    return {"rows": rows, "left_out": len(events) - len(some), "resolution": resolution, "until": until}


def _near(events: Events, metres: int, days: int, kept: Worlds, step: Callable[[int, int], None]) -> Json:
    """Pairs of events by how far apart they are."""
    import numpy as np

    from manumit.engine.places import near_repeats

    some = events.where((events.precision <= metres / 2) & (events.end - events.start <= days))
    some = some.where(np.argsort(np.argsort(-some.start, kind="stable")) < MOST_PAIRED)
    middle = float(np.cos(np.radians(some.lat.mean()))) if len(some) else 1.0
    x, y = some.lon * METRES * middle, some.lat * METRES
    found = near_repeats(
        x, y, some.start, metres, BANDS, days, BANDS, deals=199, euclidean=True, step=step, kept=kept
    )
    ratio = found.ratio
    return {
        "events": len(some),
        "left_out": len(events) - len(some),
        "observed": found.observed.tolist(),
        "expected": np.round(found.expected, 1).tolist(),
        "ratio": np.where(np.isnan(ratio), 0, np.round(ratio, 2)).tolist(),
        "p": np.round(found.p, 4).tolist(),
    }


def _changes(events: Events, period: str) -> Json:
    """Whether more happens than was usual in the first half."""
    import numpy as np

    from manumit.engine.places import PERIODS, alarms, periods_back, spans_years, yearly_waves

    some = _dated(events, PERIODS[period])
    _expect_some(some)
    edges = periods_back(float(some.start.min()), float(some.start.max()), PERIODS[period])
    counts = np.histogram(some.start, edges)[0].astype(np.float64)
    base = max(LEAST_BASE, len(counts) // 2)
    yearly = base < len(counts) and spans_years(edges, base)
    found = alarms(
        counts, base, RISE, FALSE_A_YEAR, YEAR[period], course=yearly_waves(edges) if yearly else None
    )
    return {
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "base": base,
        "mean": round(found.mean, 2),
        "yearly": yearly,
        "left_out": len(events) - len(some),
        "at": list(found.at),
    }


def _flows(path: str) -> Json:
    """Movements beyond what size and distance explain, where the table says where events came from."""
    import h3
    import numpy as np

    from manumit.engine.places import gravity, hours_between, read_movements

    found = read_movements(Path(path)) if path else None
    if found is None:
        return {"none": True}
    if len(found.cells) < 3:
        raise Refused(
            f"Too few places: {len(found.cells)}; a model needs 3.",
            "Take a wider area.",
            about="few-places",
            numbers={"n": len(found.cells), "least": 3},
        )
    middles = np.array([h3.cell_to_latlng(one) for one in found.cells])
    lat, lon = middles[:, 0], middles[:, 1]
    model = gravity(found.counts, hours_between(lon, lat, lon, lat, kmh=1.0))
    more = (model.q < SIGNIFICANT) & (found.counts > model.expected)  # nan on the diagonal is neither
    rows = [
        {
            "origin": found.cells[one],
            "destination": found.cells[other],
            "seen": int(found.counts[one, other]),
            "expected": round(float(model.expected[one, other]), 2),
            "q": float(f"{model.q[one, other]:.3g}"),
        }
        for one, other in zip(*(one.tolist() for one in np.nonzero(more)), strict=True)
    ]
    moved = int(found.counts.sum() - np.trace(found.counts))
    return {
        "rows": sorted(rows, key=lambda row: row["q"])[: 2 * SHOWN],
        "more": len(rows),
        "moved": moved,
        "places": len(found.cells),
        "resolution": found.resolution,
        "slope": round(model.slope, 2),
        "left_out": left_out_of(found.problems),
    }
