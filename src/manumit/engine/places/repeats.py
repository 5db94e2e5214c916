"""Points and rows that come again and again: a file read twice, and coordinates that stand for 'somewhere here'."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from manumit.engine.places.events import Events

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMES = 10
"""By how many times a point must be more often than the next one."""
MOST_TOGETHER = 3
"""Points that may be so together. Four that lead are rather addresses where much happens."""
_LOOKED_AT = 50
_COARSE = 2  # decimals of a degree: about a kilometre


def copies(events: Events) -> int:
    """Events that are the same as another in kind, time and place to the last digit: a file read twice has half."""
    import numpy as np

    columns = (events.lat, events.lon, events.end, events.start, events.kind.astype(np.float64))
    rows = np.column_stack(columns)[np.lexsort(columns)]
    return int(np.all(rows[1:] == rows[:-1], axis=1).sum())


def repeated_points(
    events: Events, most_share: float = 0.02, least: int = 20
) -> list[tuple[float, float, int]]:
    """(lon, lat, events) of coordinates that stand for 'somewhere here': points shared by more events than chance or an
    address explains, each at least `least` and `most_share` of all at no such point before it, and written coarser than
    nine tenths of the others or TIMES the next point that is none of them; up to MOST_TOGETHER at once may be so, if
    other points are TIMES as many."""
    counts = Counter(zip(events.lon.tolist(), events.lat.tolist(), strict=True))
    ranked = [(lon, lat, count) for (lon, lat), count in counts.most_common(_LOOKED_AT)]
    fine, left = _decimals(events) > _COARSE, len(events)
    coarse, others = [], []
    for lon, lat, count in ranked:
        if fine and _is_coarse(lon, lat) and count >= max(least, most_share * left):
            coarse.append((lon, lat, count))
            left -= count
        else:
            others.append((lon, lat, count))
    leading = _leading([count for *_, count in others], left, len(counts) - len(coarse), most_share, least)
    return sorted([*coarse, *others[:leading]], key=lambda one: -one[2])


def _leading(counts: Sequence[int], left: int, points: int, most_share: float, least: int) -> int:
    """How many of the points, the most frequent first, lead all others by TIMES. `left`: events at all of them."""
    found = 0
    for lead, count in enumerate(counts[:MOST_TOGETHER], 1):
        if count < max(least, most_share * left) or (lead > 1 and points - lead < TIMES * lead):
            break
        if count >= TIMES * max(counts[lead:], default=1):
            found = lead
        left -= count
    return found


def _is_coarse(lon: float, lat: float) -> bool:
    return round(lon, _COARSE) == lon and round(lat, _COARSE) == lat


def _decimals(events: Events) -> int:
    """Decimals that nine tenths of the latitudes need."""
    import numpy as np

    some = events.lat[:: max(1, len(events) // 1000)]
    return next((d for d in range(7) if np.mean(np.round(some, d) == some) > 0.1), 7)
