"""Where to put a few teams, shelters or inspection days: the places from which most need is within reach.

The p-median problem (Hakimi, Operations Research 12, 1964) or the greatest cover (Church, ReVelle 1974), solved
exactly by HiGHS up to a size, by exchange beyond it (Teitz, Bart 1968), which says so. A rule of fairness is about the
way that each group really has, to the nearest site: every choice is looked at where they are few, else it is exchanged
from several beginnings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXACT = 60_000  # places by needs up to which the answer is proven
_EVERY = 5_000  # choices of sites up to which a fair one is looked for among all
_BEGINNINGS = 20  # of exchanges beyond that
_UNFAIR = 1e6  # hours that an hour beyond what is fair counts as
_EARTH_KM = 6371.0088
KMH = 40.0
"""Speed that turns a great circle into hours when no matrix of travel times is given."""


@dataclass(frozen=True)
class Placed:
    """`chosen` sites; `serves`: the site each need goes to; `hours`: how long; `mean_hours` weighted by need;
    `within`: share of the need inside the reach; `proven`: whether nothing better exists."""

    chosen: NDArray[np.int64]
    serves: NDArray[np.int64]
    hours: NDArray[np.float64]
    mean_hours: float
    within: float
    proven: bool
    by_group: Mapping[str, float]


def hours_between(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    site_lon: NDArray[np.float64],
    site_lat: NDArray[np.float64],
    kmh: float = KMH,
) -> NDArray[np.float64]:
    """Hours by great circle (needs x sites)."""
    import numpy as np

    a, b = np.radians(lat)[:, None], np.radians(site_lat)[None, :]
    across = np.radians(site_lon)[None, :] - np.radians(lon)[:, None]
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    told: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) / kmh
    return told


def allocate(
    need: NDArray[np.float64],
    hours: NDArray[np.float64],
    teams: int,
    reach: float = 1.0,
    groups: Mapping[str, NDArray[np.float64]] | None = None,
    fair: float = 0.0,
) -> Placed:
    """Sites for so many teams. `need`: one a place of need; `hours`: needs x sites; `reach`: hours that count as
    within; `groups`: people of each group a place of need; `fair`: each group's mean may be at most so much more than
    the mean of all (0.25: a quarter), 0 for no such rule. Refused when no placing is that fair."""
    import numpy as np

    places, sites = hours.shape
    if not 1 <= teams <= sites:
        raise UsageError(
            f"{teams} teams for {sites} sites.", "Give at least one team and no more than sites."
        )
    if len(need) != places or (need < 0).any() or not need.sum() or not np.isfinite(hours).all():
        raise UsageError("Need and travel times do not fit together.", "One need a row, hours for each site.")
    if fair and not groups:
        raise UsageError("Fairness needs groups.", "Give the people of each group a place.")
    if places * sites <= _EXACT:
        chosen, proven = _exact(need, hours, teams)
    else:
        chosen, proven = _exchanged(need, hours, teams), False
    if fair:
        rule = _Fair.of(need, hours, groups or {}, fair)
        if rule.excess(chosen) > _NEAR:
            chosen, proven = rule.search(chosen)
    near = hours[:, chosen]
    serves = chosen[np.argmin(near, axis=1)]
    taken = near.min(axis=1)
    return Placed(
        chosen,
        serves,
        taken,
        float(np.average(taken, weights=need)),
        float(need[taken <= reach].sum() / need.sum()),
        proven,
        {
            name: float(np.average(taken, weights=people))
            for name, people in (groups or {}).items()
            if people.sum()
        },
    )


def _exact(
    need: NDArray[np.float64], hours: NDArray[np.float64], teams: int
) -> tuple[NDArray[np.int64], bool]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array, csr_array, eye_array, hstack, kron

    places, sites = hours.shape
    cost = np.concatenate([np.zeros(sites), (need[:, None] * hours).ravel()])
    count = csr_array(np.concatenate([np.ones(sites), np.zeros(places * sites)])[None, :])
    served = hstack([coo_array((places, sites)), kron(eye_array(places), np.ones((1, sites)))]).tocsr()
    opened = hstack([-kron(np.ones((places, 1)), eye_array(sites)), eye_array(places * sites)]).tocsr()
    limits = [
        LinearConstraint(count, teams, teams),
        LinearConstraint(served, 1, 1),
        LinearConstraint(opened, -np.inf, 0),
    ]
    whole = np.concatenate([np.ones(sites), np.zeros(places * sites)])  # the nearest open site serves anyway
    found = milp(cost, constraints=limits, integrality=whole, bounds=Bounds(0, 1), options={"time_limit": 60})
    if found.x is None:  # not in a minute
        return _exchanged(need, hours, teams), False
    return np.flatnonzero(found.x[:sites] > 0.5), found.status == 0


_NEAR = 1e-9
"""Hours that are nothing."""


@dataclass(frozen=True)
class _Fair:
    """`shares`: rows that add up to 1, of the need and of the people of each group; `times`: 1, and how much longer
    than the mean of all a group's mean way may be."""

    hours: NDArray[np.float64]
    shares: NDArray[np.float64]
    times: float

    @classmethod
    def of(
        cls,
        need: NDArray[np.float64],
        hours: NDArray[np.float64],
        groups: Mapping[str, NDArray[np.float64]],
        fair: float,
    ) -> _Fair:
        import numpy as np

        rows = [need, *(people for people in groups.values() if people.sum())]
        return cls(hours, np.array([row / row.sum() for row in rows]), 1 + fair)

    def excess(self, chosen: NDArray[np.int64]) -> float:
        """Hours by which the worst group's mean way is beyond what is fair."""
        mean, *of_groups = (self.shares @ self.hours[:, chosen].min(axis=1)).tolist()
        return float(max((one - self.times * mean for one in of_groups), default=0.0))

    def _costs(self, left: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of each site, beside others from which the way is `left`: the mean way, and what is unfair, dear."""
        import numpy as np

        means = self.shares @ np.minimum(self.hours, left[:, None])
        excess = np.maximum(0.0, means[1:].max(axis=0, initial=0.0) - self.times * means[0])
        told: NDArray[np.float64] = means[0] + _UNFAIR * excess
        return told

    def search(self, first: NDArray[np.int64]) -> tuple[NDArray[np.int64], bool]:
        """The best fair choice of as many sites, and whether that is proven; Refused when there is none, or none was
        found."""
        import numpy as np

        sites, teams = self.hours.shape[1], len(first)
        every = comb(sites, teams) <= _EVERY
        if every:
            tried = [np.array(one, np.int64) for one in combinations(range(sites), teams)]
        else:
            dealt = np.random.default_rng(0)
            others = [dealt.choice(sites, teams, replace=False) for _ in range(_BEGINNINGS - 1)]
            tried = [self._exchange(one) for one in (first, *others)]
        fair = [one for one in tried if self.excess(one) <= _NEAR]
        if not fair:
            raise Refused(
                "No placing of so many teams is that fair."
                if every
                else "No placing of so many teams that fair was found.",
                "Allow more teams, or a larger difference.",
                about="not-fair" if every else "not-fair-found",
            )
        best = min(fair, key=lambda one: float(self.shares[0] @ self.hours[:, one].min(axis=1)))
        return np.sort(best), every

    def _exchange(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each site moved as long as that helps."""
        import numpy as np

        chosen, cost, better = chosen.copy(), np.inf, True
        while better:
            better = False
            for at in range(len(chosen)):
                rest = np.delete(chosen, at)
                left = self.hours[:, rest].min(axis=1, initial=np.inf)
                costs = self._costs(left)
                costs[rest] = np.inf
                moved = int(costs.argmin())
                if costs[moved] < cost - _NEAR:
                    chosen[at], cost, better = moved, float(costs[moved]), True
        return chosen


def _exchanged(need: NDArray[np.float64], hours: NDArray[np.float64], teams: int) -> NDArray[np.int64]:
    """One after the other where it helps most, then each moved as long as that helps."""
    import numpy as np

    weighted = need[:, None] * hours
    chosen: list[int] = []
    best = np.full(len(need), np.inf)
    for _ in range(teams):
        gain = np.minimum(weighted, best[:, None]).sum(axis=0)
        gain[chosen] = np.inf
        chosen.append(int(gain.argmin()))
        best = weighted[:, chosen].min(axis=1)
    better = True
    while better:
        better = False
        for at in range(teams):
            rest = weighted[:, chosen[:at] + chosen[at + 1 :]]
            left = rest.min(axis=1) if rest.shape[1] else np.full(len(need), np.inf)
            total = np.minimum(weighted, left[:, None]).sum(axis=0)
            moved = int(total.argmin())
            if total[moved] < best.sum() - 1e-9:
                chosen[at] = moved
                best = np.minimum(weighted[:, moved], left)
                better = True
    return np.array(sorted(set(chosen)), np.int64)
