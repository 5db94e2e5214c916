"""What a forecast would do to itself: looking where it points finds more there, and what is found teaches it.

The urn is that of Ensign, Friedler, Neville, Scheidegger, Venkatasubramanian ("Runaway feedback loops in predictive
policing", FAT* 2018): of two places one is visited a step, by the share of what was learnt of it. The corrected
learner counts a find with the chance that the other place had been visited; inverse propensity divides it by the
chance of the visit. `simulate` does the same over the cells of a map, many visited a week, with reports that come
whoever looks, and, where it is known how long is looked in each cell, with finds that are more the longer it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError
from manumit.engine.places.finds import LEAST_CHANCE, Learner, by_hours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEEKS = 104
USUALLY_FOUND = 0.5
"""Share of what is there that a visit of the usual length finds, each hour as much of what is left: nobody knows it; in
between, finds follow the hours and still level off."""
TOLERANCE = 0.15
"""Distance from the truth that the loop may add before publication is held back."""
EXPLORED = 0.1
"""Share of visits that go anywhere, so that the model can be seen to be wrong (design: 5 to 10 %)."""


def urn(
    share: float, steps: int = 400, runs: int = 60, learner: Learner = "corrected", seed: int = 0
) -> NDArray[np.float64]:
    """The share of the first place that is believed after so many steps, one a run. `share`: the true one."""
    import numpy as np

    if not 0 < share < 1 or steps < 1 or runs < 1:
        raise UsageError("The share lies between 0 and 1, steps and runs are at least 1.")
    dealt = np.random.default_rng(seed)
    believed = np.ones((runs, 2)) * 5.0
    true = np.array([share, 1 - share])
    for _ in range(steps):
        chance = believed[:, 0] / believed.sum(axis=1)
        place = (dealt.random(runs) >= chance).astype(int)
        found = dealt.random(runs) < true[place]
        visited = np.where(place == 0, chance, 1 - chance)
        worth = {
            "naive": np.ones(runs),
            "corrected": 1 - visited,
            "inverse": 0.5 / np.maximum(visited, LEAST_CHANCE),
        }
        believed[np.arange(runs), place] += found * worth[learner]
    told: NDArray[np.float64] = believed[:, 0] / believed.sum(axis=1)
    return told


@dataclass(frozen=True)
class Drift:
    """A simulated course. `learnt`: how far, week by week, what is believed is from the truth (total variation, 0 to
    1); `seeing_all`: the same of somebody who saw every event, wherever it was looked."""

    learner: Learner
    learnt: NDArray[np.float64]
    seeing_all: NDArray[np.float64]

    @property
    def harm(self) -> float:
        """What looking where it points adds to the distance, in the last quarter."""
        quarter = len(self.learnt) // 4
        return float((self.learnt - self.seeing_all)[-quarter:].mean())

    @property
    def runs_away(self) -> bool:
        """Whether publication is held back."""
        return self.harm > TOLERANCE


def simulate(
    share: NDArray[np.float64],
    a_week: float,
    visited: float = 0.05,
    reported: float = 0.5,
    learner: Learner = "corrected",
    weeks: int = WEEKS,
    seed: int = 0,
    hours: NDArray[np.float64] | None = None,
) -> Drift:
    """Two years of visits. `share`: each cell's true share of what happens, taken from the forecast itself; `a_week`:
    events; `visited`: share of cells that can be visited a week; `reported`: share of events that are reported
    whoever looks. What is found in a visited cell is learnt by `learner`. `hours`: how long a visit to each cell takes;
    then the usual one finds USUALLY_FOUND, a longer one more, and all learners but the naive one count finds by the
    hour. Without it a visit finds all."""
    import numpy as np

    if not 0 < visited <= 1 or not 0 <= reported <= 1 or a_week <= 0:
        raise UsageError("Shares lie between 0 and 1, and something must happen in a week.")
    dealt = np.random.default_rng(seed)
    size = len(share)
    count = max(1, round(visited * size))
    explored = max(1, round(EXPLORED * count))
    believed = share * a_week * _PRIOR_WEEKS
    all_seen = believed.copy()
    finding, by_hour = _looking(hours, size)
    finds = weighed = 0.0
    learnt, seeing_all = np.zeros(weeks), np.zeros(weeks)
    for week in range(weeks):
        events = dealt.poisson(share * a_week)
        told = dealt.binomial(events, reported)
        keys = dealt.exponential(size=size) / np.maximum(believed, 1e-12)
        there = np.zeros(size, bool)
        there[np.argsort(keys)[: count - explored]] = True
        there[dealt.integers(0, size, explored)] = True
        chance = np.clip(1 - np.exp(-(count - explored) * believed / believed.sum()), 0.0, 1.0)
        chance = 1 - (1 - chance) * (1 - explored / size)
        found = np.where(there, events - told, 0)
        if hours is not None:
            found = dealt.binomial(found, finding)
        told_of = by_hour / np.maximum(chance, LEAST_CHANCE) if learner == "inverse" else by_hour
        finds, weighed = finds + found.sum(), weighed + float(found @ told_of)
        evened = told_of * (finds / weighed if weighed else 1.0)  # as `weighed_finds` has it
        worth = {"naive": np.ones(size), "corrected": (1 - chance) * evened, "inverse": evened}
        believed = believed * _FADING + told + found * worth[learner]
        all_seen = all_seen * _FADING + events
        learnt[week], seeing_all[week] = _apart(believed, share), _apart(all_seen, share)
    return Drift(learner, learnt, seeing_all)


def _looking(hours: NDArray[np.float64] | None, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each cell, the share of what is there that a visit finds, and one over its hours."""
    import numpy as np

    if hours is None:
        return np.ones(size), np.ones(size)
    found: NDArray[np.float64] = 1 - (1 - USUALLY_FOUND) ** (hours / np.median(hours))
    return found, by_hours(hours)


def _apart(weights: NDArray[np.float64], share: NDArray[np.float64]) -> float:
    import numpy as np

    return float(np.abs(weights / weights.sum() - share).sum() / 2)


_PRIOR_WEEKS, _FADING = 26.0, 1 - 1 / 52
