"""Who travels with whom: pairs that share legs, the same way at about the same time, more often than chance brings.

Chance: each traveller's whole itinerary, moved by some weeks (by some days where there is less than half a year). It
keeps who goes where, how often and in which order, the weekdays and the season, and loses who goes with whom: the
interval jitter of Amarasingham, Harrison, Hatsopoulos, Geman (Journal of Neurophysiology 107, 2012).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused
from manumit.engine.places.chance import Table, beside_chance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOGETHER_HOURS = 12.0
CROWD = 30
"""A leg that so many take at the same time says nothing of who goes with whom."""
HALF_A_YEAR, SHORTEST = 182, 14
WEEKS, DAYS = 8, 5
"""By which an itinerary is moved, to either side."""


@dataclass(frozen=True)
class Legs:
    """Columns of one length: from `origin` to `destination` (places), `left` and `arrived`: earliest and latest day
    (columns of two); `km`."""

    traveller: NDArray[np.int64]
    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    left: NDArray[np.float64]
    arrived: NDArray[np.float64]
    km: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.traveller)


@dataclass(frozen=True)
class Pair:
    """Two travellers and how many legs they share; `expected`, `low`, `high`, `p`, `q`: see chance.Beside."""

    travellers: tuple[int, int]
    legs: int
    expected: float
    low: float
    high: float
    p: float
    q: float


@dataclass(frozen=True)
class Company:
    """Pairs by q; `unsure`: legs whose times are not known well enough, `crowded`: legs that a crowd took."""

    pairs: list[Pair]
    unsure: int
    crowded: int


def company(legs: Legs, hours: float, least: int, deals: int, seed: int = 0) -> Company:
    """Pairs with at least `least` legs that both left and arrived within so many hours. Refused where the legs last
    less than two weeks: nothing can be moved."""
    import numpy as np

    width = np.maximum(np.diff(legs.left)[:, 0], np.diff(legs.arrived)[:, 0])
    sure = np.flatnonzero(width <= hours / 24)
    left, arrived = legs.left[sure].mean(axis=1), legs.arrived[sure].mean(axis=1)
    lasted = float(np.ptp(left)) if len(left) else 0.0
    if lasted < SHORTEST:
        raise Refused(
            f"The legs whose times are known to {hours:g} hours last {lasted:.0f} days: too short to tell company"
            " from chance.",
            f"Take {SHORTEST} days at least, or more hours.",
            about="short-company",
            numbers={"hours": hours, "n": round(lasted), "least": SHORTEST},
        )
    most, step = (WEEKS, 7) if lasted >= HALF_A_YEAR else (DAYS, 1)
    people = int(legs.traveller.max()) + 1
    way = legs.origin[sure] * (int(legs.destination.max()) + 1) + legs.destination[sure]
    at = _Meeting(legs.traveller[sure], way, people, hours / 24)

    def moved(world: int, _among: NDArray[np.uint64] | None) -> Table:
        by = step * np.random.default_rng([seed, world]).integers(-most, most + 1, people)[at.traveller]
        return at.pairs(left + by, arrived + by)[0]

    seen, crowded = at.pairs(left, arrived)
    found = beside_chance(seen, moved, deals, least)
    numbers = zip(
        found.keys.tolist(), found.counts.tolist(), found.expected.tolist(), found.low.tolist(),
        found.high.tolist(), found.p.tolist(), found.q.tolist(), strict=True,
    )  # fmt: skip
    pairs = [Pair(divmod(key, people), *told) for key, *told in numbers]
    pairs.sort(key=lambda one: (one.q, one.p, -one.legs, one.travellers))
    return Company(pairs, len(legs) - len(sure), crowded)


@dataclass(frozen=True)
class _Meeting:
    traveller: NDArray[np.int64]
    way: NDArray[np.int64]
    people: int
    within: float

    def pairs(self, left: NDArray[np.float64], arrived: NDArray[np.float64]) -> tuple[Table, int]:
        """How many legs each two share, and how many legs a crowd took."""
        import numpy as np

        order = np.lexsort((left, self.way))
        who, way, left, arrived = self.traveller[order], self.way[order], left[order], arrived[order]
        crowd = np.zeros(len(order), bool)
        if len(order) > CROWD:
            full = (way[CROWD:] == way[:-CROWD]) & (left[CROWD:] - left[:-CROWD] <= self.within)
            for shift in range(CROWD + 1):
                crowd[shift : len(order) - CROWD + shift] |= full
        ones, others = [], []
        for shift in range(1, min(CROWD, len(order) - 1) + 1):
            near = (way[shift:] == way[:-shift]) & (left[shift:] - left[:-shift] <= self.within)
            if not near.any():
                break
            near &= (np.abs(arrived[shift:] - arrived[:-shift]) <= self.within) & (
                who[shift:] != who[:-shift]
            )
            near &= ~crowd[shift:] & ~crowd[:-shift]
            at = np.flatnonzero(near)
            ones.append(at)
            others.append(at + shift)
        one, other = (np.concatenate([np.zeros(0, np.int64), *told]) for told in (ones, others))
        return self._counted(who, one, other), int(crowd.sum())

    def _counted(self, who: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64]) -> Table:
        """Each leg once: the fewer of either's legs that the other shared."""
        import numpy as np

        turned = who[one] > who[other]
        one, other = np.where(turned, other, one), np.where(turned, one, other)
        pair = who[one] * self.people + who[other]
        keys, legs = np.unique(pair), max(len(who), 1)
        counts = [
            np.bincount(np.searchsorted(keys, np.unique(pair * legs + leg) // legs), minlength=len(keys))
            for leg in (one, other)
        ]
        return keys.astype(np.uint64), np.minimum(*counts).astype(np.int64)
