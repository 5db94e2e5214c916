"""How likely a sum over neighbours is by chance, exactly: no permutations, so that the smallest p is not 1 in 1,000.

Under the null of Getis and Ord values are dealt to places at random; a sum over n places of a large map is then that of
n independent draws, whose distribution is the n-fold convolution of the values seen. Counts have long tails: the normal
approximation calls one cell in hundreds significant that is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FINENESS = 2048
"""Steps into which values are cut that are no small whole numbers."""


def tail_p(
    values: NDArray[np.float64], sums: NDArray[np.float64], draws: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Two-sided p of `sums` (any shape) of so many `draws` (the same shape) from `values`; twice the smaller tail."""
    import numpy as np

    top = float(values.max(initial=0))
    whole = top <= FINENESS and bool(np.all(values == np.rint(values)))
    step = 1.0 if whole or not top else top / FINENESS
    base = np.bincount(np.rint(values.ravel() / step).astype(np.int64)) / values.size
    observed = np.rint(sums / step).astype(np.int64)
    p = np.ones(sums.shape)
    chances = base
    for count in range(1, int(draws.max(initial=0)) + 1):
        if count > 1:
            chances = np.convolve(chances, base)
        here = draws == count
        if not here.any():
            continue
        at_least = np.minimum(np.cumsum(chances[::-1])[::-1], 1.0)
        at_most = np.minimum(np.cumsum(chances), 1.0)
        places = np.minimum(observed[here], len(chances) - 1)
        p[here] = np.minimum(2 * np.minimum(at_least[places], at_most[places]), 1.0)
    return p


def false_discovery(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """q of Benjamini and Yekutieli (Annals of Statistics 29, 2001, theorem 1.3): holds under any dependence, and sums
    of neighbours depend on each other. The shape is that of `p`."""
    import numpy as np

    flat = p.ravel()
    n = len(flat)
    order = np.argsort(flat, kind="stable")
    weight = np.log(n) + np.euler_gamma + 1 / (2 * n) if n > 1_000 else float(np.sum(1 / np.arange(1, n + 1)))
    raised = flat[order] * n * weight / np.arange(1, n + 1)
    q = np.empty(n)
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q.reshape(p.shape)
