"""Worlds in which every traveller stops at the same places as often, in another order: what chance does to routes.

Orders are dealt by swaps of two stops that leave no place beside itself, so that the data are one of the worlds of the
walk (Besag and Clifford, Biometrika 76, 1989). Near places follow each other in them as much as in the data (nearness):
a swap is taken as likely as its distances are (Metropolis and others, Journal of Chemical Physics 21, 1953).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.places.nearness import Distances, power_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEALT_AT_ONCE = 64
"""Stops of one traveller among which orders are dealt: about a season stays a season."""
_SETTLE, _BETWEEN = 10, 2
"""Swaps a stop before the first dealt world, and between two."""
_TRIED = 12
"""Exchanges a stretch by which the power of distance is known."""


@dataclass(frozen=True)
class Sequences:
    """Stops in order, none at the place of the one before. `place`, `traveller`; `linked`: whether the stop before
    is of the same journey."""

    place: NDArray[np.int64]
    traveller: NDArray[np.int64]
    linked: NDArray[np.bool_]


def cut(sequences: Sequences) -> Sequences:
    """Journeys broken where orders are no longer dealt across, for data and dealt worlds alike."""
    import numpy as np

    begin = _begins(sequences.traveller)
    within = np.arange(len(begin)) - np.maximum.accumulate(np.where(begin, np.arange(len(begin)), 0))
    linked = sequences.linked & ~begin & (within % DEALT_AT_ONCE != 0)
    return Sequences(sequences.place, sequences.traveller, linked)


@dataclass(frozen=True)
class Dealt:
    """`worlds` x stops: places in another order, of the same travellers; `power`: by which nearer places follow each
    other, 0 for not."""

    worlds: NDArray[np.int32]
    power: float


def dealt_orders(
    sequences: Sequences, deals: int, seed: int = 0, points: NDArray[np.float64] | None = None
) -> Dealt:
    """So many worlds; `points`: where places are (rows of stops.unit), without them distance counts nothing."""
    import numpy as np

    begin = _begins(sequences.traveller)
    within = np.arange(len(begin)) - np.maximum.accumulate(np.where(begin, np.arange(len(begin)), 0))
    starts = np.flatnonzero(begin | (within % DEALT_AT_ONCE == 0))
    sizes = np.diff(np.r_[starts, len(begin)])
    dealt = np.random.default_rng(seed)
    walk = _Walk(sequences.place.astype(np.int32), np.r_[sequences.linked, False], starts, sizes)
    if points is not None and len(begin):
        walk.learn(Distances.of(points), np.random.default_rng([seed, 1]))
    worlds = np.empty((deals, len(begin)), np.int32)
    for at in range(deals):
        for _ in range(_SETTLE if at == 0 else _BETWEEN):
            walk.sweep(dealt)
        worlds[at] = walk.place
    return Dealt(worlds, walk.power)


class _Walk:
    """Places as they stand, swapped in stretches that do not touch each other."""

    def __init__(
        self,
        place: NDArray[np.int32],
        linked: NDArray[np.bool_],
        starts: NDArray[np.int64],
        sizes: NDArray[np.int64],
    ) -> None:
        import numpy as np

        self.place = place.copy()
        self._linked = linked
        self._last = len(place) - 1
        longest = np.argsort(-sizes, kind="stable")
        self._starts, self._sizes = starts[longest], sizes[longest]
        self.power = 0.0
        self._distances: Distances | None = None

    def learn(self, distances: Distances, dealt: np.random.Generator) -> None:
        """The power of distance, from the order as it stands."""
        import numpy as np

        self._distances = distances
        longer = []
        for _ in range(_TRIED):
            one, other = (
                self._starts + (dealt.random(len(self._starts)) * self._sizes).astype(np.int64)
                for _ in range(2)
            )
            before = self._length(one, other)
            self._swap(one, other)
            good = ~(self._beside_itself(one) | self._beside_itself(other)) & (one != other)
            longer.append((self._length(one, other) - before)[good])
            self._swap(one, other)
        self.power = power_of(np.concatenate(longer))

    def sweep(self, dealt: np.random.Generator) -> None:
        """As many swaps in each stretch as it has stops."""
        import numpy as np

        for step in range(int(self._sizes.max(initial=0))):
            many = int(np.searchsorted(-self._sizes, -step, side="left"))  # stretches longer than `step`
            starts, sizes = self._starts[:many], self._sizes[:many]
            one = starts + (dealt.random(many) * sizes).astype(np.int64)
            other = starts + (dealt.random(many) * sizes).astype(np.int64)
            before = self._length(one, other) if self.power else None
            self._swap(one, other)
            bad = self._beside_itself(one) | self._beside_itself(other)
            if before is not None:
                longer = self._length(one, other) - before
                bad |= dealt.random(many) > np.exp(np.minimum(0.0, -self.power * longer))
            self._swap(one[bad], other[bad])

    def _length(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum of the logarithms of the trips to and from both stops, each once."""
        import numpy as np

        assert self._distances is not None
        total = np.zeros(len(one))
        apart = (other != one) & (other != one + 1), (other != one) & (other + 1 != one)
        for at, once in ((one, True), (one + 1, True), (other, apart[0]), (other + 1, apart[1])):
            here = np.minimum(at, self._last)
            km = self._distances.between(self.place[here - 1], self.place[here])
            total += np.where(self._linked[at] & once, km, 0.0)
        return total

    def _swap(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
        self.place[one], self.place[other] = self.place[other], self.place[one]

    def _beside_itself(self, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        import numpy as np

        here = self.place[at]
        before = self._linked[at] & (self.place[at - 1] == here)
        after = self._linked[at + 1] & (self.place[np.minimum(at + 1, self._last)] == here)
        told: NDArray[np.bool_] = before | after
        return told


def _begins(traveller: NDArray[np.int64]) -> NDArray[np.bool_]:
    import numpy as np

    return np.r_[True, np.diff(traveller) != 0] if len(traveller) else np.zeros(0, bool)
