"""The table of a forecast: sealed before its outcome, scored after it. Runs in the process of a job, without a
database.

What it is compared with is sealed with it: `before`, the count of all history in each cell.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.doors.web.desk.acts.naming import naming

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Cells, Events, Forecast, Spikes

COLUMNS: Final = ("cell", "lon", "lat", "area_km2", "expected", "low", "high", "before")
METHOD: Final = "pool of kernels, shrunk count, self-exciting and boosted trees"
FINDS: Final = "; finds by the hour, "
"""In the method of a table that learnt from finds, too; behind it stands by which learner."""
Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


def table_path(folder: Path, sha256: str) -> Path:
    """Where the table with this hash lies, in the folder of its study."""
    return folder / "forecasts" / f"{sha256}.csv"


def apart(events: Events, cells: Cells, kind: str, before: float) -> tuple[Events, Spikes]:
    """The events without those at points that stand for 'somewhere here' among what was known before a day: kind by
    kind, and where all kinds are looked at as one those that all of them share, too; and the points."""
    from manumit.engine.places import located, spikes_by_kind

    inside = located(events, cells) >= 0
    return spikes_by_kind(events, inside, before, together=not kind)


def write_table(
    folder: Path, found: Forecast, asked: Mapping[str, Any], level: Json, before: NDArray[np.float64]
) -> Json:
    """Write it under its hash; what is sealed of it: closed words and numbers. `before`: the count of all history, of
    what was reported. The same forecast, the same bytes."""
    from manumit import __version__

    cells, out, learner = found.cells, io.StringIO(), asked.get("discovered", "")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    columns = (cells.lon, cells.lat, cells.km2, found.expected, found.low, found.high, before)
    for name, lon, lat, km2, expected, low, high, count in zip(cells.names, *columns, strict=True):
        writer.writerow(
            [name, f"{lon:.6f}", f"{lat:.6f}", f"{km2:.6f}", f"{expected:.6g}", low, high, f"{count:g}"]
        )
    data = out.getvalue().encode("ascii")
    sha256 = hashlib.sha256(data).hexdigest()
    path = table_path(folder, sha256)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(data)
    os.replace(partial, path)
    return {
        "sha256": sha256,
        "origin": int(level["origin"]),
        "days": asked["horizon"],
        "resolution": cells.resolution,
        "expected": round(found.volume.expected, 2),
        "method": f"{METHOD}{FINDS + learner if learner else ''}; manumit {__version__}",
    }


@dataclass(frozen=True)
class Table:
    """A sealed table, cells in order."""

    cells: Cells
    expected: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    before: NDArray[np.float64]

    @classmethod
    def read(cls, path: Path, sha256: str, resolution: int) -> Table:
        """VerificationFailed when it is another than the one that was sealed."""
        import numpy as np

        from manumit.engine.places import Cells

        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise VerificationFailed(
                "The table of this forecast was changed after it was sealed.", "It cannot be scored."
            )
        rows = list(csv.reader(io.StringIO(data.decode("ascii"))))[1:]
        ids = np.array([int(row[0], 16) for row in rows], np.uint64)
        numbers = np.array([row[1:] for row in rows], np.float64)[np.argsort(ids)]
        lon, lat, km2, *told = (column.copy() for column in numbers.T)
        return cls(Cells(resolution, np.sort(ids), lon, lat, km2), *told)


def score(asked: Mapping[str, Any], workspace: Path, tell: Tell) -> Json:
    """The forecast against what happened, beside the count of all history; the job's result."""
    tell("score", 0, 0)
    with naming([asked["events"]]):
        try:
            table = Table.read(Path(asked["table"]), asked["sha256"], asked["resolution"])
            events, name = _outcome(asked, workspace)
            return _score(asked, table, events, name)
        except FileNotFoundError as error:
            raise UsageError(
                "The sealed table is gone.", "It cannot be scored any more.", about="sealed-gone"
            ) from error


def _outcome(asked: Mapping[str, Any], workspace: Path) -> tuple[Events, str]:
    """Events of the kind that was forecast; and the hash of the table, empty for a workspace's records."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.places import events_of, read_events

    path = Path(asked["events"]) if asked["events"] else None
    events = read_events(path) if path else events_of(Workspace.open(workspace))
    events = events.of_kind(asked["kind"]) if asked["kind"] else events
    return events, hashlib.sha256(path.read_bytes()).hexdigest() if path else ""


def _score(asked: Mapping[str, Any], table: Table, events: Events, hashed: str) -> Json:
    import numpy as np

    from manumit.engine.places import History, reckon, without_spikes

    origin, end = float(asked["origin"]), float(asked["origin"] + asked["days"])
    spikes, events = _points(asked, table, events, origin)
    known = without_spikes(events.where(events.start < end), spikes)
    history = History.of(known, table.cells)
    seen = history.between(origin, end)
    if not seen.sum():
        raise UsageError(
            "No event of this table lies in the forecast's window and area.",
            "Hand in what was reported there, up to the window's end.",
            about="none-in-window",
        )
    found = reckon(table.expected, table.low, table.high, seen, table.before, table.cells.km2)
    last = float(np.floor(events.end.max()))
    told: Json = {
        "score": asked["score"],
        "outcome_sha256": hashed,
        "last": last,
        "whole": last >= end - 1,
        "cells": len(table.cells),
        "finds": asked.get("finds", False),
        **found.shape(),
    }
    return _plain(told)  # type: ignore[no-any-return]


def _points(asked: Mapping[str, Any], table: Table, events: Events, origin: float) -> tuple[Spikes, Events]:
    """Points that stand for 'somewhere here' among what the forecast learnt from: what was reported, and the finds that
    it counted, if any. Beside them what was reported alone."""
    from manumit.engine.places import CHANNELS, weighed_finds

    told = events.where(events.channel == CHANNELS.index("reported"))
    learnt = told
    if asked.get("finds"):
        before = (events.start + events.end) / 2 < origin
        learnt, _ = weighed_finds(events, "corrected", before)  # how much each counts does not matter here
    return apart(learnt, table.cells, asked["kind"], origin)[1], told


def _plain(value: Any) -> Any:
    """JSON has no nan."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value
