"""Months of a study by region, and months that a help line told: looked ahead, and small counts held back. Runs in the
process of a job, without a database.

The two are kept apart: what a help line told is never counted among the events, and says nothing of places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts.naming import rename

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Events, Outlook, Tree

Json = dict[str, Any]
USUAL: Final = 3
"""Months that a help line's are looked ahead where nobody says."""


def regions_of(asked: Mapping[str, Any]) -> Path | None:
    """Polygons that tell the regions: those that were handed in, else, for records, the area's own."""
    path = asked.get("regions") or ("" if asked["events"] else asked["area"])
    return Path(path) if path else None


def names_for(asked: Mapping[str, Any]) -> list[tuple[str, int]]:
    """By what months can be told, and how many regions there are of each; the widest first."""
    from manumit.engine.places import names_of_events, names_of_regions

    if regions := regions_of(asked):
        try:
            return names_of_regions(regions)
        except ManumitError:
            return []  # the area need be no collection of regions
    return names_of_events(Path(asked["events"]))


def months(asked: Mapping[str, Any], workspace: Path) -> Json | None:
    """Months by region and those ahead, series that add up; None where nobody asked. What cannot be done is told in
    `refused`, and the rest of the study stands."""
    by = list(asked.get("by") or ())
    if not by:
        return None
    ahead = int(asked["months"])
    told: Json = {"by": by, "ahead": ahead}
    try:
        return told | _months(asked, workspace, by, ahead)
    except ManumitError as error:
        return told | {"refused": shape(error, asked)}


def shape(error: ManumitError, asked: Mapping[str, Any]) -> dict[str, Any]:
    """An error without the paths of the server."""
    return rename(error, (asked.get(name) or "" for name in ("events", "area", "regions", "line"))).told()


def _months(asked: Mapping[str, Any], workspace: Path, by: list[str], ahead: int) -> Json:
    from manumit.engine.places import CHANNELS, outlook, tree_of, withheld

    events = _asked(asked, workspace, by)
    reported = events.channel == CHANNELS.index("reported")
    some, paths, outside, apart = _placed(events.where(reported), asked, by)
    tree = tree_of(paths, some.start, some.weight, _end(asked, some))
    found = outlook(tree, ahead)
    return _looked_ahead(found) | {
        "paths": [list(path) for path in tree.paths],
        "first": tree.first,
        "counts": _short(tree.counts),
        "hidden": withheld(tree).astype(int).tolist(),
        "events": len(some),
        "not_reported": int((~reported).sum()),
        "outside": outside,
        "set_apart": apart,
        "left_out": {reason: one.count for reason, one in events.problems.items()},
        "alarms": _alarms(tree),
    }


def _asked(asked: Mapping[str, Any], workspace: Path, by: list[str]) -> Events:
    """Events of the kind, with the columns that tell their regions."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.places import events_of, read_events

    regions = regions_of(asked)
    if regions and len(by) > 1:
        raise UsageError("Regions that are polygons are told by one of their properties.", "Choose one.")
    if not asked["events"]:
        events = events_of(Workspace.open(workspace))
    else:
        events = read_events(Path(asked["events"]), () if regions else by)
    return events.of_kind(asked["kind"]) if asked["kind"] else events


def _placed(
    events: Events, asked: Mapping[str, Any], by: list[str]
) -> tuple[Events, list[tuple[str, ...]], int, int]:
    """Events in some region, the region of each, how many are in none, and how many share a point that stands for
    'somewhere here', which says nothing of which polygon."""
    from manumit.engine.places import in_regions

    regions = regions_of(asked)
    if not regions:
        return events, list(zip(*(events.labels[one].tolist() for one in by), strict=True)), 0, 0
    known, day = len(events), day_of(asked.get("origin"))
    events, names, _spikes = in_regions(events, regions, by[0], day, together=not asked["kind"])
    inside = names != ""
    named: list[tuple[str, ...]] = [(one,) for one in names[inside].tolist()]
    return events.where(inside), named, int((~inside).sum()), known - len(events)


def day_of(told: str | None) -> float:
    """Days since 1970 of the day from which on is looked ahead, if one was asked for; else none is too late."""
    return float((date.fromisoformat(told) - date(1970, 1, 1)).days) if told else math.inf


def _end(asked: Mapping[str, Any], events: Events) -> int:
    """The first month that is looked ahead to: the one in which the forecast begins; a month that is not over counts
    for nothing."""
    from manumit.engine.places import month_of

    if told := asked.get("origin"):
        return month_of(int(day_of(told)))
    return month_of(float(events.start.max(initial=0.0)) // 1 + 1)


def _looked_ahead(found: Outlook) -> Json:
    return {
        "expected": _short(found.expected),
        "low": found.low.tolist(),
        "high": found.high.tolist(),
        "way": found.way,
        "errors": {name: round(one, 4) for name, one in (found.errors or {}).items()},
    }


def _alarms(tree: Tree, sure: NDArray[np.bool_] | None = None) -> list[list[int]]:
    """[series, month] of each rise beyond what is usual."""
    from manumit.engine.places import rises

    return [[tree.paths.index(path), month] for path, month in rises(tree, sure)]


def _short(values: NDArray[np.float64]) -> list[list[float]]:
    import numpy as np

    told: list[list[float]] = np.round(values, 3).tolist()
    return told


# --- What a help line told


def of_line(asked: Mapping[str, Any]) -> list[Json]:
    """Of each table that a help line handed over: months with bounds, equal where a count is told, and the next months.
    `refused`: why there is no table, or no look ahead."""
    from manumit.engine.places import tables_of

    path = asked.get("line")
    if not path:
        return []
    return [
        _of_table(Path(path), by, int(asked.get("months") or USUAL), asked) for by in tables_of(Path(path))
    ]


def _of_table(path: Path, by: str, ahead: int, asked: Mapping[str, Any]) -> Json:
    from manumit.engine.places import outlook_of, read_helpline

    told: Json = {"by": by, "ahead": ahead}
    try:
        line = read_helpline(path, by)
        told |= {
            "categories": list(line.categories),
            "first": line.first,
            "bounds": [_bounds(*rows) for rows in zip(line.low.tolist(), line.high.tolist(), strict=True)],
            "total": _bounds(line.total_low.tolist(), line.total_high.tolist()),
        }
        found = outlook_of(line, ahead)
        return told | _looked_ahead(found) | {"alarms": _alarms(found.tree, line.sure())}
    except ManumitError as error:
        return told | {"refused": shape(error, asked)}


def _bounds(low: Sequence[float], high: Sequence[float]) -> list[list[int]]:
    return [[int(one), int(other)] for one, other in zip(low, high, strict=True)]
