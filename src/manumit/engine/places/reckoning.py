"""A forecast against what happened: the measures of the NIJ challenge and of CSEP, beside the count of all history.

N-test and S-test: Zechar, Gerstenberger, Rhoades, Bulletin of the Seismological Society of America 100 (2010).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Refused
from manumit.engine.places.measures import accuracy_index, deviance, efficiency_index, information_gain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARES = (0.005, 0.01, 0.02)
_SIMULATED = 1_000


@dataclass(frozen=True)
class Row:
    """One forecast's measures; nan where nothing happened. `hits`: share of events in the top 1, 2, 5, 10, 20 and 50
    % of the cells."""

    pai: tuple[float, ...]
    pei: tuple[float, ...]
    information_gain: float
    deviance: float
    hits: tuple[float, ...]


@dataclass(frozen=True)
class Reckoning:
    """`seen` and `expected` events; the forecast's row and that of the plain count; `number_test`: chance of at least
    and of at most so many; `place_test`: chance of places no likelier under the forecast; `inside`: share of cells
    within their interval."""

    seen: float
    expected: float
    forecast: Row
    count: Row
    number_test: tuple[float, float]
    place_test: float
    inside: float

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


_CURVE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def reckon(
    expected: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    seen: NDArray[np.float64],
    history: NDArray[np.float64],
    km2: NDArray[np.float64],
    seed: int = 0,
) -> Reckoning:
    """All one a cell: the forecast and its interval, what was seen in its window, the count of all before it, the
    area. Refused when nothing can be compared."""
    import numpy as np
    from scipy.stats import poisson

    if not expected.sum() > 0:
        raise Refused("The forecast expects nothing anywhere.", "Is it the right file?")
    total, whole = float(seen.sum()), np.rint(seen)  # a place that is uncertain counts in parts
    scaled = (history + 0.01) / (history + 0.01).sum() * max(total, 1e-9)
    return Reckoning(
        total,
        float(expected.sum()),
        _row(expected, seen, km2),
        _row(scaled, seen, km2),
        (float(poisson.sf(total - 1, expected.sum())), float(poisson.cdf(total, expected.sum()))),
        _place_test(expected, seen, seed),
        float(np.mean((whole >= low) & (whole <= high))),
    )


def _row(expected: NDArray[np.float64], seen: NDArray[np.float64], km2: NDArray[np.float64]) -> Row:
    import numpy as np

    order = np.argsort(-expected, kind="stable")
    caught = np.cumsum(seen[order]) / max(float(seen.sum()), 1e-12)
    return Row(
        tuple(accuracy_index(expected, seen, km2, share) for share in SHARES),
        tuple(efficiency_index(expected, seen, km2, share) for share in SHARES),
        information_gain(expected, seen, km2),
        deviance(expected, seen),
        tuple(float(caught[max(1, int(np.ceil(share * len(order)))) - 1]) for share in _CURVE),
    )


def _place_test(expected: NDArray[np.float64], seen: NDArray[np.float64], seed: int) -> float:
    """Share of simulated placings of as many events that are no likelier than what was seen."""
    import numpy as np

    count = round(float(seen.sum()))
    if not count:
        return float("nan")
    share = np.maximum(expected, 1e-12)
    share = share / share.sum()
    logs = np.log(share)
    dealt = np.random.default_rng(seed)
    own = float(seen @ logs)
    simulated = np.array([logs[dealt.choice(len(share), count, p=share)].sum() for _ in range(_SIMULATED)])
    return float(np.mean(simulated <= own))
