"""How much nearer the next stop is than the order of stops by chance would have it.

Orders of a traveller's stops are taken to be as likely as the product of the kilometres of their trips to the power
-`power`: gravity within an itinerary. The power is that which makes each order likelier than those with two stops
exchanged (maximum composite likelihood; Lindsay, Contemporary Mathematics 80, 1988; Varin, Reid, Firth, Statistica
Sinica 21, 2011). Without it near towns that everybody goes between would be routes beyond chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from manumit.engine.places.stops import apart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAREST_KM: Final = 1.0
"""Nearer places are as near."""
SURE: Final = 3.0
"""Standard errors from which on the power is used."""
MOST: Final = 10.0
"""Greater powers are as great: a place half as far again is taken once in sixty times."""
_MOST_PAIRS: Final = 36_000_000
"""Pairs of places whose distance is kept; of more it is reckoned anew each time."""
_STEPS: Final = 30
"""Halvings: the power to eight digits."""


@dataclass(frozen=True)
class Distances:
    """Logarithms of kilometres between places."""

    points: NDArray[np.float64]
    known: NDArray[np.float32] | None

    @classmethod
    def of(cls, points: NDArray[np.float64]) -> Distances:
        """Of places as rows of `stops.unit`."""
        import numpy as np

        if len(points) ** 2 > _MOST_PAIRS:
            return cls(points, None)
        rows = [np.log(np.maximum(apart(points, one), NEAREST_KM)) for one in points]
        return cls(points, np.array(rows, np.float32).reshape(len(points), len(points)))

    def between(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.float64]:
        """Of each two."""
        import numpy as np

        if self.known is not None:
            return self.known[one, other].astype(np.float64)
        return np.log(np.maximum(apart(self.points[one], self.points[other]), NEAREST_KM))


def power_of(longer: NDArray[np.float64]) -> float:
    """The power by how much longer (sums of logarithms) orders were with two stops exchanged; 0 where it is not surely
    above 0, MOST where it has no bound, as each order is the shortest.

    Sure by the score at 0: a test at the estimate (Wald) fails where the power is great (Hauck and Donner, Journal of
    the American Statistical Association 72, 1977)."""
    import numpy as np

    if longer.sum() <= SURE * float((longer**2).sum()) ** 0.5:
        return 0.0
    low, high = 0.0, MOST
    for _ in range(_STEPS):  # the likelihood is concave: where it still rises, the power is greater
        power = (low + high) / 2
        rises = (longer / (1 + np.exp(np.clip(power * longer, -500, 500)))).sum() > 0
        low, high = (power, high) if rises else (low, power)
    return high
