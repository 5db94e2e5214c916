"""Common routes and circuits: places visited one after another by more travellers than chance brings in that order.

A circuit leads back to where it began, as the rounds of adverts that Ibanez and Suthers trace by telephone numbers
(Detection of domestic human trafficking indicators and movement trends using content available on open Internet
sources, HICSS 47, 2014). Chance: every traveller stops at the same places as often, in another order, near places
following each other as much as they do (orders).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.places.chance import Table, beside_chance
from manumit.engine.places.orders import Sequences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUTE_PLACES, CIRCUIT_PLACES = (2, 3, 4), (3, 4, 5, 6)
"""How many places a route has; a circuit."""
_MIX = 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class Route:
    """`places` in order; of a circuit the first is reached again after the last. `travellers`: how many went so, each
    once (and of those who travel together one); `expected`, `low`, `high`, `p`, `q`: see chance.Beside."""

    places: tuple[int, ...]
    travellers: int
    expected: float
    low: float
    high: float
    p: float
    q: float


def common_routes(
    sequences: Sequences, worlds: NDArray[np.int32], least: int, lengths: Sequence[int] = ROUTE_PLACES
) -> list[Route]:
    """Routes of so many places, all different, of at least `least` travellers; one q over all lengths."""
    return _found(sequences, worlds, least, [_Shape(sequences, length, closed=False) for length in lengths])


def circuits(
    sequences: Sequences, worlds: NDArray[np.int32], least: int, lengths: Sequence[int] = CIRCUIT_PLACES
) -> list[Route]:
    """Circuits of so many places, all different, that at least `least` travellers closed, from whichever place."""
    return _found(sequences, worlds, least, [_Shape(sequences, length, closed=True) for length in lengths])


class _Shape:
    """Where runs of so many places are, and which of them are routes or circuits as the places stand."""

    def __init__(self, sequences: Sequences, length: int, closed: bool) -> None:
        self._runs = _runs(sequences.linked, length + closed)
        self._length, self._closed = length, closed

    def told(self, place: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(places, where it begins), one row a route."""
        import numpy as np

        runs, length = self._runs, self._length
        if self._closed:
            runs = runs[place[runs] == place[runs + length]]
        rows = place[runs[:, None] + np.arange(length)]
        good = np.ones(len(rows), bool)
        for a in range(length):
            for b in range(a + 2, length):
                good &= rows[:, a] != rows[:, b]
        rows, runs = rows[good], runs[good]
        if self._closed and len(rows):
            first = np.argmin(rows, axis=1)
            rows = np.take_along_axis(rows, (first[:, None] + np.arange(length)) % length, axis=1)
        return rows, runs


def _found(sequences: Sequences, worlds: NDArray[np.int32], least: int, shapes: list[_Shape]) -> list[Route]:
    import numpy as np

    def table(place: NDArray[np.int64], among: NDArray[np.uint64] | None = None) -> Table:
        told = [shape.told(place) for shape in shapes]
        keys, at = (np.concatenate(one) for one in zip(*((_keys(a), b) for a, b in told), strict=True))
        return _travellers(keys, sequences.traveller[at], _often(keys, least) if among is None else among)

    found = beside_chance(
        table(sequences.place),
        lambda at, among: table(worlds[at].astype(np.int64), among),
        len(worlds),
        least,
    )
    at_key = {key: at for at, key in enumerate(found.keys.tolist())}
    routes = []
    for shape in shapes:
        rows, _at = shape.told(sequences.place)
        keys, where = np.unique(_keys(rows), return_index=True)
        here = np.isin(keys, found.keys)
        for key, places in zip(keys[here].tolist(), rows[where[here]].tolist(), strict=True):
            at = at_key[key]
            routes.append(
                Route(
                    tuple(places), int(found.counts[at]), float(found.expected[at]), float(found.low[at]),
                    float(found.high[at]), float(found.p[at]), float(found.q[at]),
                )
            )  # fmt: skip
    return sorted(routes, key=lambda one: (one.q, one.p, -len(one.places), one.places))


def whole(routes: list[Route], rounds: list[Route]) -> list[Route]:
    """Routes without those that a longer one or a circuit explains, where chance explains the travellers that are left
    over. Give those beyond chance."""
    told: dict[tuple[int, ...], int] = {}
    for one, closed in (*((one, False) for one in routes), *((one, True) for one in rounds)):
        ring = one.places * 2 if closed else one.places
        for length in range(2, len(one.places) + closed):
            for at in range(len(one.places) if closed else len(ring) - length + 1):
                part = ring[at : at + length]
                told[part] = max(told.get(part, 0), one.travellers)
    return [
        one for one in routes if one.travellers - told.get(one.places, 0) > one.high or one.places not in told
    ]


def _runs(linked: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """Where runs of so many stops of one journey begin."""
    import numpy as np

    if len(linked) < length:
        return np.zeros(0, np.int64)
    unbroken = np.cumsum(np.r_[0, linked])
    at = np.arange(len(linked) - length + 1)
    told: NDArray[np.int64] = at[unbroken[at + length] - unbroken[at + 1] == length - 1]
    return told


def _keys(rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A number of 64 bits for each row; two of a million rows share one by chance once in ten million tables."""
    import numpy as np

    key = np.full(len(rows), rows.shape[1], np.uint64)
    with np.errstate(over="ignore"):
        for column in rows.T.astype(np.uint64):
            key = (key ^ (column + np.uint64(1))) * np.uint64(_MIX)
            key ^= key >> np.uint64(29)
    return key


def _often(keys: NDArray[np.uint64], least: int) -> NDArray[np.uint64]:
    """Keys that are there so many times: no others can have so many travellers."""
    import numpy as np

    ordered = np.sort(keys)
    ends = max(len(ordered) - least + 1, 0)
    return np.unique(ordered[:ends][ordered[:ends] == ordered[least - 1 :][:ends]])


def _travellers(keys: NDArray[np.uint64], traveller: NDArray[np.int64], among: NDArray[np.uint64]) -> Table:
    """How many travellers each key of those has, each once."""
    import numpy as np

    if not len(among) or not len(keys):
        return among, np.zeros(len(among), np.int64)
    at = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    there = among[at] == keys
    people = int(traveller.max()) + 1
    each = np.unique(at[there] * people + traveller[there]) // people
    return among, np.bincount(each, minlength=len(among))
