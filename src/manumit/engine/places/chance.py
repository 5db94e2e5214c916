"""What is counted beside the same count in worlds dealt by chance: how many chance brings, and how many of what stands
out are false.

The false discovery rate is read off the dealt worlds themselves, which know how the things counted depend on each
other (Tusher, Tibshirani, Chu, PNAS 98, 2001). What in the data is beyond doubt, all that was looked at taken into
account, is not called false where a dealt world happens to bring it again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Table = tuple["NDArray[np.uint64]", "NDArray[np.int64]"]
"""Keys in ascending order, each once, and how often each is counted."""
RANGE = (2.5, 97.5)
"""Percentiles of the range of chance."""
DOUBT = 0.05
"""p times how many keys were looked at, below which a key is beyond doubt (Bonferroni)."""


@dataclass(frozen=True)
class Beside:
    """One row a key of the data. `expected`: by chance on average; `low`, `high`: between which chance brings 95 of
    100; `p`: of at least so many; `q`: false discovery rate of all with such a p or less."""

    keys: NDArray[np.uint64]
    counts: NDArray[np.int64]
    expected: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]


def beside_chance(
    seen: Table, deal: Callable[[int, NDArray[np.uint64] | None], Table], deals: int, least: int
) -> Beside:
    """Keys counted at least `least` times in the data. `deal(n, keys)` is the table of the n-th dealt world; other keys
    may be left out of it, and where none are given, what is counted less than `least` times."""
    import numpy as np

    keys, counts = _often(seen, least)
    often = [_often(deal(at, None), least) for at in range(deals)]
    watched = np.unique(np.concatenate([keys, *(one[0] for one in often)]))
    total = np.zeros(len(watched))
    by_deal = np.zeros((len(keys), deals))
    for at in range(deals):
        dealt = deal(at, watched)
        total += _of(dealt, watched)
        by_deal[:, at] = _of(dealt, keys)
    own_total, own_p = total[np.searchsorted(watched, keys)], np.ones(len(watched))
    p = _tail(counts, own_total, deals)
    own_p[np.searchsorted(watched, keys)] = p
    doubted = own_p * len(watched) > DOUBT
    dealt_p = [np.zeros(0)]
    for there, many in often:
        index = np.searchsorted(watched, there)
        others = total[index] - many + _of(seen, there)  # of the other worlds and the data
        dealt_p.append(_tail(many, others, deals)[doubted[index]])
    q = _q(p, np.concatenate(dealt_p), deals)
    low, high = np.percentile(by_deal, RANGE, axis=1) if len(keys) else (np.zeros(0), np.zeros(0))
    return Beside(keys, counts, own_total / deals, low, high, p, q)


def _often(table: Table, least: int) -> Table:
    enough = table[1] >= least
    return table[0][enough], table[1][enough]


def _of(table: Table, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
    """How often each of `keys` is counted."""
    import numpy as np

    if not len(table[0]):
        return np.zeros(len(keys))
    at = np.minimum(np.searchsorted(table[0], keys), len(table[0]) - 1)
    return np.where(table[0][at] == keys, table[1][at], 0).astype(np.float64)


def _tail(counts: NDArray[np.int64], total: NDArray[np.float64], deals: int) -> NDArray[np.float64]:
    """Chance of at least so many in one more world, when `deals` worlds had `total`: sums of many seldom things are
    Poisson at most (Hoeffding, Annals of Mathematical Statistics 27, 1956), and how little `deals` tell of the mean is
    counted in: a negative binomial."""
    from scipy.stats import nbinom

    p: NDArray[np.float64] = nbinom.sf(counts - 1, total + 1, deals / (deals + 1))
    return p


def _q(p: NDArray[np.float64], dealt: NDArray[np.float64], deals: int) -> NDArray[np.float64]:
    """`dealt`: what p was in all dealt worlds together."""
    import numpy as np

    if not len(p):
        return p
    order = np.argsort(p, kind="stable")
    limit = p[order]
    false = (np.searchsorted(np.sort(dealt), limit, side="right") + 1) / (deals + 1)
    share = false / np.searchsorted(limit, limit, side="right")
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(share[::-1])[::-1], 1.0)
    return q
