"""How fresh the evidence is: of each kind of record the newest observation, and when the last file of it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.sights.lookups import folder_of
from manumit.engine.evidence import Source
from manumit.engine.evidence import Workspace as Folder

KEPT = 8


@dataclass(frozen=True, slots=True)
class Fresh:
    """A kind of record: how many, from how many files; the newest observation, and when something was last read."""

    kind: str
    records: int
    files: int
    newest: datetime | None
    read_at: datetime


def freshness(workspace: Workspace) -> Sequence[Fresh]:
    """Every kind that was read, the one that was read last first."""
    place = folder_of(workspace)
    return _freshness(place, place.custody.size)


@lru_cache(maxsize=KEPT)
def _freshness(place: Folder, journal: int) -> Sequence[Fresh]:
    sources = place.sources()
    kinds = {kind for source in sources for kind, count in source.records.items() if count}
    found = [_fresh(place, kind, [one for one in sources if one.records.get(kind)]) for kind in kinds]
    return sorted(found, key=lambda one: (one.read_at, one.kind), reverse=True)


def _fresh(place: Folder, kind: str, sources: Sequence[Source]) -> Fresh:
    return Fresh(
        kind,
        sum(one.records[kind] for one in sources),
        len(sources),
        _newest(place.parts(kind)),
        max(datetime.fromisoformat(one.read_at) for one in sources),
    )


def _newest(parts: Sequence[Path]) -> datetime | None:
    """Latest observed_at: from the files' own statistics, no row is read."""
    import pyarrow.parquet as pq

    latest: list[datetime] = []
    for part in parts:
        told = pq.read_metadata(part)
        column = told.schema.names.index("observed_at")
        for group in range(told.num_row_groups):
            known = told.row_group(group).column(column).statistics
            if known is not None and known.has_min_max:
                latest.append(known.max)
    return max(latest, default=None)
