"""Where to put a few teams, shelters or inspection days: the places from which most need is within reach.

The p-median problem (Hakimi, Operations Research 12, 1964) or the greatest cover (Church, ReVelle 1974), solved
exactly by HiGHS up to a size, by exchange beyond it (Teitz, Bart 1968), which says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXACT = 60_000  # places by needs up to which the answer is proven
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
    if places * sites <= _EXACT or fair:
        chosen, proven = _exact(need, hours, teams, groups or {}, fair)
    else:
        chosen, proven = _exchanged(need, hours, teams), False
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
    need: NDArray[np.float64],
    hours: NDArray[np.float64],
    teams: int,
    groups: Mapping[str, NDArray[np.float64]],
    fair: float,
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
    if fair:
        overall = (need[:, None] * hours / need.sum()).ravel()
        rows = [
            (people[:, None] * hours / people.sum()).ravel() - (1 + fair) * overall
            for people in groups.values()
            if people.sum()
        ]
        padded = [np.concatenate([np.zeros(sites), row]) for row in rows]
        limits.append(LinearConstraint(csr_array(np.array(padded)), -np.inf, 0))
    whole = np.concatenate([np.ones(sites), np.zeros(places * sites)])
    found = milp(cost, constraints=limits, integrality=whole, bounds=Bounds(0, 1), options={"time_limit": 60})
    if found.x is None:
        raise Refused(
            "No placing of so many teams is that fair.", "Allow more teams, or a larger difference."
        )
    return np.flatnonzero(found.x[:sites] > 0.5), found.status == 0


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
