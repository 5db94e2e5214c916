"""How many were never seen: multiple systems estimation over a whole space of models, shown as a range.

Lists of known people overlap; log-linear models with main effects and pairs of lists (Fienberg, Biometrika 59, 1972;
Silverman, JRSS A 183, 2020) say how many are on none. The choice of model moves the answer more than chance does, so
all models are fitted, those without an estimate are set aside by rule, and what remains is a fan, never a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.loglinear import Fits, Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_LISTS, MOST_LISTS = 3, 10
_WHOLE_SPACE = 16
"""Pairs of lists up to which every model is fitted (65,536); beyond, a walk visits those that matter."""
_LEAST_PEOPLE = 30
_WINDOW = 10.0
"""BIC from the best up to which a model is shown: strong evidence (Kass, Raftery, JASA 90, 1995)."""
_SHOWN = 200
CRITICISMS = (
    "The lists must be of one population at one time, and every person equally likely to be on a list given the model;"
    " neither can be tested with these data.",
    "Whitehead et al. (2021) hold the method unsuitable for trafficking and its stated certainty overstated.",
    "The Royal Statistical Society's discussion of 2020 showed that the choice of the model moves the answer.",
    "Matching errors between lists move the estimate by as much: a missed match raises it.",
)


@dataclass(frozen=True)
class Model:
    """One model of the fan: `pairs` of lists that depend on each other; `total` people estimated, seen and unseen,
    with its 95 % interval; `weight`: its share of the belief in all models, from BIC."""

    pairs: tuple[tuple[str, str], ...]
    total: float
    low: float
    high: float
    bic: float
    weight: float


@dataclass(frozen=True)
class Prevalence:
    """`observed` people; `models` within the window, most believed first; `considered` models, of which `undefined`
    have no estimate; `whole`: whether that is the whole space. `low`, `high`: 95 % over models and a bootstrap.
    `stepwise`: the one model that the procedure of published studies chooses; None where that has no estimate."""

    observed: int
    lists: tuple[str, ...]
    models: tuple[Model, ...]
    considered: int
    undefined: int
    whole: bool
    low: float
    high: float
    stepwise: Model | None


def estimate(
    patterns: NDArray[np.int64], counts: NDArray[np.int64], lists: Sequence[str], rounds: int = 100
) -> Prevalence:
    """Prevalence from rows of 0 and 1 (rows x lists) and how many people have each. UsageError for a table that is
    none, Refused where it says too little."""
    import numpy as np

    cells, seen = _table(patterns, counts, lists)
    pairs = list(combinations(range(len(lists)), 2))
    space = Space(cells, seen, pairs)
    whole = len(pairs) <= _WHOLE_SPACE
    chosen = _every(len(pairs)) if whole else space.walk()
    fits = space.fit(chosen)
    defined = np.isfinite(fits.total) & fits.settled
    near = defined & (fits.bic <= fits.bic[defined].min(initial=np.inf) + _WINDOW)
    exists = {int(at): space.exists(chosen[at]) for at in np.flatnonzero(near)}
    good = np.array([at for at, there in exists.items() if there], np.int64)
    if not len(good):
        raise Refused(
            "No model gives an estimate: the lists overlap too little.",
            "Join lists that say the same, or add one.",
            about="lists-apart",
        )
    weight = np.exp(-(fits.bic[good] - fits.bic[good].min()) / 2)
    best = fits.bic[good].min()

    def told(model: NDArray[np.bool_], fits: Fits, at: int) -> Model:
        total, bic = float(fits.total[at]), float(fits.bic[at])
        return Model(
            tuple((lists[a], lists[b]) for on, (a, b) in zip(model, pairs, strict=True) if on),
            total,
            *_interval(total, int(seen.sum()), float(fits.error[at])),
            bic,
            float(np.exp(-(bic - best) / 2) / weight.sum()),
        )

    models = tuple(told(chosen[at], fits, at) for at in good[np.argsort(-weight)][:_SHOWN])
    low, high = space.bootstrap(chosen[good], fits, good, rounds)
    step = space.stepwise()
    return Prevalence(
        int(seen.sum()),
        tuple(lists),
        models,
        len(chosen),
        int(len(chosen) - defined.sum()) + len(exists) - len(good),
        whole,
        low,
        high,
        told(step, space.fit(step[None]), 0) if space.exists(step) else None,
    )


def _table(
    patterns: NDArray[np.int64], counts: NDArray[np.int64], lists: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Every combination of lists but none, and how many people have it."""
    import numpy as np

    if not FEWEST_LISTS <= len(lists) <= MOST_LISTS:
        raise UsageError(
            f"{len(lists)} lists cannot be used.",
            f"Give {FEWEST_LISTS} to {MOST_LISTS}.",
            about="lists-number",
            numbers={"n": len(lists), "least": FEWEST_LISTS, "most": MOST_LISTS},
        )
    if ((patterns != 0) & (patterns != 1)).any() or (counts < 0).any():
        raise UsageError(
            "A list's column holds 0 or 1, the count no negative number.",
            "Look at the table.",
            about="lists-values",
        )
    if (counts[patterns.sum(axis=1) == 0] > 0).any():
        raise UsageError(
            "A row with people who are on no list cannot be.",
            "Leave it out: that number is what is asked.",
            about="lists-nobody",
        )
    code = patterns @ (1 << np.arange(len(lists)))
    seen = np.bincount(code, counts, 1 << len(lists)).astype(np.float64)[1:]
    if seen.sum() < _LEAST_PEOPLE:
        raise Refused(
            f"Too few people: {seen.sum():.0f}; an estimate needs {_LEAST_PEOPLE}.",
            "Wait for more.",
            about="few-people",
            numbers={"n": round(float(seen.sum())), "least": _LEAST_PEOPLE},
        )
    every = np.arange(1, 1 << len(lists))
    return ((every[:, None] >> np.arange(len(lists))) & 1).astype(np.float64), seen


def _every(pairs: int) -> NDArray[np.bool_]:
    import numpy as np

    return ((np.arange(1 << pairs)[:, None] >> np.arange(pairs)) & 1).astype(bool)


def _interval(total: float, observed: int, error: float) -> tuple[float, float]:
    """95 % of the unseen on a logarithmic scale; `error` is that of the logarithm."""
    import math

    unseen = max(total - observed, 1e-9)
    return observed + unseen * math.exp(-1.96 * error), observed + unseen * math.exp(1.96 * error)
