"""Events of a workspace: what its records say of where and when, with the channel by which it became known.

A hotline hands over numbers, never records that say where somebody called from: those of that channel are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Refused
from manumit.engine.evidence import TOMBSTONES, Workspace
from manumit.engine.places.events import CHANNELS, Events
from manumit.engine.signals import place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOWN_M = 5_000.0
"""Metres within which a record lies that names a town alone."""


@dataclass(frozen=True)
class _Source:
    kind: str
    when: str
    where: str
    channel: str


_SOURCES = (
    _Source("ad", "posted_at", "location", "inferred"),
    _Source("offer", "posted_at", "location", "inferred"),
    _Source("sighting", "seen_at", "place", "reported"),
    _Source("report", "received_at", "location", "reported"),
    _Source("missing_person", "last_seen_at", "last_seen_place", "reported"),
)
_FOUND_BY_LOOKING = ("inspection", "police")
_NEVER = "hotline"


def events_of(workspace: Workspace) -> Events:
    """One event a dated record with coordinates or a known town. Refused when there is none."""
    import numpy as np

    rows = [
        row for source in _SOURCES for part in workspace.parts(source.kind) for row in _rows(part, source)
    ]
    if not rows:
        raise Refused(
            "No record of this workspace says where and when.",
            "They come from adverts, sightings, reports.",
            about="no-records",
        )
    kinds = tuple(sorted({row[0] for row in rows}))
    start, lon, lat, precision = (_column(rows, at) for at in (1, 2, 3, 4))
    return Events(
        start,
        start.copy(),
        lon,
        lat,
        precision,
        np.ones(len(rows)),
        np.array([kinds.index(row[0]) for row in rows], np.int32),
        np.array([CHANNELS.index(row[5]) for row in rows], np.int8),
        kinds,
    )


def erasures(workspace: Path) -> int:
    """How often something was erased from a workspace (its folder): counts that know of fewer are to be taken anew."""
    path = workspace / TOMBSTONES
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _column(rows: list[tuple[Any, ...]], at: int) -> NDArray[np.float64]:
    import numpy as np

    return np.array([row[at] for row in rows], np.float64)


def _rows(part: Path, source: _Source) -> Iterator[tuple[str, float, float, float, float, str]]:
    """(kind, day, lon, lat, metres, channel)."""
    import pyarrow.parquet as pq

    has = set(pq.read_schema(part).names)
    wanted = [one for one in (source.when, source.where, "lat", "lon", "channel") if one in has]
    for row in pq.read_table(part, columns=wanted).to_pylist():
        moment, channel = row.get(source.when), row.get("channel")
        if moment is None or channel == _NEVER:
            continue
        known = "discovered" if channel in _FOUND_BY_LOOKING else source.channel
        day = moment.timestamp() / 86_400
        if row.get("lat") is not None and row.get("lon") is not None:
            yield source.kind, day, float(row["lon"]), float(row["lat"]), 0.0, known
        elif row.get(source.where) and (town := place_of(row[source.where])):
            yield source.kind, day, town.lon, town.lat, TOWN_M, known
